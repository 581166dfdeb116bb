import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from routing.cases.models import Case, Deadline
from routing.chores import do_chores
from tests.routing.workplace.conftest import SignIn
from tests.world import World, make_official, routed

PAGE = "admin:routing_overdue"
MOST = 9


def late(world: World) -> Case:
    case = routed(world)
    ago = timezone.now() - timedelta(days=4)
    Deadline.objects.filter(case=case, kind="answer").update(due_at=ago, limit_at=ago + timedelta(days=1))
    return case


def test_a_coordinator_reads_whose_it_is_and_who_was_told(world: World, signed_in: SignIn) -> None:
    case = late(world)
    do_chores()
    page = signed_in("coordinator").get(reverse(PAGE)).content.decode()
    for text in (case.number, world.executor.full_name, world.approver.full_name):
        assert text in page


def test_a_head_sees_the_own_body_and_all_below(world: World, signed_in: SignIn) -> None:
    case = late(world)
    chief = make_official(world.roads, "approver", "Вера Надуманная")
    client = Client()
    client.force_login(chief.user, backend="django.contrib.auth.backends.ModelBackend")
    assert case.number not in client.get(reverse(PAGE)).content.decode()
    world.lamps.superior = world.roads
    world.lamps.save()
    assert case.number in client.get(reverse(PAGE)).content.decode()
    assert case.number in signed_in("approver").get(reverse(PAGE)).content.decode()


def test_an_executor_sees_the_own_cases_only(world: World, signed_in: SignIn) -> None:
    case = late(world)
    colleague = make_official(world.lamps, "executor", "Вторая Выдуманная")
    assert case.number in signed_in("executor").get(reverse(PAGE)).content.decode()
    Case.objects.filter(pk=case.pk).update(executor=colleague)
    assert case.number not in signed_in("executor").get(reverse(PAGE)).content.decode()


def test_a_citizens_silence_is_not_overdue(world: World, signed_in: SignIn) -> None:
    case = late(world)
    Deadline.objects.filter(case=case).update(kind="confirm")
    assert signed_in("coordinator").get(reverse(PAGE)).context["total"] == 0


def test_files_hold_what_the_page_shows(world: World, signed_in: SignIn) -> None:
    case = late(world)
    world.lamp.title = "=1+1"
    world.lamp.save()
    client = signed_in("coordinator")
    rows = list(
        csv.reader(io.StringIO(client.get(reverse(PAGE) + "?as=csv").content.decode("utf-8-sig")), delimiter=";")
    )
    sheet = load_workbook(io.BytesIO(client.get(reverse(PAGE) + "?as=xlsx").content)).active
    assert sheet is not None
    cells = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert cells == rows
    assert rows[1][0] == case.number
    assert rows[1][2] == "'=1+1"
    assert rows[1][4] == world.executor.full_name


@pytest.mark.parametrize("address", ["?body=abc", "?body=99999999999999999999", "?p=-5", "?as=exe", "?body=²"])
def test_a_wrong_address_is_no_error(world: World, signed_in: SignIn, address: str) -> None:
    late(world)
    assert signed_in("coordinator").get(reverse(PAGE) + address).status_code == 200


@pytest.mark.parametrize("wanted", ["", "?as=csv"])
def test_queries_do_not_grow_with_the_rows(world: World, signed_in: SignIn, wanted: str) -> None:
    client, counts = signed_in("coordinator"), []
    for number in (2, 40):
        for _ in range(number):
            late(world)
        do_chores()
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(PAGE) + wanted).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= MOST
