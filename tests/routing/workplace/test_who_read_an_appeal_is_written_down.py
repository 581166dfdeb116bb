from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from routing.workplace.models import Reading
from tests.routing.workplace.conftest import SignIn, card, doubtful, press
from tests.world import World, make_official, routed


@pytest.fixture
def auditor(world: World) -> Client:
    client = Client()
    official = make_official(world.centre, "auditor", "Вера Проверяющая")
    client.force_login(official.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_opened_card_says_who_when_and_what_for(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    signed_in("executor").get(card(case))
    signed_in("coordinator").get(card(case))
    rows = list(Reading.objects.order_by("pk").values_list("official__full_name", "case", "what", "purpose"))
    assert rows == [
        (world.executor.full_name, case.pk, "card", "consider"),
        (world.coordinator.full_name, case.pk, "card", "route"),
    ]


def test_a_closed_door_is_no_reading(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    signed_in("stranger").get(card(case))
    signed_in("executor").get(reverse("admin:routing_case_changelist"))
    assert not Reading.objects.exists()


def test_the_triage_queue_is_read_case_by_case(world: World, signed_in: SignIn) -> None:
    cases = {doubtful(world).pk, doubtful(world).pk}
    signed_in("coordinator").get(reverse("admin:routing_case_triage"))
    assert set(Reading.objects.filter(what="triage").values_list("case", flat=True)) == cases


def test_a_refused_step_shows_the_card_and_is_a_reading(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    assert press(signed_in("executor"), case, "decline", reason="").status_code == 400
    assert Reading.objects.count() == 1


def test_the_auditor_reads_and_exports_the_journal(world: World, signed_in: SignIn, auditor: Client) -> None:
    case = routed(world)
    signed_in("executor").get(card(case))
    page = auditor.get(reverse("admin:routing_reading_changelist")).content.decode()
    assert case.number in page
    file = auditor.get(reverse("admin:routing_reading_export")).content.decode("utf-8-sig")
    assert case.number in file
    assert Reading.objects.get().digest in file
    assert signed_in("executor").get(reverse("admin:routing_reading_export")).status_code == 403


@pytest.mark.parametrize("harm", ["change", "remove the middle", "remove the end", "remove all"])
def test_a_row_changed_or_removed_is_noticed(world: World, signed_in: SignIn, harm: str) -> None:
    case, client = routed(world), signed_in("executor")
    for _ in range(3):
        client.get(card(case))
    call_command("check_readings")
    with pytest.raises(TypeError):
        Reading.objects.latest("pk").save()
    rows = Reading.objects.all()
    if harm == "change":
        rows.filter(seq=2).update(purpose="administer")
    elif harm == "remove the middle":
        rows.filter(seq=2).delete()
    elif harm == "remove the end":
        rows.filter(seq=3).delete()
    else:
        rows.all().delete()
    with pytest.raises(CommandError):
        call_command("check_readings")
