from datetime import timedelta

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.models import Competence, LegalTerm
from tests.routing.workplace.conftest import SignIn
from tests.world import World, make_official, routed

TABLES = [model._meta.model_name for model in admin.site._registry if model._meta.app_label == "agencies"]
JOURNALS = ["event", "correction", "letter", "outboxrow"]


@pytest.fixture
def boss(world: World) -> Client:
    client = Client()
    user = make_official(world.centre, "administrator", "Олег Выдуманный").user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("table", TABLES)
def test_an_administrator_opens_every_table(boss: Client, world: World, table: str) -> None:
    assert boss.get(reverse(f"admin:agencies_{table}_changelist"), {"q": "а"}).status_code == 200


@pytest.mark.parametrize("table", JOURNALS)
def test_journals_are_read_and_not_written(boss: Client, world: World, table: str) -> None:
    routed(world)
    assert boss.get(reverse(f"admin:routing_{table}_changelist")).status_code == 200
    assert boss.get(reverse(f"admin:routing_{table}_add")).status_code == 403


@pytest.mark.parametrize("name", ["executor", "approver", "coordinator"])
@pytest.mark.parametrize("table", ["agencies_competence", "agencies_official", "auth_user", "routing_event"])
def test_the_others_do_not_open_the_registry(world: World, signed_in: SignIn, name: str, table: str) -> None:
    assert signed_in(name).get(reverse(f"admin:{table}_changelist")).status_code == 403


def test_a_row_changed_by_a_person_is_not_the_files_any_more(boss: Client, world: World) -> None:
    LegalTerm.objects.update(from_file=True)
    term = LegalTerm.objects.first()
    form = {"regime": term.regime, "kind": term.kind, "amount": 7, "unit": term.unit, "basis": term.basis}
    answer = boss.post(
        reverse("admin:agencies_legalterm_change", args=[term.pk]), form | {"valid_from": "01.01.2020", "topic": ""}
    )
    assert answer.status_code == 302
    term.refresh_from_db()
    assert (term.amount, term.from_file) == (7, False)


def test_an_administrator_does_not_reach_a_superuser(boss: Client, world: World) -> None:
    world.stranger.user.is_superuser = True
    world.stranger.user.save()
    assert boss.get(reverse("admin:auth_user_change", args=[world.stranger.user.pk])).status_code == 302
    page = boss.get(reverse("admin:auth_user_changelist"))
    assert world.stranger.user not in page.context["cl"].result_list


def test_the_first_page_counts_in_one_query(boss: Client, world: World, django_assert_max_num_queries: object) -> None:
    routed(world)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert boss.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize(("days", "status"), [(-1, 403), (0, 403), (2, 302)])
def test_a_rule_that_has_been_in_force_is_ended_not_deleted(boss: Client, world: World, days: int, status: int) -> None:
    rule = Competence.objects.get()
    Competence.objects.update(valid_from=timezone.localdate() + timedelta(days=days))
    answer = boss.post(reverse("admin:agencies_competence_delete", args=[rule.pk]), {"post": "yes"})
    assert answer.status_code == status
    assert Competence.objects.exists() == (status == 403)


def test_nor_is_it_deleted_with_others(boss: Client, world: World) -> None:
    form = {"action": "delete_selected", "_selected_action": [Competence.objects.get().pk], "post": "yes"}
    boss.post(reverse("admin:agencies_competence_changelist"), form)
    assert Competence.objects.exists()
