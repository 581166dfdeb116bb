from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.models import Competence
from routing.cases.models import Case
from routing.dispatch.loading import _rules, table_of
from routing.dispatch.table import Where
from routing.proposals import services
from routing.proposals.models import RuleProposal
from tests.routing.proposals.conftest import settle
from tests.world import LONG_AGO, World, make_official

LIST = "admin:routing_ruleproposal_changelist"


@pytest.fixture
def proposal(world: World) -> RuleProposal:
    settle(world, world.roads, 12)
    services.propose(world.region, timezone.localdate() + timedelta(days=1))
    return RuleProposal.objects.get()


@pytest.fixture
def boss(world: World) -> Client:
    client = Client()
    user = make_official(world.centre, "administrator", "Олег Выдуманный").user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def press(client: Client, name: str, proposal: RuleProposal) -> object:
    return client.post(reverse(LIST), {"action": name, "_selected_action": [proposal.pk]}, follow=True)


def test_accepting_makes_a_written_dated_rule_with_its_author(
    boss: Client, world: World, proposal: RuleProposal
) -> None:
    press(boss, "accept", proposal)
    proposal.refresh_from_db()
    rule = proposal.rule
    assert proposal.state == "accepted"
    assert rule is not None
    assert (rule.topic, rule.territory, rule.agency, rule.cases) == (world.hole, world.north, world.roads, 0)
    assert "Олег Выдуманный" in rule.basis
    assert "12" in rule.basis
    assert str(rule.pk) in {known.id for known in _rules(world.region)}


def test_the_rule_that_a_person_wrote_before_ends_the_day_before(world: World, proposal: RuleProposal) -> None:
    old = Competence.objects.create(
        region=world.region, topic=world.hole, territory=world.north, agency=world.lamps, valid_from=LONG_AGO
    )
    day = timezone.localdate()
    services.accept(proposal.pk, None, day)
    old.refresh_from_db()
    assert old.valid_to == day - timedelta(days=1)


def test_what_was_declined_is_not_proposed_again(boss: Client, world: World, proposal: RuleProposal) -> None:
    press(boss, "decline", proposal)
    settle(world, world.roads, 5)
    assert services.propose(world.region, timezone.localdate() + timedelta(days=1)) == 0
    proposal.refresh_from_db()
    assert (proposal.state, proposal.cases) == ("declined", 12)
    assert not Competence.objects.filter(topic=world.hole).exists()


def test_the_second_decision_is_refused(boss: Client, proposal: RuleProposal) -> None:
    press(boss, "accept", proposal)
    with pytest.raises(services.AlreadyDecided):
        services.decline(proposal.pk, None)
    press(boss, "accept", proposal)
    assert Competence.objects.filter(topic=proposal.topic).count() == 1


def test_others_neither_see_nor_decide(world: World, proposal: RuleProposal) -> None:
    client = Client()
    client.force_login(world.coordinator.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse(LIST)).status_code == 403
    press(client, "accept", proposal)
    proposal.refresh_from_db()
    assert proposal.state == "waiting"


def test_the_list_says_what_the_cases_say_in_few_queries(
    boss: Client, proposal: RuleProposal, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = boss.get(reverse(LIST))
    assert "12" in page.content.decode()
    assert "Дирекция дорог" in page.content.decode()


def test_looking_again_is_a_button_for_the_administrator_alone(boss: Client, world: World) -> None:
    settle(world, world.roads, 12)
    address = reverse("admin:routing_ruleproposal_look_again")
    others = Client()
    others.force_login(world.coordinator.user, backend="django.contrib.auth.backends.ModelBackend")
    assert others.get(address).status_code == 403
    assert not RuleProposal.objects.exists()
    assert "12" in boss.get(address, follow=True).content.decode()


def test_an_accepted_rule_is_asked_at_once(world: World, proposal: RuleProposal) -> None:
    day = timezone.localdate()
    assert not table_of(world.region).who("BLG-17", None, Where("Северный"), day)
    services.accept(proposal.pk, None, day)
    assert set(table_of(world.region).who("BLG-17", None, Where("Северный"), day)) == {"roads"}


def test_a_rule_with_an_end_to_come_gives_way_too(world: World, proposal: RuleProposal) -> None:
    day = timezone.localdate()
    rule = {"region": world.region, "topic": world.hole, "territory": world.north, "agency": world.lamps}
    old = Competence.objects.create(**rule, valid_from=LONG_AGO, valid_to=day + timedelta(days=90))
    services.accept(proposal.pk, None, day)
    old.refresh_from_db()
    assert old.valid_to == day - timedelta(days=1)


def test_the_cases_behind_it_are_one_click_away(boss: Client, world: World, proposal: RuleProposal) -> None:
    page = boss.get(reverse(LIST)).content.decode()
    found = re.search(r'href="([^"]*show=all[^"]*)"', page)
    assert found is not None
    cases = boss.get(unescape(found[1])).content.decode()
    assert all(case.number in cases for case in Case.objects.all())
