"""«Кто это получит и почему?», the file of rules and its gaps are for administrators; asking stores nothing."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from agencies.loading.rulebook import COLUMNS
from agencies.models import Competence, Region
from routing.cases.models import Case
from tests.world import LONG_AGO, World, make_official

from .conftest import SignIn

RULE = "BLG-17,,district:Северный,,roads,,0,0,Указ,2020-06-01,"


@pytest.fixture
def administrator(settings: Any, world: World) -> Client:
    Region.objects.filter(pk=world.region.pk).update(code="spb")
    settings.REGION = "spb"
    client = Client()
    official = make_official(world.centre, "administrator", "Вера Придуманная")
    client.force_login(official.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def rules(*rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("rules.csv", "\n".join([",".join(COLUMNS), *rows]).encode())


def test_the_body_and_the_reasons_are_shown(administrator: Client) -> None:
    query = {"topic": "BLG-03", "district": "Северный"}
    page = administrator.get(reverse("admin:routing_whogets"), query).content.decode()
    assert "Горсвет" in page and "39" in page
    assert not Case.objects.exists()


def test_a_body_complained_of_gets_nothing(administrator: Client) -> None:
    query = {"topic": "BLG-03", "district": "Северный", "against": "lamps"}
    decision = administrator.get(reverse("admin:routing_whogets"), query).context["decision"]
    assert decision.agency_code is None


def test_a_long_appeal_is_asked_about_by_post(administrator: Client) -> None:
    path, words = reverse("admin:routing_whogets"), "Не горит фонарь на Тихой улице. " * 100
    assert 'method="post"' in administrator.get(path).content.decode()
    page = administrator.post(path, {"text": words, "topic": "BLG-03", "district": "Северный"})
    assert page.context["decision"].agency_code == "lamps"


@pytest.mark.parametrize("wrong", [{"topic": "XXX-99"}, {"topic": "BLG-03", "district": "Луна"}])
def test_what_is_in_no_list_is_said_and_not_guessed(administrator: Client, wrong: dict[str, str]) -> None:
    page = administrator.get(reverse("admin:routing_whogets"), wrong)
    assert page.context["mistake"] and "decision" not in page.context


def test_a_chosen_district_is_no_point_on_the_map(administrator: Client) -> None:
    page = administrator.get(reverse("admin:routing_whogets"), {"topic": "BLG-03", "district": "Северный"})
    assert "выбрано из списка" in page.content.decode() and "по точке" not in page.content.decode()


def test_a_rule_for_complaints_answers_when_the_kind_is_chosen(administrator: Client, world: World) -> None:
    rule = {"region": world.region, "topic": world.lamp, "territory": world.north, "valid_from": LONG_AGO}
    Competence.objects.create(**rule, agency=world.roads, appeal_kind="жалоба")
    path, query = reverse("admin:routing_whogets"), {"topic": "BLG-03", "district": "Северный"}
    assert administrator.get(path, query).context["decision"].agency_code == "lamps"
    chosen = administrator.get(path, query | {"appeal_kind": "жалоба"})
    assert chosen.context["decision"].agency_code == "roads"


@pytest.mark.parametrize("query", [{"topic": "?"}, {"text": "Не горит фонарь", "day": "вчера"}, {"text": "x" * 9000}])
def test_odd_questions_are_survived(administrator: Client, query: dict[str, str]) -> None:
    assert administrator.get(reverse("admin:routing_whogets"), query).status_code == 200


def test_a_file_is_shown_first_and_written_second(administrator: Client) -> None:
    path = reverse("admin:routing_rulebook")
    page = administrator.post(path, {"file": rules(RULE)})
    assert "Дирекция дорог" in page.content.decode()
    assert Competence.objects.count() == 1
    administrator.post(path, {"kept": page.context["kept"], "for_sure": "1"})
    assert Competence.objects.count() == 2


def test_who_loses_and_who_gains_is_counted(administrator: Client) -> None:
    page = administrator.post(reverse("admin:routing_rulebook"), {"file": rules(RULE.replace("BLG-17", "BLG-03"))})
    found = {one.name: (one.lost, one.gained) for one in page.context["balances"]}
    assert found == {"Горсвет": (1, 0), "Дирекция дорог": (0, 1)}


def test_a_second_body_beside_the_first_is_warned_of(administrator: Client) -> None:
    page = administrator.post(reverse("admin:routing_rulebook"), {"file": rules(RULE, RULE.replace("roads", "lamps"))})
    assert page.context["equal"] == 1
    assert "с равным правом: Горсвет, Дирекция дорог" in page.content.decode()


def test_a_file_no_form_can_hold_is_refused_before_the_second_step(administrator: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20_100
    page = administrator.post(reverse("admin:routing_rulebook"), {"file": rules(RULE)})
    assert "слишком велик" in page.content.decode()


def test_mistakes_of_a_file_are_shown(administrator: Client) -> None:
    page = administrator.post(reverse("admin:routing_rulebook"), {"file": rules("XXX-99,,,,,,,,,,")})
    assert "XXX-99" in page.content.decode()


@pytest.mark.parametrize("sent", [{}, {"kept": "forged"}, {"kept": "", "day": "2001-01-01"}])
def test_a_step_without_its_file_is_told(administrator: Client, sent: dict[str, str]) -> None:
    assert administrator.post(reverse("admin:routing_rulebook"), sent).context["mistakes"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_rules_are_taken_out(administrator: Client, kind: str) -> None:
    answer = administrator.get(reverse("admin:routing_rulebook"), {"as": kind})
    assert answer.status_code == 200 and answer.headers["Content-Disposition"].endswith(f'.{kind}"')


def test_the_spreadsheet_says_what_its_codes_mean_and_is_read_again(administrator: Client) -> None:
    path = reverse("admin:routing_rulebook")
    content = administrator.get(path, {"as": "xlsx"}).content
    book = load_workbook(BytesIO(content))
    assert ("lamps", "Горсвет") in set(book["Органы"].iter_rows(values_only=True))
    assert ("BLG-17", "Граффити") in set(book["Темы"].iter_rows(values_only=True))
    page = administrator.post(path, {"file": SimpleUploadedFile("rules.xlsx", content)})
    assert page.context["effect"].brought.same == 1


def test_gaps_are_named(administrator: Client) -> None:
    assert "Граффити" in administrator.get(reverse("admin:routing_ruletroubles")).content.decode()
    assert "BLG-17" in administrator.get(reverse("admin:routing_ruletroubles"), {"as": "csv"}).content.decode()


@pytest.mark.parametrize("page", ["routing_whogets", "routing_rulebook", "routing_ruletroubles"])
def test_others_have_no_business_there(signed_in: SignIn, page: str) -> None:
    assert signed_in("coordinator").get(reverse(f"admin:{page}")).status_code == 403
