"""Three people in three browsers: a citizen, an official with the one who approves, and a coordinator."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, code_of

CLEAR = "В парадной на Бухарестской 67 корпус 1 третью неделю не моют лестницу, на площадках грязь и мусор"
VAGUE = "Помогите пожалуйста, так больше жить нельзя, никто ничего не делает"
ANSWER = (
    "Сегодня утром мастер участка проверил парадную вместе с подрядчиком: уборка не проводилась девять дней. "
    "Днём лестницу вымыли, мусор вынесли, подрядчику выставлен штраф. График уборки — на первом этаже."
)


def write(site: Site, text: str) -> Page:
    """The citizen writes in own words and sends; gives the page of the appeal.

    Where the form first shows the emergency number or asks its one question, the citizen reads it and sends again.
    """
    page = site.person()
    page.goto(site.url)
    page.fill("#id_text", text)
    page.fill("#id_name", "Анна Сергеевна Выдуманная")
    page.fill("#id_email", "anna@example.org")
    with page.expect_response(lambda got: got.request.method == "POST" and got.url == f"{site.url}/") as sent:
        page.click("button.send")
    if sent.value.status == 422:
        expect(page.locator("main [role=status] a[href='tel:112'], fieldset.ask").first).to_be_visible()
        page.click("button.send")
    page.wait_for_url("**/a/**")
    return page


def understood(page: Page) -> None:
    """The page shows by itself what was understood, within the time promised (and some for a shared machine)."""
    expect(page.get_by_text("Как мы вас поняли")).to_be_visible(timeout=10_000)


def open_case(page: Page, site: Site, number: str) -> None:
    page.goto(f"{site.url}/admin/routing/case/")
    page.get_by_role("link", name=number).first.click()


def number_on(page: Page) -> str:
    return page.url.rstrip("/").split("/")[-2]


@pytest.mark.browser
def test_an_appeal_is_answered_marked_reopened_and_comes_back(site: Site) -> None:
    citizen = write(site, CLEAR)
    understood(citizen)
    number = number_on(citizen)
    agency = citizen.locator("dt:has-text('Кто отвечает') + dd").inner_text().split("\n")[0]
    assert citizen.locator(".because li").count() >= 2
    assert "Ответ" in citizen.locator(".state").inner_text()

    executor = site.official(f"{code_of(agency)}-1")
    open_case(executor, site, number)
    assert executor.locator("mark").count() >= 1
    executor.get_by_test_id("do-take").click()
    assert "Уважаемая Анна Сергеевна!" in executor.get_by_test_id("letter-opening").inner_text()
    executor.fill("#body", ANSWER)
    executor.get_by_test_id("do-submit_answer").click()

    approver = site.official(f"{code_of(agency)}-2")
    open_case(approver, site, number)
    approver.get_by_test_id("do-approve_answer").click()
    open_case(executor, site, number)
    executor.get_by_test_id("do-send_answer").click()

    citizen.reload()
    expect(citizen.locator(".letter")).to_contain_text(ANSWER[:60])
    citizen.locator("#reopen summary").click()
    citizen.fill("#reopen textarea", "Лестницу снова не моют")
    citizen.locator("#reopen button").click()
    expect(citizen.locator(".state")).not_to_contain_text("Ответ готов")
    executor.goto(f"{site.url}/admin/routing/case/")
    expect(executor.get_by_role("link", name=number).first).to_be_visible()
    open_case(executor, site, number)
    expect(executor.locator("body")).to_contain_text("Лестницу снова не моют")


@pytest.mark.browser
def test_a_coordinator_decides_what_the_system_did_not_dare(site: Site) -> None:
    citizen = write(site, VAGUE)
    expect(citizen.get_by_text("Координатор выбирает")).to_be_visible(timeout=10_000)
    number = number_on(citizen)

    coordinator = site.official("coordinator-1")
    coordinator.goto(f"{site.url}/admin/")
    coordinator.get_by_role("link", name="Триаж").first.click()
    doubt = coordinator.get_by_test_id("doubt").filter(has_text=number)
    expect(doubt).to_be_visible()
    assert doubt.get_by_test_id("assign-1").count() == 1
    doubt.get_by_test_id("assign-1").click()
    expect(coordinator.get_by_test_id("doubt").filter(has_text=number)).to_have_count(0)

    citizen.reload()
    expect(citizen.get_by_text("Кто отвечает")).to_be_visible()


@pytest.mark.browser
def test_the_answer_is_marked_and_the_case_is_closed(site: Site) -> None:
    citizen = write(site, CLEAR.replace("третью неделю", "с понедельника"))
    understood(citizen)
    number = number_on(citizen)
    agency = code_of(citizen.locator("dt:has-text('Кто отвечает') + dd").inner_text().split("\n")[0])
    executor, approver = site.official(f"{agency}-1"), site.official(f"{agency}-2")
    open_case(executor, site, number)
    executor.get_by_test_id("do-take").click()
    executor.fill("#body", ANSWER)
    executor.get_by_test_id("do-submit_answer").click()
    open_case(approver, site, number)
    approver.get_by_test_id("do-approve_answer").click()
    open_case(executor, site, number)
    executor.get_by_test_id("do-send_answer").click()
    citizen.reload()
    citizen.locator(".marks label").nth(4).click()
    citizen.locator("#mark button").click()
    expect(citizen.locator(".state")).to_contain_text("закрыто")
