"""A citizen writes, chooses the law, signs in, sends; with and without scripts, on a desktop and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site
from tests.journeys.test_pages_are_accessible import findings

TEXT = "В парадной на Бухарестской 67 корпус 1 третью неделю не моют лестницу, на площадках грязь и мусор"
POSTAL = "190000, Санкт-Петербург, Садовая улица, дом 1, квартира 2"


def visitor(site: Site, width: int, scripts: bool) -> Page:
    context = site.browser.new_context(
        locale="ru-RU", viewport={"width": width, "height": 850}, java_script_enabled=scripts
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def send(page: Page) -> None:
    """Send; where the one question is asked first, send again."""
    page.click("button.send")
    page.wait_for_load_state()
    if "/a/" not in page.url and page.locator("fieldset.ask").count():
        page.click("button.send")


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("width", [1280, 390])
def test_from_own_words_to_an_appeal_by_law(site: Site, width: int, scripts: bool) -> None:
    page = visitor(site, width, scripts)
    page.goto(site.url)
    expect(page.locator("button[name=sign_in]")).to_be_hidden()
    page.fill("#id_text", TEXT)
    page.check("[data-by-law='1']")
    expect(page.locator("#id_name")).to_be_hidden()
    page.check("[name=reply][value=post]")
    page.fill("#id_postal_address", POSTAL)
    page.check("[name=collective]")
    page.fill("#id_co_signers", "Небывалый Ян")

    page.click("button[name=sign_in]")
    expect(page.locator("main")).to_contain_text("Это не ЕСИА")
    page.click("button[value=anna]")
    expect(page.get_by_test_id("kept")).to_be_visible()
    expect(page.get_by_test_id("signed-in")).to_contain_text("Выдуманная Анна Сергеевна")
    assert page.input_value("#id_text") == TEXT
    assert page.input_value("#id_postal_address") == POSTAL
    assert page.input_value("#id_co_signers").strip() == "Небывалый Ян"

    send(page)
    page.wait_for_url("**/a/**")
    expect(page.get_by_test_id("law")).to_contain_text("59-ФЗ")
    expect(page.get_by_test_id("requisites")).to_contain_text(POSTAL)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_who_does_not_sign_in_is_told_and_sends_a_message(site: Site, width: int) -> None:
    page = visitor(site, width, scripts=False)
    page.goto(site.url)
    page.fill("#id_text", TEXT)
    page.fill("#id_name", "Анна Выдуманная")
    page.check("[name=reply][value=page]")
    page.check("[data-by-law='1']")
    page.locator("#id_address").press("Enter")
    expect(page.locator("[role=alert]")).to_contain_text("войдите")
    page.click("button[name=instead]")
    page.wait_for_load_state()
    if "/a/" not in page.url:
        page.click("button.send")
    page.wait_for_url("**/a/**")
    assert page.get_by_test_id("law").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_its_pages_have_no_serious_finding(site: Site, width: int) -> None:
    page, found = visitor(site, width, scripts=True), []
    page.goto(site.url)
    page.fill("#id_text", "ж")
    page.check("[data-by-law='1']")
    page.check("[name=reply][value=post]")
    page.check("[name=collective]")
    found += findings(page)
    page.click("button.send")
    found += findings(page)
    page.click("button[name=sign_in]")
    found += findings(page)
    page.click("button[value=zoya]")
    found += findings(page)
    page.goto(f"{site.url}/")
    page.click("button[name=sign_in]")
    page.click("button[value=li]")
    found += findings(page)
    page.fill("#id_text", TEXT)
    page.check("[name=reply][value=page]")
    page.uncheck("[name=collective]")
    send(page)
    page.wait_for_url("**/a/**")
    found += findings(page)
    assert found == []
