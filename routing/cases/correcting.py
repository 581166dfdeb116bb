"""A person's word against what was understood: another topic, another place. Called by ``services.correct``.

An official's word changes the case and needs a reason; the answer's clock may only become shorter (Регламент). The
citizen's word changes nothing by itself: it is kept, shown to the officials and learned from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from agencies.models import Building, Official, Territory, Topic

from . import deadlines
from .actors import Actor
from .door import Change
from .errors import Invalid, Refused
from .inbound import cleaned
from .models import Case, Correction, Event
from .read_words import may_say_place
from .workflow import OPEN, State

WHO = ("citizen", Official.Role.EXECUTOR, Official.Role.APPROVER, Official.Role.COORDINATOR, Official.Role.MODERATOR)
WHEN = frozenset(OPEN) - {State.RECEIVED}
"""While somebody works on the case: before it is read there is nothing to correct, afterwards nothing to gain."""
LONGEST_REASON = 1000
MOST_OF_CITIZEN = 5
"""Times one citizen may say of one case that it was understood wrongly."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The right place. ``address`` in words is needed; the register's rows and the point where they are known."""

    address: str
    building: Building | None = None
    territory: Territory | None = None
    lat: float | None = None
    lon: float | None = None


def check_may_correct(case: Case, actor: Actor) -> None:
    """Raise ``Refused`` («role», «state», «enough») when the actor may not correct what was understood now."""
    if not actor.may_act_as(WHO, case):
        raise Refused(_("This step is for another role or another body."), "role")
    if case.state not in WHEN:
        raise Refused(_("This step is not possible now: the case has moved on."), "state")
    if actor.role == "citizen" and Event.objects.filter(case=case, kind="object").count() >= MOST_OF_CITIZEN:
        raise Refused(_("You have told us this several times already; an official will read it."), "enough")


def may_correct(case: Case, actor: Actor) -> bool:
    """Whether a page should offer it."""
    try:
        check_may_correct(case, actor)
    except Refused:
        return False
    return True


def objection(case: Case) -> Event | None:
    """What the citizen said last about being understood wrongly, while no official has decided on it."""
    last = Event.objects.filter(case=case, kind__in=("object", "correct", "assign")).order_by("-seq").first()
    return last if last is not None and last.kind == "object" else None


def correct(change: Change, topic: Topic | None, place: Spot | None, reason: str) -> Event:
    """Write down what a person says was meant; see ``services.correct``."""
    case, actor = change.case, change.actor
    check_may_correct(case, actor)
    reason = cleaned(reason)
    if len(reason) > LONGEST_REASON:
        raise Invalid(
            _("The text has %(count)d characters, and %(limit)d fit. Please shorten it.")
            % {"count": len(reason), "limit": LONGEST_REASON},
            "reason",
        )
    if actor.role == "citizen":
        return _object(change, topic, place, reason)
    if not reason:
        raise Invalid(_("Write the reason: it stays in the history of the case."), "reason")
    _check_says_something(case, topic, place)
    said = [*_said_topic(case, topic), *_said_place(case, place)]
    data: dict[str, Any] = {"reason": reason, "fields": [field for field, _before, _after in said]}
    if topic is not None:
        data |= {"was": case.topic.title if case.topic else "", "became": topic.title}
        change.set(topic=topic)
        data["shorter"] = deadlines.shorten(case)
        change.set(due_at=deadlines.due_of(deadlines.running(case)))
    if place is not None:
        data |= {"place_was": case.address, "place": place.address}
        change.set(**_columns(place))
    event = change.note("correct", data)
    _keep(change, said)
    return event


def say_place(change: Change, address: str, facts: dict[str, Any]) -> Event:
    """The citizen's choice among the places that fit; see ``services.say_place``."""
    if not may_say_place(change.case):
        raise Refused(_("This step is not possible now: the case has moved on."), "state")
    before = {"address": change.case.address}
    change.set(**facts)
    event = change.note("say_place", {"place": address})
    _keep(change, [("place", before, {"address": address})])
    return event


def _object(change: Change, topic: Topic | None, place: Spot | None, reason: str) -> Event:
    case = change.case
    if topic is None and place is None and not reason:
        raise Invalid(_("Tell us what was understood wrongly: choose a topic, write the place or explain."), "reason")
    said = [*_said_topic(case, topic), *_said_place(case, place)]
    data: dict[str, Any] = {"reason": reason, "fields": [field for field, _before, _after in said]}
    if topic is not None:
        data["topic"] = topic.title
    if place is not None:
        data["place"] = cleaned(place.address)[:300]
    last = objection(case)
    if last is not None and last.data == data:
        return last
    event = change.note("object", data)
    _keep(change, said or [("words", {}, {"said": reason})])
    return event


def _check_says_something(case: Case, topic: Topic | None, place: Spot | None) -> None:
    """An official may leave all as it is only to decide on what the citizen said."""
    if topic is None and place is None:
        raise Invalid(_("Choose the right topic or place."), "topic")
    if topic is not None and topic.pk == case.topic_id and place is None and objection(case) is None:
        raise Invalid(_("The case has this topic already."), "topic")
    if place is not None and not place.address.strip():
        raise Invalid(_("Write the place."), "place")


Said = tuple[str, dict[str, Any], dict[str, Any]]


def _said_topic(case: Case, topic: Topic | None) -> list[Said]:
    return [("topic", topic_as_kept(case.topic), topic_as_kept(topic))] if topic is not None else []


def _said_place(case: Case, place: Spot | None) -> list[Said]:
    if place is None:
        return []
    before = {"address": case.address, "building": case.building_id, "lat": case.lat, "lon": case.lon}
    after = {
        "address": place.address[:300],
        "building": place.building.pk if place.building else None,
        "lat": place.lat,
        "lon": place.lon,
    }
    return [("place", before, after)]


def topic_as_kept(topic: Topic | None) -> dict[str, str | None]:
    """A topic as corrections keep it: the classifier's code and the region's own number under it."""
    return {"topic": topic.code, "external_id": topic.external_id} if topic else {"topic": None, "external_id": None}


def _columns(place: Spot) -> dict[str, Any]:
    return {
        "address": cleaned(place.address)[:300],
        "building": place.building,
        "territory": place.territory,
        "lat": place.lat,
        "lon": place.lon,
    }


def _keep(change: Change, said: list[Said]) -> None:
    for field, before, after in said:
        Correction.objects.create(
            case=change.case, at=change.at, official=change.actor.official, field=field, before=before, after=after
        )
