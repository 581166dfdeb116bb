import pytest
from django.urls import reverse

from routing.workplace import burning
from tests.routing.workplace.conftest import SignIn
from tests.world import World, routed


def test_more_than_many_are_shown_with_a_plus(world: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(burning, "MANY", 3)
    for _ in range(5):
        routed(world)
    page = signed_in("executor").get(reverse("admin:routing_case_changelist"))
    assert "2+" in page.content.decode()
    assert page.context["cl"].result_count == 3
