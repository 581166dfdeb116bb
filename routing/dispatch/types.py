"""What dispatch works with and what it decides. Plain facts: no models, no queries, no clock."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Level = Literal["federation", "region", "district", "municipality", "area"]
"""From the widest to the narrowest."""

Executor = Literal["", "owner", "manager"]
Powers = tuple[float, float] | tuple[()]


@dataclass(frozen=True, slots=True)
class Body:
    """Орган или организация. ``district`` is empty for a body of the whole region; ``superior`` a body's code.

    Bodies of one ``family`` do the same work in different districts; empty when there is only one of its sort.
    """

    code: str
    name: str
    district: str = ""
    superior: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """An object of the register: ``kind`` («house», «road»…) and whose it is; ``owner`` and ``manager`` are codes of
    bodies, empty where nobody knows."""

    id: str
    kind: str
    name: str
    ownership: str = ""
    owner: str = ""
    manager: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Правило компетенции: what × where (× conditions) → body and post, from one day to another, both inclusive.

    Conditions: ``object_kind`` the citizen's word, ``thing`` and ``ownership`` of the object in the register,
    ``appeal_kind``. With ``executor`` the owner or manager of the object answers; ``agency``, or the body of its sort
    in the district, finds out who that is where it is unknown.

    ``what`` is the region's own topic («spb:271»), a topic of the common classifier («BLG-03»), a group («BLG») or
    empty for the last resort of a territory. A learned rule counts ``cases`` answered appeals, ``agreed`` of them by
    this body; a rule written by a person has none and rests on its ``basis``.
    """

    id: str
    what: str
    level: Level
    territory: str
    agency: str
    post: str = ""
    object_kind: str = ""
    cases: int = 0
    agreed: int = 0
    basis: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    thing: str = ""
    ownership: str = ""
    appeal_kind: str = ""
    executor: Executor = ""

    @property
    def of_object(self) -> bool:
        """True when the rule asks the register of objects."""
        return bool(self.thing or self.ownership or self.executor)

    @property
    def narrowness(self) -> tuple[int, int]:
        """What decides between rules for one topic and place: the object with its owner, then the kind of appeal."""
        return sum(map(bool, (self.thing, self.ownership, self.executor))), int(bool(self.appeal_kind))

    def object_among(self, things: tuple[Thing, ...]) -> Thing | None:
        """The nearest of the objects that meets the rule's conditions."""
        fits = (t for t in things if self.thing in ("", t.kind) and self.ownership in ("", t.ownership))
        return next(fits, None)

    def fits(self, things: tuple[Thing, ...], appeal_kind: str) -> bool:
        """True when the conditions on the object and on the appeal are met.

        A rule for the owner of whatever is there needs no object in the register: its body finds out.
        """
        if self.appeal_kind not in ("", appeal_kind):
            return False
        return not (self.thing or self.ownership) or self.object_among(things) is not None

    @property
    def written(self) -> bool:
        """True for a rule set by a person, not learned from answered appeals."""
        return self.cases == 0

    def holds_on(self, day: date) -> bool:
        """True when the rule is in force on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Limit:
    """From which confidence appeals of a group (of all, when empty) go without a look, from one day to another."""

    group: str
    confidence: float
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """True when the limit is in force on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Policy:
    """How sure is sure enough, for one region; data of the region (``dispatch.json``).

    ``threshold``: calibrated probability from which a case goes out without a human look. ``shrinkage``: how many
    cases the wider rule is worth beside the narrower one. ``written_trust``: probability given to a written rule.
    ``sureness``: weights of what speaks for a decision besides its votes (``sureness.NAMES``); none: the votes alone.
    ``opinion``: powers of the votes and of the opinion on who answers in their product; ``opinion_told``: the same
    where the kind of object was told; none: the votes alone.
    ``calibration``: increasing pairs (raw score, share that was right), straight lines between them. ``limits``:
    thresholds set by people, for groups and days; where there is none, ``threshold`` holds.
    """

    threshold: float = 0.95
    shrinkage: float = 4.0
    written_trust: float = 0.9
    calibration: tuple[tuple[float, float], ...] = ((0.0, 0.0), (1.0, 1.0))
    sureness: tuple[float, ...] = ()
    opinion: Powers = ()
    opinion_told: Powers = ()
    limits: tuple[Limit, ...] = ()

    def threshold_for(self, group: str, day: date) -> float:
        """The limit of the group on this day, else the one of all groups, else the region's own."""
        for asked in (group, ""):
            found = [limit for limit in self.limits if limit.group == asked and limit.holds_on(day)]
            if found:
                return max(found, key=lambda limit: limit.valid_from or date.min).confidence
        return self.threshold

    def worth(self, raw: float) -> float:
        """The share that was right among past decisions of this raw score."""
        points = self.calibration
        at = bisect_right([score for score, _ in points], raw)
        if at == 0:
            return points[0][1]
        if at == len(points):
            return points[-1][1]
        (low, right_low), (high, right_high) = points[at - 1], points[at]
        return right_low + (right_high - right_low) * (raw - low) / (high - low)


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the explanation: a code and its parameters (JSON types); ``sentences`` puts it in words."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body that may be competent, with calibrated ``confidence`` and the rule that speaks for it."""

    agency_code: str
    agency: str
    position: str
    confidence: float
    rule: str
    because: tuple[Reason, ...]
    finds_out: bool = False
    """The body first finds out whose the object is: a task of its own, not a question to the citizen."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The decision. ``agency_code`` and ``agency`` are ``None`` when no rule names anybody.

    ``rule`` is the identifier of the rule that decided; ``confidence`` the calibrated probability that the body is
    right; ``auto`` says that no human look is needed; ``candidates`` are up to three, best first.
    """

    agency_code: str | None
    agency: str | None
    position: str | None
    rule: str
    because: tuple[Reason, ...]
    confidence: float
    auto: bool
    candidates: tuple[Candidate, ...] = ()
    finds_out: bool = False
