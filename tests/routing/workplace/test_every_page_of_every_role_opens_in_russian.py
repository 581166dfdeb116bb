"""Every page that a role reaches by links opens, and the pages of daily work say nothing in English.

The registry's tables and the technical journals show codes on purpose and are looked at for opening only.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.test import Client

from agencies.models import Official
from routing.cases import services
from tests.routing.workplace.conftest import doubtful
from tests.world import World, make_official, routed

MOST_PAGES = 150
PER_KIND = 3
"""Pages of one kind («/case/N/change/») that are opened, with different parameters."""
SILENT = {"script", "style", "template", "svg", "noscript", "code", "kbd", "pre"}
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "area", "base", "col", "embed", "track"}
TECHNICAL = re.compile(
    r"/admin/(agencies|auth)/|/admin/routing/(event|outboxrow|letter|reminder/(?!overdue)|correction)"
)
OPENED = {200, 403}
"""A name in a journal may lead to a log-in that this role may not open: 403 is a page that says so."""
LATIN = re.compile(r"[A-Za-z]{3,}")
NAMES = re.compile(r"\S+@\S+|manage\.py \w+|check_readings")
"""Mail addresses and commands."""
ALLOWED = {"English", "API", "CSV", "Ctrl", "DOCX", "Enter", "Esc", "GET", "JPEG"}
ALLOWED |= {"JSON", "PDF", "PNG", "POST", "WebP", "YAML"}
"""Names of keys and formats, which have no Russian."""
ATTRIBUTES = {"title", "placeholder", "aria-label", "alt"}


class Page(HTMLParser):
    """The links and the visible text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.words: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        self.words += [value for name, value in given.items() if name in ATTRIBUTES]
        if tag not in VOID:
            icon = "material-symbols" in given.get("class", "")
            self.open.append((tag, tag in SILENT or icon or given.get("lang", "ru") != "ru"))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(silent for _tag, silent in self.open):
            self.words.append(data.strip())


def kind_of(path: str) -> str:
    """An address without its numbers."""
    return re.sub(r"\d+", "N", urlsplit(path).path)


def crawl(client: Client, own: set[str]) -> tuple[int, list[str]]:
    """Open what links lead to, from the first page on; gives how many pages and what is wrong with them."""
    waiting, seen, kinds, wrong = ["/admin/"], {"/admin/"}, dict[str, int](), list[str]()
    opened = 0
    while waiting and opened < MOST_PAGES:
        asked = waiting.pop(0)
        answer = client.get(asked, follow=True)
        path = answer.request["PATH_INFO"]
        opened += 1
        if answer.status_code not in OPENED:
            wrong.append(f"{asked}: {answer.status_code}")
        if answer.streaming or not answer["Content-Type"].startswith("text/html"):
            continue
        page = Page()
        page.feed(answer.content.decode())
        for words in [] if TECHNICAL.match(path) else page.words:
            english = set(LATIN.findall(NAMES.sub("", words))) - ALLOWED - own
            if english:
                wrong.append(f"{path}: {' '.join(words.split())[:80]}")
        for link in page.links:
            target = urljoin(path, link).partition("#")[0]
            kind = kind_of(target)
            if target in seen or not target.startswith("/admin/") or "logout" in target:
                continue
            if kinds.get(kind, 0) < PER_KIND:
                kinds[kind] = kinds.get(kind, 0) + 1
                seen.add(target)
                waiting.append(target)
    return opened, wrong


@pytest.mark.parametrize("role", Official.Role.values)
def test_every_page(world: World, role: str) -> None:
    routed(world)
    doubtful(world)
    services.take(routed(world).pk, world.actor("executor"))
    official = make_official(world.lamps, role, "Клим Вымышленный")
    client = Client(raise_request_exception=False)
    client.force_login(official.user, backend="django.contrib.auth.backends.ModelBackend")
    own = set(LATIN.findall(" ".join([official.user.username, *said_in_data()])))
    opened, wrong = crawl(client, own)
    assert wrong == []
    assert opened > 3


def said_in_data() -> list[str]:
    """Codes and log-ins that the world's rows hold: they are data, not the interface."""
    found = []
    with connection.cursor() as cursor:
        for table, column in (
            ("agencies_agency", "code"),
            ("agencies_region", "code"),
            ("agencies_topic", "code"),
            ("agencies_topicgroup", "code"),
            ("agencies_post", "title"),
            ("auth_user", "username"),
            ("routing_message", "channel"),
        ):
            cursor.execute(f"SELECT {column} FROM {table}")
            found += [str(row[0]) for row in cursor.fetchall()]
    return found
