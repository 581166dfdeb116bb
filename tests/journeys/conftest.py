"""The real site for journeys: web server and worker as processes, the real region, the invented people, Chromium."""

from __future__ import annotations

import csv
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "adresat-demo"
READY_WITHIN = 90.0


@dataclass(frozen=True)
class Site:
    url: str
    browser: Browser
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a command of the product beside the site; gives what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True)
        return done.stdout

    def person(self, width: int = 1280) -> Page:
        """Another person with a browser of their own."""
        context = self.browser.new_context(locale="ru-RU", viewport={"width": width, "height": 850})
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    def official(self, login: str, width: int = 1280) -> Page:
        """An official who has signed in."""
        page = self.person(width)
        page.goto(f"{self.url}/admin/")
        page.fill("#id_username", login)
        page.fill("#id_password", PASSWORD)
        page.locator("form [type=submit]").first.click()
        page.wait_for_url(lambda url: "login" not in url)
        return page


def code_of(agency: str) -> str:
    """The code of a body, which is also the beginning of its people's log-ins."""
    with (ROOT / "agencies/regions/spb/agencies.csv").open(encoding="utf-8", newline="") as rows:
        return next(row["code"] for row in csv.DictReader(rows) if row["name"] == agency)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The running site."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DEMO": "1",
        "DEMO_PASSWORD": PASSWORD,
        "DJANGO_SETTINGS_MODULE": "citizen_portal.settings",
        "VAR_DIR": str(tmp_path_factory.mktemp("site")),
        "PUBLIC_URL": url,
        "LOG_LEVEL": "WARNING",
    }
    environment.pop("DATABASE_URL", None)

    def manage(*arguments: str) -> None:
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)

    manage("migrate", "--verbosity", "0")
    manage("load_region", "spb")
    manage("make_demo_people")
    web = [sys.executable, "-m", "gunicorn", "citizen_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    processes = [
        subprocess.Popen([*web, "--log-level", "warning"], cwd=ROOT, env=environment),
        subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL),
    ]
    try:
        wait_for(url)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            yield Site(url, browser, environment)
            browser.close()
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)


def wait_for(url: str) -> None:
    end = time.monotonic() + READY_WITHIN
    while True:
        try:
            with urllib.request.urlopen(f"{url}/health/", timeout=2):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)


@pytest.fixture(scope="session")
def demonstration(site: Site) -> Site:
    """The site with the demonstration played."""
    site.manage("seed_demo")
    return site
