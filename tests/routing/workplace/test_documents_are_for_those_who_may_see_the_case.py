import pytest
from django.urls import reverse

from tests.routing.workplace.conftest import SignIn, card
from tests.world import World, answered, routed

NAMES = ["letter.pdf", "letter.docx", "receipt.pdf", "history.pdf"]


@pytest.mark.parametrize("name", NAMES)
def test_the_own_body_gets_each(world: World, signed_in: SignIn, name: str) -> None:
    case = answered(world)
    got = signed_in("executor").get(reverse("admin:routing_case_paper", args=[case.pk, name]))
    assert got.status_code == 200
    assert got.content[:4] == (b"PK\x03\x04" if name.endswith("docx") else b"%PDF")
    assert case.number in got["Content-Disposition"]


@pytest.mark.parametrize("name", NAMES)
def test_another_body_gets_none(world: World, signed_in: SignIn, name: str) -> None:
    case = answered(world)
    assert signed_in("stranger").get(reverse("admin:routing_case_paper", args=[case.pk, name])).status_code == 404


def test_there_is_no_letter_before_there_is_an_answer(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    client = signed_in("executor")
    assert client.get(reverse("admin:routing_case_paper", args=[case.pk, "letter.pdf"])).status_code == 404
    assert client.get(reverse("admin:routing_case_paper", args=[case.pk, "receipt.pdf"])).status_code == 200
    assert "receipt.pdf" in client.get(card(case)).content.decode()
