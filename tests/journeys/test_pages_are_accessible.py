"""No serious finding of axe on the citizen's and the officials' pages, on a desktop and on a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import Site

GRAVE = {"serious", "critical"}
WIDTHS = (1280, 390)
PAGES = ("/", "/find/", "/about/", "/map/", "/nowhere/")
STATES = ("triage", "clarification", "answered", "closed", "withdrawn")
LINKS = """
from routing.cases.models import Case
from routing.cases.numbers import secret_of
for state in {states!r}:
    case = Case.objects.filter(state=state, message__channel="demo").order_by("-danger", "-pk")[0]
    print(f"LINK /a/{{case.number}}/{{secret_of(case.number, case.nonce)}}/")
"""


def findings(page: Page) -> list[str]:
    """Serious and critical findings with the first element of each; a page wider than its window is one too."""
    page.wait_for_load_state("networkidle")
    found = [
        f"{page.url} {each['id']}: {each['nodes'][0]['html'][:120]}"
        for each in Axe().run(page).response["violations"]
        if each["impact"] in GRAVE
    ]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append(f"{page.url} is wider than the window")
    return found


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_the_citizens_pages(demonstration: Site, width: int) -> None:
    told = demonstration.manage("shell", "-v", "0", "-c", LINKS.format(states=STATES))
    links = [line.split()[1] for line in told.splitlines() if line.startswith("LINK ")]
    assert len(links) == len(STATES)
    page, found = demonstration.person(width), []
    for path in (*PAGES, *links):
        page.goto(demonstration.url + path)
        found += findings(page)
    page.goto(demonstration.url)
    page.fill("#id_text", "ж")
    page.click("button.send")
    found += findings(page)
    assert found == []


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_the_officials_pages(demonstration: Site, width: int) -> None:
    page = demonstration.official("coordinator-1", width)
    found = []
    for path in ("", "routing/case/", "routing/case/triage/", "routing/case/troubles/", "routing/reminder/overdue/"):
        page.goto(f"{demonstration.url}/admin/{path}")
        found += findings(page)
    page.goto(f"{demonstration.url}/admin/routing/case/?show=all")
    page.locator("#result_list .w-link").first.click()
    found += findings(page)
    assert found == []


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_the_help_of_keys_and_the_filters_of_the_inbox(demonstration: Site, width: int) -> None:
    page = demonstration.official("coordinator-1", width)
    page.goto(f"{demonstration.url}/admin/routing/case/")
    page.locator("body").press("?")
    page.get_by_test_id("keys-help").wait_for()
    found = findings(page)
    page.locator("body").press("Escape")
    page.get_by_test_id("filters-open").click()
    page.locator("#filter-topic").select_option(index=1)
    page.get_by_test_id("filters").get_by_role("button").first.click()
    page.fill("#filter-title", f"Ширина {width}")
    page.get_by_test_id("filter-keep").get_by_role("button").first.click()
    page.get_by_test_id("saved-filter").filter(has_text=f"Ширина {width}").wait_for()
    assert [*found, *findings(page)] == []


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_the_preview_of_a_step_for_several_cases(demonstration: Site, width: int) -> None:
    page = demonstration.official("coordinator-1", width)
    page.goto(f"{demonstration.url}/admin/routing/case/")
    for box in page.locator("#result_list [name=case]").all()[:8]:
        box.check()
    page.get_by_test_id("bulk-look").click()
    page.get_by_test_id("bulk-preview").wait_for()
    assert findings(page) == []


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_the_journals_of_the_auditor(demonstration: Site, width: int) -> None:
    page, found = demonstration.official("auditor-1", width), []
    for path in ("", "routing/reading/", "routing/event/"):
        page.goto(f"{demonstration.url}/admin/{path}")
        found += findings(page)
    assert found == []


CARDS = """
from routing.cases.models import Case
for state in ("in_work", "in_approval"):
    case = Case.objects.filter(state=state, message__channel="demo", parent=None).order_by("-pk")[0]
    print(f"CARD {case.agency.code} {case.pk}")
"""


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_the_card_where_an_answer_is_written_and_where_it_is_approved(demonstration: Site, width: int) -> None:
    told = demonstration.manage("shell", "-v", "0", "-c", CARDS)
    cards = [line.split()[1:] for line in told.splitlines() if line.startswith("CARD ")]
    assert len(cards) == 2
    found = []
    for (agency, pk), number in zip(cards, ("1", "2"), strict=True):
        page = demonstration.official(f"{agency}-{number}", width)
        page.goto(f"{demonstration.url}/admin/routing/case/{pk}/change/")
        for summary in ("open-correct", "open-passage"):
            if page.get_by_test_id(summary).count():
                page.get_by_test_id(summary).click()
        if page.locator("#correct-topic").count():
            page.fill("#correct-topic", "лифт")
            page.locator("[role=option]").first.wait_for()
        found += findings(page)
        page.context.close()
    assert found == []
