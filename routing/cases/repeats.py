"""Repeated appeals: the same person on the same question at the same place, after an answer (ч. 5 ст. 11 59-ФЗ).

Only proposed, never decided: an official links the earlier appeal with one click or says that it is about something
else, and both are remembered in the history of the case. All is read in a fixed number of queries.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from .guards import ANSWERED
from .models import Case, CaseWord, Event, Message
from .similar import ABOUT_THE_SAME, NEAR_M, Common, compared, overlap
from .states import State

DONE = (State.ANSWERED, State.CLOSED)
WORDS = ("link_earlier", "decline_earlier")
"""A person's words about an earlier appeal; the last one holds."""
MOST = 200
"""Earlier appeals looked at for a page of cases, the newest first."""
SHOWN = 3
DIGITS = 10
"""Digits of a telephone that tell it apart, without the code of the country."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """An earlier answered appeal that this one seems to repeat: when it was answered last, and what speaks for it."""

    case: Case
    answered_at: datetime
    words: float
    reasons: tuple[str | Promise, ...]


def fingerprint(case: Case) -> frozenset[str]:
    """What tells a person by the data left with an appeal: the e-mail, the telephone, the account he signed in with.

    As they compare equal. A name is no fingerprint: namesakes are many. No queries where message and requisites are at
    hand.
    """
    message, account = case.message, account_of(case)
    digits = _digits(message)
    found = {message.email.strip().casefold(), digits, account}
    return frozenset(found - {""})


def _digits(message: Message) -> str:
    """The digits that tell a telephone apart; empty where there are fewer."""
    digits = re.sub(r"\D", "", message.phone)[-DIGITS:]
    return digits if len(digits) == DIGITS else ""


def account_of(case: Case) -> str:
    """The digest by which the provider that identified the person knows him, empty for whoever did not sign in."""
    requisites = getattr(case, "requisites", None)
    return f"{requisites.provider}:{requisites.subject}" if requisites is not None and requisites.subject else ""


def is_one_person(one: Case, other: Case) -> bool:
    """Whether two appeals left the same e-mail or telephone, or were written from one account."""
    return bool(fingerprint(one) & fingerprint(other))


def proposed(cases: Sequence[Case], visible: QuerySet[Case]) -> dict[int, list[Repeat]]:
    """For each of these cases the earlier ones it seems to repeat, among those the person may see.

    One query, another for those who signed in, three more where something is found.
    """
    whole = [case for case in cases if case.parent_id is None and case.topic is not None]
    accounts = {requisites.subject for case in whole if (requisites := getattr(case, "requisites", None))} - {""}
    known = [_written([case.message for case in whole])]
    if accounts:
        known.append(Q(requisites__subject__in=sorted(accounts)))
    done = visible.filter(state__in=DONE, parent=None).select_related("topic", "message", "requisites")
    done = done.defer("understanding", "decision").order_by("-pk")
    rows = {row.pk: row for said in known if said for row in done.filter(said)[:MOST]}
    return among(whole, list(rows.values()))


def _written(messages: Iterable[Message]) -> Q:
    """The condition of the same e-mail or telephone, in the ways in which they are written, for the index."""
    emails, phones = set(), set()
    for message in messages:
        emails |= {message.email, message.email.casefold()}
        digits = _digits(message)
        phones.add(message.phone)
        if digits:
            a, b, c, d = digits[:3], digits[3:6], digits[6:8], digits[8:]
            phones |= {f"+7{digits}", f"8{digits}", f"7{digits}", f"+7 ({a}) {b}-{c}-{d}", f"8 ({a}) {b}-{c}-{d}"}
    found = Q()
    for name, values in (("message__email__in", emails - {""}), ("message__phone__in", phones - {""})):
        if values:
            found |= Q(**{name: sorted(values)})
    return found


def among(cases: Iterable[Case], rows: Sequence[Case]) -> dict[int, list[Repeat]]:
    """The same among cases at hand; their topics and messages must be. Three queries where any may be a repeat."""
    pairs = [(case, row) for case in cases for row in rows if _may_be(case, row)]
    if not pairs:
        return {}
    answered = _answered({row.pk for _case, row in pairs})
    spoken = last_words({case.pk for case, _row in pairs})
    words = _words({each.pk for pair in pairs for each in pair})
    found: dict[int, list[Repeat]] = defaultdict(list)
    for case, row in pairs:
        if row.pk not in answered or row.number in spoken.get(case.pk, {}):
            continue
        alike = compared(case, row, overlap(words[case.pk], words[row.pk]))
        if _same_question(alike.common):
            found[case.pk].append(Repeat(row, answered[row.pk], alike.common.words, alike.reasons))
    return {pk: sorted(each, key=lambda one: (-one.words, -one.case.pk))[:SHOWN] for pk, each in found.items()}


def _may_be(case: Case, row: Case) -> bool:
    """The same person, an earlier appeal that is done, a topic of the same group, the same place; no queries."""
    if row.pk == case.pk or row.received_at >= case.received_at or row.state not in DONE or row.parent_id:
        return False
    if case.topic is None or row.topic is None or case.topic.group_id != row.topic.group_id:
        return False
    return is_one_person(case, row) and same_place(case, row)


def same_place(one: Case, other: Case) -> bool:
    """The same house, points beside each other, the same words of the place, or no place in both."""
    if one.building_id and other.building_id:
        return one.building_id == other.building_id
    if one.address.casefold() == other.address.casefold() and (one.lat is None or other.lat is None):
        return True
    found = compared(one, other, 0.0).common.metres
    return found is not None and found <= NEAR_M


def _same_question(common: Common) -> bool:
    """The same topic, or a related one in almost the same words."""
    return common.same_topic or common.words >= ABOUT_THE_SAME


def _answered(ids: set[int]) -> dict[int, datetime]:
    """When each of the cases was answered on the merits last; those that never were are left out."""
    rows = Event.objects.filter(case__in=ids, kind__in=ANSWERED).order_by("at").values_list("case", "at")
    return dict(rows)


def last_words(ids: set[int]) -> dict[int, dict[str, str]]:
    """What people said last of each earlier appeal: «link_earlier» or «decline_earlier» by its number; one query."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Event.objects.filter(case__in=ids, kind__in=WORDS).order_by("seq")
    for pk, number, kind in rows.values_list("case", "data__earlier", "kind"):
        found[pk][number] = kind
    return found


def _words(ids: set[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {pk: set() for pk in ids}
    for pk, word in CaseWord.objects.filter(case__in=ids).values_list("case_id", "word"):
        found[pk].add(word)
    return found
