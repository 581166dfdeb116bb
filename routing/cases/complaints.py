"""Whom a complaint must not come to: the body complained of, those under it, the person named (ч. 6 ст. 8 59-ФЗ)."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import Agency, Official
from agencies.selectors import bodies_below
from routing.understanding.morphology import readings

from .errors import Refused
from .models import Case

REFUSED = "complained_of"
COMPLAINT = "жалоба"
_CAPITAL = re.compile(r"\b[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?")
_PATRONYMIC = re.compile(r"(?:вич|вна|ична|инична)$")


def complained_of(case: Case) -> frozenset[str]:
    """Codes of the bodies that the stored reading says the complaint is about."""
    found = (case.understanding or {}).get("complained_of") or ()
    return frozenset(one["agency"] for one in found if one.get("barred") and one.get("agency"))


def banned(case: Case, agency: Agency) -> bool:
    """Whether the complaint is about this body or one above it. No query for what complains of nobody."""
    codes = complained_of(case)
    if not codes:
        return False
    heads = Agency.objects.filter(region=case.region_id, code__in=codes).values_list("pk", flat=True)
    return any(agency.pk in bodies_below(head) for head in heads)


def check(case: Case, agency: Agency | None, details: dict[str, Any]) -> None:
    """Raise ``Refused`` («complained_of») for a body that must not get the case.

    Words are read by a machine: a coordinator who sees that nobody complains of this body says so
    (``details["not_complained"]``), and it stays in the history.
    """
    if agency is None or details.get("not_complained") or not banned(case, agency):
        return
    raise Refused(
        _(
            "The law forbids to send a complaint to those complained of or to those under them (article 8 part 6 of the"
            " law 59-FZ). Choose a body above or beside them. If nobody else may decide on it, return the complaint and"
            " explain the right to go to court. If the appeal does not complain of this body, say why."
        ),
        REFUSED,
    )


def named(case: Case, official: Official) -> bool:
    """Whether the complaint speaks of this official by surname: then he neither takes it nor decides on it.

    The author's own name is no name of an official. Of somebody without a patronymic every word has to be there.
    """
    if (case.understanding or {}).get("kind") != COMPLAINT:
        return False
    said = {form for word in _CAPITAL.findall(case.message.text) for form in _forms(word)}
    said -= {form for word in case.message.name.split() for form in _forms(word)}
    return all(said & _forms(word) for word in _surname(official.full_name))


def _surname(full_name: str) -> list[str]:
    words = full_name.split()
    if len(words) == 3 and _PATRONYMIC.search(words[1]):
        return words[2:]
    if len(words) == 3 and _PATRONYMIC.search(words[2]):
        return words[:1]
    return words or ["-"]


def _forms(word: str) -> set[str]:
    return {word.lower().replace("ё", "е"), *(lemma for lemma, _tags, _p in readings(word.lower()))}
