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
from django.utils.translation import gettext as _
from django.utils.translation import override

from agencies.models import Agency, Official, Region, Topic
from agencies.selectors import agency_by_code, work_calendar
from routing import intake
from routing.answers import evidence
from routing.answers import services as answers
from routing.cases import outbox, services
from routing.cases.actors import CITIZEN, SYSTEM, Actor, actor_of
from routing.cases.inbound import Inbound
from routing.cases.models import Case, Deadline, Message
from routing.cases.why import understood
from routing.cases.workflow import State
from routing.demo_hours import Pace
from routing.demo_mornings import Mornings
from routing.demo_photos import drawn
from routing.dispatch.decide import assign
from routing.dispatch.loading import table_of
from routing.understanding.types import Place, TopicGuess, Understanding

CHANNEL = "demo"
DAY = re.compile(r"\{day\+(\d+)\}\.?")
"""A date; the full stop of the sentence is already in «г.»."""
STORIES: dict[str, tuple[str, ...]] = {
    "routed": (),
    "in_work": ("take",),
    "clarification": ("take", "ask"),
    "in_approval": ("take", "submit"),
    "returned": ("take", "submit", "send_back"),
    "approved": ("take", "submit", "approve"),
    "answered": ("take", "submit", "approve", "send", "fall_silent"),
    "closed": ("take", "submit", "approve", "send", "confirm"),
    "reopened": ("take", "submit", "approve", "send", "reopen"),
    "withdrawn": ("withdraw",),
    "redirected": ("take", "decline"),
}
"""What happens, step by step, until the state a story ends in."""
WAITING = 2.0
"""Days for which an appeal the machine did not dare to send waits for whoever tries the coordinator's desk."""


