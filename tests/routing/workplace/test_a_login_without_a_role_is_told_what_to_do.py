import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.world import World

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.mark.parametrize(
    "name", ["index", "routing_case_changelist", "routing_case_triage", "agencies_topic_changelist"]
)
def test_every_page_says_that_there_is_no_role(world: World, name: str) -> None:
    client = Client()
    client.force_login(User.objects.create_user("new", is_staff=True), backend=BACKEND)
    answer = client.get(reverse(f"admin:{name}"))
    assert answer.status_code == 403
    assert 'data-testid="no-role"' in answer.content.decode()


def test_a_citizen_of_no_office_does_not_get_in(world: World) -> None:
    client = Client()
    client.force_login(User.objects.create_user("nobody"), backend=BACKEND)
    assert client.get(reverse("admin:routing_case_changelist")).status_code == 302


def test_a_switched_off_login_does_not_get_in(world: World) -> None:
    client = Client()
    client.force_login(world.executor.user, backend=BACKEND)
    User.objects.filter(pk=world.executor.user_id).update(is_active=False)
    assert client.get(reverse("admin:routing_case_changelist")).status_code == 302
