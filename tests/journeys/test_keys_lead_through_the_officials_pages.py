"""The officials' pages are used by keys alone: rows, the card, the help; whoever types is left in peace."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from .conftest import Site


def row_of_focus(page: Page) -> int:
    """The number of the row that holds the focus, or -1."""
    return int(
        page.evaluate(
            """() => [...document.querySelectorAll(document.querySelector('[data-key-list]').dataset.keyList)]
                .findIndex((row) => row.contains(document.activeElement))"""
        )
    )


def test_rows_are_walked_and_opened(demonstration: Site) -> None:
    page = demonstration.official("coordinator-1")
    page.goto(f"{demonstration.url}/admin/routing/case/?show=all")
    page.keyboard.press("j")
    assert row_of_focus(page) == 0
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    assert row_of_focus(page) == 2
    page.keyboard.press("k")
    assert row_of_focus(page) == 1
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("case-card")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.get_by_test_id("inbox-tabs")).to_be_visible()


def test_the_help_names_keys_in_russian_and_closes(demonstration: Site) -> None:
    page = demonstration.official("coordinator-1")
    page.goto(f"{demonstration.url}/admin/routing/case/")
    page.keyboard.press("?")
    help_ = page.get_by_test_id("keys-help")
    expect(help_).to_be_visible()
    expect(help_).to_contain_text("следующая строка")
    page.keyboard.press("Escape")
    expect(help_).to_be_hidden()


def test_who_types_is_left_in_peace_and_the_layout_does_not_matter(demonstration: Site) -> None:
    page = demonstration.official("coordinator-1")
    page.goto(f"{demonstration.url}/admin/routing/case/?show=all")
    page.keyboard.press("/")
    search = page.locator("#searchbar")
    expect(search).to_be_focused()
    page.keyboard.type("gjk?")
    expect(search).to_have_value("gjk?")
    page.locator("body").click(position={"x": 5, "y": 5})
    page.evaluate("document.activeElement.blur()")
    # «о» of the Russian layout is the same key as j.
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'о', code: 'KeyJ', bubbles: true}))")
    assert row_of_focus(page) == 0
