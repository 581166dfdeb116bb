"""Photos before and after a work: written anew, their time and place compared with the case, copies noticed.

Remarks stop nothing: a photo without EXIF is no lie. A finished work without any photo after it is stopped by the gate
where the topic says that evidence is due (``Topic.evidence_due``).
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import IO, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from routing.cases.actors import Actor
from routing.cases.attachments import picture
from routing.cases.door import change, check_allowed
from routing.cases.errors import Invalid, Refused
from routing.cases.models import Case
from routing.understanding.place.geometry import distance_m

from .exif import shot
from .likeness import bands, distance, fingerprint
from .models import Evidence, EvidenceBand

MOST = 10
FAR_METRES = 300
"""A photo of a thing may be taken from across a square; a satellite fix among houses is wrong by a hundred metres."""
ALIKE = 9
"""So many of 128 bits may differ between two files of one photo."""


def add(case_id: int, actor: Actor, file: IO[bytes], kind: str, *, at: datetime | None = None) -> Evidence:
    """Attach a photo to the answer being written; gives it with its remarks.

    Raises ``Invalid`` (fields «photo», «kind») for what is no photo or too large, ``Refused`` for whoever may not
    answer the case now. What the file says is told before it is written anew, and not kept in it.
    """
    if kind not in Evidence.Kind.values:
        raise Invalid(_("Say whether the photo was taken before or after the work."), "kind")
    try:
        content = picture(file)
    except Invalid as refusal:
        raise Invalid(str(refusal), "photo") from None
    taken, place = shot(file)
    with change(case_id, actor, at=at) as open_case:
        case = open_case.case
        check_allowed(case, actor, "submit_answer")
        if actor.official is None:
            raise Refused(_("This step is for another role or another body."), "role")
        if case.evidence.count() >= MOST:
            raise Invalid(_("No more than %(count)d photos fit to a case.") % {"count": MOST}, "photo")
        made = Evidence(
            case=case,
            kind=kind,
            image=ContentFile(content, name=f"{uuid4().hex}.jpg"),
            sha256=hashlib.sha256(content).hexdigest(),
            dhash=fingerprint(content),
            taken_at=taken and taken.replace(tzinfo=ZoneInfo(case.region.time_zone)),
            added_by=actor.official,
            added_at=open_case.at,
        )
        made.remarks = _remarks(case, made, place)
        made.save()
        EvidenceBand.objects.bulk_create(
            EvidenceBand(evidence=made, place=place_, value=value) for place_, value in enumerate(bands(made.dhash))
        )
        open_case.note("add_evidence", {"kind": kind, "sha256": made.sha256})
        return made


def kinds_of(case: Case) -> tuple[str, ...] | None:
    """What the gate is told: the kinds of photos there are, or ``None`` where the topic asks for none."""
    topic = case.topic
    if topic is None or not (topic.evidence_due or (topic.parent is not None and topic.parent.evidence_due)):
        return None
    return tuple(case.evidence.values_list("kind", flat=True))


def sentences(evidence: Evidence) -> list[str]:
    """The remarks on a photo in words."""
    zone = ZoneInfo(evidence.case.region.time_zone)
    day = date_format(evidence.taken_at.astimezone(zone), "d.m.Y H:i") if evidence.taken_at else ""
    words = {
        "seen_in": _("This photo is already attached to case %(number)s."),
        "of_citizen": _("The citizen sent this photo with the appeal."),
        "before_appeal": _("Taken %(day)s, before the appeal came."),
        "in_future": _("The camera says %(day)s: that day has not come."),
        "far": _("Taken %(metres)d m from the place of the case."),
        "no_facts": _("The file does not say when and where it was taken."),
    }
    return [
        words[code] % {"number": "", "metres": 0, "day": day, **values}
        for code, values in evidence.remarks
        if code in words
    ]


def _remarks(case: Case, made: Evidence, place: tuple[float, float] | None) -> list[list[Any]]:
    found: list[list[Any]] = []
    twin = alike(made)
    if twin is not None:
        found.append(["seen_in", {"number": twin.case.number}])
    if made.kind == Evidence.Kind.AFTER and _sent_by_citizen(case, made):
        found.append(["of_citizen", {}])
    if made.taken_at and made.taken_at > made.added_at + timedelta(hours=1):
        found.append(["in_future", {}])
    elif made.taken_at and made.kind == Evidence.Kind.AFTER and made.taken_at < case.received_at:
        found.append(["before_appeal", {}])
    if place and case.lat is not None and case.lon is not None:
        metres = round(distance_m(case.lat, case.lon, *place))
        found += [["far", {"metres": metres}]] if metres > FAR_METRES else []
    if made.taken_at is None and place is None:
        found.append(["no_facts", {}])
    return found


def alike(made: Evidence) -> Evidence | None:
    """An earlier photo that is the same file or looks the same; ten queries, all by index."""
    same = Evidence.objects.filter(sha256=made.sha256).select_related("case").order_by("pk").first()
    if same is not None or not made.dhash:
        return same
    near: set[int] = set()
    for at, value in enumerate(bands(made.dhash)):
        near.update(EvidenceBand.objects.filter(place=at, value=value).values_list("evidence_id", flat=True)[:500])
    rows = Evidence.objects.filter(pk__in=near).select_related("case").order_by("pk")
    return next((row for row in rows if distance(row.dhash, made.dhash) <= ALIKE), None)


def _sent_by_citizen(case: Case, made: Evidence) -> bool:
    for photo in case.attachments.all():
        try:
            with photo.image.open("rb") as opened:
                theirs = fingerprint(opened.read())
        except OSError:
            continue
        if photo.sha256 == made.sha256 or (theirs and made.dhash and distance(theirs, made.dhash) <= ALIKE):
            return True
    return False