def stories(folder: Path) -> list[dict[str, Any]]:
    """The written appeals of a region's ``demo`` folder, oldest first."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines() if line]
    return sorted(map(json.loads, lines), key=lambda story: -story["days_ago"])


def seed(region: Region, written: list[dict[str, Any]], now: datetime) -> Iterator[bool]:
    """Play the stories that were not played before; yields for each whether it was new.

    A story is one transaction: an interrupted run is simply begun again.
    """
    played = set(Message.objects.filter(channel=CHANNEL).values_list("external_id", flat=True))
    stage = Stage(region, now)
    for story in written:
        if story["key"] in played:
            yield False
            continue
        with transaction.atomic():
            before = outbox.last_id()
            play = Play(stage, story)
            play.run()
            outbox.settle_after(before, play.case_id)
            stage.mornings.settle(before, play.case_id)
        yield True


@dataclass
class Stage:
    """What all stories of one run share."""

    region: Region
    now: datetime

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.region.time_zone)

    @cached_property
    def mornings(self) -> Mornings:
        return Mornings(self.region, self.now)

    @cached_property
    def pace(self) -> Pace:
        return Pace(work_calendar(self.region), self.zone)

    @cached_property
    def coordinator(self) -> Actor:
        of = Official.objects.select_related("post__agency").filter(role=Official.Role.COORDINATOR)
        return actor_of(of.filter(post__agency__region=self.region).order_by("pk")[0])

    def official(self, role: str, agency: Agency | None) -> Actor:
        """Somebody of the body in this role. Raises ``IndexError`` when the demonstration has nobody there."""
        of = Official.objects.select_related("post__agency").filter(role=role, post__agency=agency)
        return actor_of(of.order_by("pk")[0])


@dataclass
class Play:
    """One story on its way through the services. What would lie in the future does not happen."""

    stage: Stage
    story: dict[str, Any]
    at: datetime = field(init=False)
    case_id: int = field(init=False)

    def __post_init__(self) -> None:
        self.pace = self.stage.pace
        began = (self.stage.now - timedelta(days=self.story["days_ago"])).astimezone(self.stage.zone)
        began = began.replace(hour=self.story["hour"], minute=int(60 * self.pace.chance(self.story["key"])))
        self.at = began if began < self.stage.now - timedelta(minutes=20) else began - timedelta(days=1)

    def run(self) -> None:
        case, _new = services.receive(self.stage.region, self._inbound(), at=self.at)
        self.case_id = case.pk
        intake.understand(case.pk, at=self.at + timedelta(seconds=1))
        for step in self._steps():
            before, self.at = self.at, self._when(step)
            self.stage.mornings.play(case.pk, before, min(self.at, self.stage.now))
            if self.at > self.stage.now:
                return
            self.verbs[step]()
        self.stage.mornings.play(case.pk, self.at, self.stage.now)

    def _steps(self) -> list[str]:
        steps = list(STORIES[self.story["end"]])
        if self.story.get("clarify_reply"):
            steps.append("reply")
        case = self.case
        if case.state == State.TRIAGE and steps == [] and self.story["days_ago"] < WAITING:
            return []
        if case.state == State.TRIAGE and self.story["end"] != "withdrawn":
            return ["assign", *steps]
        if case.state == State.ROUTED and self.right[0] != case.agency:
            return ["decline", "assign", *steps]
        return steps

    def _when(self, step: str) -> datetime:
        story = self.story
        if step == "fall_silent":
            running = Deadline.objects.filter(case_id=self.case_id, kind="confirm", met_at=None, cancelled_at=None)
            return running.get().limit_at + timedelta(hours=1)
        if step == "submit":
            first = self.case.received_at + timedelta(days=story["written"])
            return self.pace.after("submit", max(self.at, first), story["key"])
        return self.pace.after(step, self.at, story["key"])

    @property
    def case(self) -> Case:
        return Case.objects.select_related("agency", "topic").get(pk=self.case_id)

    @cached_property
    def right(self) -> tuple[Agency, Topic]:
        """The body that is competent by the story's own topic where the case is, as a coordinator would find."""
        region, case = self.stage.region, self.case
        topic = Topic.objects.get(code=self.story["topic"], external_id="")
        if case.topic and case.topic.code == topic.code and understood(case):
            named = agency_by_code(region, case.decision.get("agency_code") or "")
            if named is not None:
                return named, case.topic
        read = case.understanding.get("place") or {}
        place = Place(district=read.get("district", ""), municipality=read.get("municipality", ""), source="building")
        meant = Understanding((TopicGuess(topic.code, None, topic.title, 1.0),), topic.code[:3], place)
        found = assign(meant, table_of(region), self.at.astimezone(self.stage.zone).date())
        agency = agency_by_code(region, found.agency_code or "")
        return agency or Agency.objects.get(region=region, is_coordinator=True), topic

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
        return self.stage.official(role, self.case.agency)

    @cached_property
    def verbs(self) -> dict[str, Callable[[], object]]:
        story, case_id = self.story, self.case_id
        return {
            "assign": self._assign,
            "take": lambda: services.take(case_id, self._official("executor"), at=self.at),
            "decline": lambda: services.decline(case_id, self._official("executor"), self._not_ours(), at=self.at),
            "ask": lambda: self._act(self._official("executor"), "ask_citizen", question=story["clarify_question"]),
            "reply": lambda: self._act(CITIZEN, "clarify", reply=story["clarify_reply"]),
            "submit": self._submit,
            "send_back": lambda: answers.return_to_author(
                case_id, self._official("approver"), story["return_comment"], at=self.at
            ),
            "approve": lambda: answers.approve(case_id, self._official("approver"), _hurried(), at=self.at),
            "send": lambda: answers.send(case_id, self._official("executor"), at=self.at),
            "confirm": lambda: services.confirm(
                case_id, CITIZEN, story["mark"], story.get("mark_comment", ""), at=self.at
            ),
            "fall_silent": lambda: self._act(SYSTEM, "close_silently"),
            "reopen": lambda: services.reopen(case_id, CITIZEN, story["reopen_reason"], at=self.at),
            "withdraw": lambda: self._act(CITIZEN, "withdraw", reason=story["withdraw_reason"]),
        }

    def _act(self, actor: Actor, name: str, **data: str) -> None:
        services.act(self.case_id, actor, name, data, at=self.at)

    def _assign(self) -> None:
        """The coordinator decides; what the machine read right stays."""
        agency, topic = self.right
        known = self.case.topic
        corrected = None if known and known.code == topic.code else topic
        services.assign(self.case_id, self.stage.coordinator, agency, topic=corrected, at=self.at)

    def _not_ours(self) -> str:
        return self.story.get("redirect_reason") or _("This is not within our competence.")

    def _submit(self) -> None:
        """The answer; photos of the work before it where the topic asks for them and the answer tells of a work."""
        case, author, body = self.case, self._official("executor"), self._answer()
        topic = case.topic
        if topic is not None and (topic.evidence_due or (topic.parent is not None and topic.parent.evidence_due)):
            for kind, minutes in (("photo_before", 90), ("photo_after", 15)):
                taken = (self.at - timedelta(minutes=minutes)).astimezone(self.stage.zone)
                photo = drawn(f"{self.story['key']}/{kind}", taken, case.lat, case.lon)
                evidence.add(self.case_id, author, photo, kind, at=self.at)
        answers.submit(self.case_id, author, body, _hurried(), at=self.at)

    def _answer(self) -> str:
        begun = self.case.received_at.astimezone(self.stage.zone).date()
        return DAY.sub(lambda found: in_words(begun + timedelta(days=int(found[1]))), self.story["answer"])


def _hurried() -> str:
    """Why a poor answer goes all the same: some of the demonstration's are poor, as in life, and come back."""
    with override("ru"):
        return _("The term ends today, and the executor is ill: let it go as it is.")


def in_words(day: date) -> str:
    """«12 ноября 2026 г.»."""
    with override("ru"):
        return date_format(day, "j E Y г.")
