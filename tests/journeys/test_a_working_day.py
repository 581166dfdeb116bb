"""A working day at the keyboard: thirty cases from the inbox to letters sent, one official and one who approves, in a
body of their own.

Nobody touches a mouse: every step is a key, and the letter is written into the field that has the focus.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, Site

CASES = 30
PREPARE = """
from django.contrib.auth.models import User
from agencies.models import Agency, Official, Post, Region, Topic
from routing.cases import services
from routing.cases.inbound import Inbound
region = Region.objects.get(code="spb")
agency = Agency.objects.create(region=region, code="day", name="Служба рабочего дня")
post = Post.objects.create(agency=agency, title="Мастер")
people = [("executor", "Ирина Олеговна Выдуманная"), ("approver", "Пётр Ильич Придуманный")]
for number, (role, name) in enumerate(people, 1):
    user = User.objects.create_user(f"day-{{number}}", password="{password}", is_staff=True)
    Official.objects.create(user=user, post=post, role=role, full_name=name, phone="+7 (000) 000-00-01")
topic = Topic.objects.filter(title__icontains="лестни").first() or Topic.objects.first()
for n in range({cases}):
    text = f"В парадной на Бухарестской, дом {{n + 10}}, третью неделю не моют лестницу, на площадках мусор"
    inbound = Inbound(channel="web", external_id=f"day-{{n}}", text=text, name="Анна Сергеевна Выдуманная",
                      email="anna@example.org", address=f"Бухарестская улица, дом {{n + 10}}")
    case, _new = services.receive(region, inbound)
    services.route(case.pk, {{"topic": topic}}, agency, post)
"""


def letter(number: int) -> str:
    """An answer that names who looked, what was done and until when; no two are the same."""
    return (
        f"Сегодня утром мастер участка № {number + 1} вместе с подрядчиком осмотрел Вашу парадную: влажной уборки не "
        f"было {number + 3} дней. Лестницу вымыли, мусор вынесли, подрядчику предъявлен штраф. Следующая уборка "
        f"— в пятницу, график висит на первом этаже, его номер {100 + number}."
    )


def body_in_focus(page: Page) -> bool:
    return bool(page.evaluate("document.activeElement && document.activeElement.id === 'body'"))


def press(page: Page, key: str) -> None:
    """Press a key once the page is there with its scripts: a person would see it first."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def step(page: Page, key: str, state: str) -> None:
    """Press a key of the card and wait until the case is in the state."""
    press(page, key)
    expect(page.locator(f"[data-testid=case-card][data-state={state}]")).to_be_attached()


def forward(page: Page) -> None:
    """To the next case that waits; the page becomes another one."""
    before = page.url
    press(page, "n")
    page.wait_for_url(lambda url: url != before)


def from_the_inbox(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/admin/routing/case/")
    press(page, "j")
    press(page, "Enter")
    expect(page.get_by_test_id("case-card")).to_be_attached()


def states(site: Site) -> dict[str, int]:
    path = Path(site.environment["VAR_DIR"]) / "adresat.sqlite3"
    question = (
        "SELECT c.state, count(*) FROM routing_case c JOIN routing_message m ON m.id = c.message_id"
        " WHERE m.external_id LIKE 'day-%' GROUP BY c.state"
    )
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return dict(database.execute(question).fetchall())


@pytest.mark.browser
def test_thirty_cases_are_answered_by_keyboard_alone(site: Site) -> None:
    site.manage("shell", "-v", "0", "-c", PREPARE.format(cases=CASES, password=PASSWORD))
    executor, approver = site.official("day-1"), site.official("day-2")

    from_the_inbox(executor, site)
    for number in range(CASES):
        step(executor, "t", "in_work")
        press(executor, "e")
        assert body_in_focus(executor)
        executor.keyboard.insert_text(letter(number))
        step(executor, "Control+Enter", "in_approval")
        if number + 1 < CASES:
            forward(executor)
    assert states(site) == {"in_approval": CASES}

    from_the_inbox(approver, site)
    for number in range(CASES):
        step(approver, "a", "approved")
        if number + 1 < CASES:
            forward(approver)
    assert states(site) == {"approved": CASES}

    from_the_inbox(executor, site)
    for number in range(CASES):
        step(executor, "s", "answered")
        if number + 1 < CASES:
            forward(executor)
    assert states(site) == {"answered": CASES}
