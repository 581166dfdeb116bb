"""What is written survives a lost connection, a reload and another official, and the page says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, code_of

AGENCY = "СПб ГКУ ЖА Фрунзенского района"
TEXT = "Мастер участка осмотрел парадную вместе с подрядчиком: лестницу вымыли сегодня утром, график уборки на стене."
PREPARE = """
from agencies.models import Agency, Post, Region, Topic
from routing.cases import services
from routing.cases.inbound import Inbound
region = Region.objects.get(code="spb")
agency = Agency.objects.get(region=region, code="{agency}")
inbound = Inbound(channel="web", external_id="draft", text="Третью неделю не моют лестницу", name="Анна Выдуманная",
                  email="anna@example.org")
case, _new = services.receive(region, inbound)
services.route(case.pk, {{"topic": Topic.objects.first()}}, agency, Post.objects.filter(agency=agency).first())
print("CASE", case.pk)
"""


def write(page: Page, words: str) -> None:
    page.locator("#body").press("Control+End")
    page.keyboard.insert_text(words)


@pytest.mark.browser
def test_a_lost_connection_and_a_reload(site: Site) -> None:
    agency = code_of(AGENCY)
    told = site.manage("shell", "-v", "0", "-c", PREPARE.format(agency=agency))
    pk = next(line.split()[1] for line in told.splitlines() if line.startswith("CASE "))
    card = f"{site.url}/admin/routing/case/{pk}/change/"
    page = site.official(f"{agency}-1")
    page.goto(card)
    page.get_by_test_id("do-take").click()
    state = page.get_by_test_id("draft-state")

    write(page, TEXT)
    expect(state).to_contain_text("Черновик сохранён")

    page.context.set_offline(True)
    write(page, " Без связи.")
    expect(state).to_contain_text("нет связи")
    page.context.set_offline(False)
    expect(state).to_contain_text("Черновик сохранён", timeout=20_000)

    page.on("dialog", lambda dialog: dialog.accept())
    write(page, " Перед перезагрузкой.")
    page.reload()
    expect(page.locator("#body")).to_have_value(f"{TEXT} Без связи. Перед перезагрузкой.")
    expect(state).to_contain_text("Черновик сохранён", timeout=20_000)

    page.evaluate(
        "sessionStorage.setItem('draft:' + document.querySelector('form[data-draft]').dataset.draft,"
        " JSON.stringify({stamp: '0', text: 'Слова со старой страницы'}))"
    )
    page.reload()
    expect(page.get_by_test_id("apart")).to_contain_text("Слова со старой страницы")
    expect(page.locator("#body")).to_have_value(f"{TEXT} Без связи. Перед перезагрузкой.")

    colleague = site.official(f"{agency}-2")
    colleague.goto(card)
    expect(colleague.get_by_test_id("writers")).to_contain_text("Здесь с")
