"""A demonstration's past: written appeals of invented people, played through the real services."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import override

from agencies.models import Agency, Official, Region
from routing import intake
from routing.answers import services as answers
from routing.cases import outbox, services
from routing.cases.actors import CITIZEN, Actor, actor_of
from routing.cases.inbound import Inbound
from routing.cases.models import Case, Message
from routing.cases.workflow import State

CHANNEL = "demo"
DAY = re.compile(r"\{day\+(\d+)\}")
STORIES: dict[str, tuple[str, ...]] = {
    "routed": (),
    "in_work": ("take",),
    "clarification": ("take", "ask"),
    "in_approval": ("take", "submit"),
    "returned": ("take", "submit", "send_back"),
    "approved": ("take", "submit", "approve"),
    "answered": ("take", "submit", "approve", "send"),
    "closed": ("take", "submit", "approve", "send", "confirm"),
    "reopened": ("take", "submit", "approve", "send", "reopen"),
    "withdrawn": ("withdraw",),
    "redirected": ("take", "decline"),
}
"""What happens, step by step, until the state a story ends in."""
PAUSES = {
    "take": 0.06,
    "ask": 0.04,
    "reply": 0.1,
    "submit": 0.22,
    "send_back": 0.05,
    "approve": 0.06,
    "send": 0.02,
    "confirm": 0.15,
    "reopen": 0.2,
    "withdraw": 0.05,
    "decline": 0.03,
    "assign": 0.03,
}
"""The share of a story's length that passes before a step."""
LONGEST = timedelta(days=9)


def stories(folder: Path) -> list[dict[str, Any]]:
    """The written appeals of a region's ``demo`` folder, oldest first."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines() if line]
    return sorted(map(json.loads, lines), key=lambda story: -story["days_ago"])


def seed(region: Region, folder: Path, now: datetime) -> Iterator[bool]:
    """Play the stories that were not played before; yields for each whether it was new.

    A story is one transaction: an interrupted run is simply begun again.
    """
    played = set(Message.objects.filter(channel=CHANNEL).values_list("external_id", flat=True))
    for story in stories(folder):
        if story["key"] in played:
            yield False
            continue
        with transaction.atomic():
            before = outbox.last_id()
            Play(region, story, now).run()
            outbox.settle_after(before)
        yield True


@dataclass
class Play:
    """One story on its way through the services."""

    region: Region
    story: dict[str, Any]
    now: datetime
    at: datetime = field(init=False)
    case_id: int = field(init=False)

    def __post_init__(self) -> None:
        self.zone = ZoneInfo(self.region.time_zone)
        began = (self.now - timedelta(days=self.story["days_ago"])).astimezone(self.zone)
        began = began.replace(hour=self.story["hour"], minute=abs(hash_of(self.story["key"])) % 60)
        self.at = min(began, self.now - timedelta(minutes=20))
        self.span = min(LONGEST, self.now - self.at)

    def run(self) -> None:
        case, _new = services.receive(self.region, self._inbound(), at=self.at)
        self.case_id = case.pk
        intake.understand(case.pk, at=self.at)
        steps = list(STORIES[self.story["end"]])
        if self.story.get("clarify_reply"):
            steps.append("reply")
        if self.case.state == State.TRIAGE:
            if self.story["end"] == "routed" and self.story["days_ago"] < 2:
                return  # something is left for the coordinator to decide
            steps.insert(0, "assign")
        for step in steps:
            self.at += self.span * PAUSES[step]
            self.verbs[step]()

    @property
    def case(self) -> Case:
        return Case.objects.select_related("agency", "topic").get(pk=self.case_id)

    def _inbound(self) -> Inbound:
        story = self.story
        return Inbound(
            channel=CHANNEL,
            external_id=story["key"],
            text=story["text"],
            name=story["name"],
            gender=story.get("gender", ""),
            email=story.get("email", ""),
            address=story.get("address", ""),
            lat=story.get("lat"),
            lon=story.get("lon"),
        )

    def _official(self, role: str) -> Actor:
        of = Official.objects.select_related("post__agency").order_by("pk")
        if role == Official.Role.COORDINATOR:
            return actor_of(of.filter(role=role, post__agency__region=self.region)[0])
        return actor_of(of.filter(role=role, post__agency=self.case.agency)[0])

    @cached_property
    def verbs(self) -> dict[str, Callable[[], object]]:
        story, case_id = self.story, self.case_id
        return {
            "assign": self._assign,
            "take": lambda: services.take(case_id, self._official("executor"), at=self.at),
            "decline": lambda: services.decline(
                case_id, self._official("executor"), story["redirect_reason"], at=self.at
            ),
            "ask": lambda: self._act("executor", "ask_citizen", question=story["clarify_question"]),
            "reply": lambda: services.act(case_id, CITIZEN, "clarify", {"reply": story["clarify_reply"]}, at=self.at),
            "submit": lambda: answers.submit(case_id, self._official("executor"), self._answer(), at=self.at),
            "send_back": lambda: answers.return_to_author(
                case_id, self._official("approver"), story["return_comment"], at=self.at
            ),
            "approve": lambda: answers.approve(case_id, self._official("approver"), at=self.at),
            "send": lambda: answers.send(case_id, self._official("executor"), at=self.at),
            "confirm": lambda: services.confirm(
                case_id, CITIZEN, story["mark"], story.get("mark_comment", ""), at=self.at
            ),
            "reopen": lambda: services.reopen(case_id, CITIZEN, story["reopen_reason"], at=self.at),
            "withdraw": lambda: services.act(
                case_id, CITIZEN, "withdraw", {"reason": story["withdraw_reason"]}, at=self.at
            ),
        }

    def _act(self, role: str, name: str, **data: str) -> None:
        services.act(self.case_id, self._official(role), name, data, at=self.at)

    def _assign(self) -> None:
        """The coordinator takes the machine's best candidate, or keeps the case when there is none."""
        candidates = self.case.decision.get("candidates") or []
        code = candidates[0]["agency_code"] if candidates else ""
        agency = Agency.objects.filter(region=self.region, code=code).first()
        agency = agency or Agency.objects.get(region=self.region, is_coordinator=True)
        services.assign(self.case_id, self._official("coordinator"), agency, at=self.at)

    def _answer(self) -> str:
        begun = self.case.received_at.astimezone(self.zone).date()
        return DAY.sub(lambda found: in_words(begun + timedelta(days=int(found[1]))), self.story["answer"])


def in_words(day: date) -> str:
    """«12 ноября 2026 г.»."""
    with override("ru"):
        return date_format(day, "j E Y г.")


def hash_of(key: str) -> int:
    """The same number for the same key in every process."""
    return sum(ord(char) * at for at, char in enumerate(key, start=7))
