"""Make the screenshots of docs/screens: a demonstration of its own is started, used by invented people and stopped.

    python tools/screens.py [--out docs/screens]

Needs Chromium (Debian's package «chromium») and the packages of requirements-dev.lock.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
REGION = ROOT / "agencies/regions/spb"
PASSWORD = "adresat-demo"
READY_WITHIN = 240.0
COLOURS = 96
TEXT = (
    "В парадной на Бухарестской 67 корпус 1 третью неделю не моют лестницу, на площадках грязь и мусор. "
    "Подскажите, когда уберут."
)
DRAFT = (
    "Лестницу и площадки в парадной на Бухарестской, 67, корпус 1 убрали {today}. В этот день мастер участка проверил "
    "парадную: уборки не было девять дней. Подрядчик вымыл лестницу и вынес мусор, график вывешен на первом этаже. "
    "Следующую уборку мастер проверит до {later}. Вопросы — мастеру по телефону +7 (000) 000-00-71."
)


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a running demonstration with files of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    with tempfile.TemporaryDirectory() as folder:
        settings = {"DEMO": "1", "DEMO_PASSWORD": PASSWORD, "VAR_DIR": folder, "PUBLIC_URL": f"http://{bind}"}
        environment = os.environ | settings | {"LOG_LEVEL": "WARNING"}
        command = [sys.executable, "manage.py", "up", "--bind", bind]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"http://{bind}/health/")
            yield f"http://{bind}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def wait_for(address: str) -> None:
    """Return when the page answers; raises ``OSError`` when it does not in time."""
    end = time.monotonic() + READY_WITHIN
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)
        else:
            return


def person(browser: Browser, width: int, height: int, scale: float = 1) -> Page:
    context = browser.new_context(
        locale="ru-RU", viewport={"width": width, "height": height}, device_scale_factor=scale
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page


def official(browser: Browser, url: str, login: str, height: int) -> Page:
    """An official who has signed in."""
    page = person(browser, 1280, height)
    page.goto(f"{url}/admin/")
    page.fill("#id_username", login)
    page.fill("#id_password", PASSWORD)
    page.locator("form [type=submit]").first.click()
    page.wait_for_url(lambda address: "login" not in address)
    return page


def login_of(agency: str) -> str:
    """The log-in of a body's executor."""
    with (REGION / "agencies.csv").open(encoding="utf-8", newline="") as rows:
        return next(row["code"] for row in csv.DictReader(rows) if row["name"] == agency) + "-1"


def keep(page: Page, path: Path) -> None:
    """What the window shows, as a PNG of few colours."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    image = Image.open(BytesIO(page.screenshot())).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1024} KB")


def walk(browser: Browser, url: str, out: Path) -> None:
    """A citizen writes and reads, an official answers, a coordinator decides."""
    citizen = person(browser, 1280, 1180)
    citizen.goto(url)
    citizen.fill("#id_text", TEXT)
    citizen.fill("#id_name", "Анна Сергеевна Выдуманная")
    citizen.fill("#id_email", "anna@example.org")
    citizen.click("button.send")
    citizen.get_by_text("Как мы вас поняли").wait_for()
    keep(citizen, out / "citizen.png")

    phone = person(browser, 390, 844, scale=2)
    phone.goto(citizen.url)
    keep(phone, out / "phone.png")

    agency = citizen.locator("dt:has-text('Кто отвечает') + dd").inner_text().split("\n")[0]
    number = citizen.url.rstrip("/").split("/")[-2]
    executor = official(browser, url, login_of(agency), 1080)
    executor.goto(f"{url}/admin/routing/case/?q={number}")
    executor.get_by_role("link", name=number).first.click()
    executor.get_by_test_id("do-take").click()
    zone = ZoneInfo(json.loads((REGION / "region.json").read_text("utf-8"))["time_zone"])
    today = datetime.now(zone).date()
    later = today + timedelta(days=7)
    executor.fill("#body", DRAFT.format(today=f"{today:%d.%m.%Y}", later=f"{later:%d.%m.%Y}"))
    executor.wait_for_timeout(3_000)
    executor.evaluate("window.scrollTo(0, 0)")
    keep(executor, out / "card.png")
    executor.locator("#body").evaluate("area => area.scrollIntoView({block: 'start'})")
    keep(executor, out / "composer.png")
    executor.get_by_test_id("do-submit_answer").click()
    executor.get_by_test_id("do-submit_answer").wait_for(state="detached")

    approver = official(browser, url, login_of(agency).removesuffix("1") + "2", 1080)
    approver.goto(executor.url)
    keep(approver, out / "approval.png")

    coordinator = official(browser, url, "coordinator-1", 900)
    coordinator.goto(f"{url}/admin/routing/case/")
    keep(coordinator, out / "inbox.png")
    coordinator.goto(f"{url}/admin/routing/case/triage/")
    keep(coordinator, out / "triage.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs/screens")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with demonstration() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        walk(browser, url, out)
        browser.close()


if __name__ == "__main__":
    main()
