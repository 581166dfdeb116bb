"""Search by words, whatever their form: «фонари» finds «фонарём».

A case's words are rows of dictionary forms, written with the case and found by an index, so a search costs the same on
SQLite and PostgreSQL however many cases there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from routing.understanding.morphology import grammemes, lemma, readings

from .models import Case, CaseWord

TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
FUNCTION_WORDS = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
LONGEST = 40
MAX_WORDS = 8
"""Words of a search that are looked at; more would not make the answer better."""
RARE = 2000
"""A word of no more cases than this gives them all at once."""


def words_of(*texts: str) -> set[str]:
    """The dictionary forms to keep of a case: without function words, numbers and parts of «12-а» as they are."""
    found = set()
    for token in _tokens(texts):
        if not FUNCTION_WORDS & grammemes(token):
            found.add(lemma(token)[:LONGEST])
        found.update(part for part in token.split("-") if part.isdecimal())
    return found


def words_of_case(case: Any) -> set[str]:
    """The words by which a case is found: of its text, its place and its number."""
    return words_of(case.message.text, case.message.address, case.address) | _of_number(case.number)


def write(case: Case) -> None:
    """Keep the words of a case; only the door calls this. Two queries, one for a case just opened."""
    if case.version > 1:
        CaseWord.objects.filter(case=case).delete()
    CaseWord.objects.bulk_create(CaseWord(case=case, word=word) for word in sorted(words_of_case(case)))


def having(cases: QuerySet[Case], typed: str) -> QuerySet[Case]:
    """The cases in which every word of ``typed`` occurs in some form. A search of function words alone finds all.

    A rare word gives its cases at once, whatever the order asked for: walking through the order would look at all
    cases before the last of a few is found. Only a word that many cases have is looked up case by case. One query.
    """
    common, rare = [], None
    wanted = _wanted(typed)
    for forms, found in zip(wanted, _first_cases(wanted), strict=True):
        if len(found) > RARE:
            common.append(forms)
        else:
            rare = found if rare is None else rare & found
    if rare is not None:
        cases = cases.filter(pk__in=sorted(rare))
    for forms in common:
        cases = cases.filter(Exists(CaseWord.objects.filter(case=OuterRef("pk"), word__in=forms)))
    return cases


def _wanted(typed: str) -> list[list[str]]:
    """The forms of each word that is looked for."""
    tokens = list(dict.fromkeys(_tokens([typed])))[:MAX_WORDS]
    return [
        sorted({form[:LONGEST] for form in ({token} | {form for form, _kinds, _p in readings(token)} | {lemma(token)})})
        for token in tokens
        if not FUNCTION_WORDS & grammemes(token)
    ]


def _first_cases(wanted: list[list[str]]) -> list[set[int]]:
    """The cases of each word, one more than ``RARE`` at most."""
    found: list[set[int]] = [set() for _forms in wanted]
    parts, values = [], []
    for place, forms in enumerate(wanted):
        rows = CaseWord.objects.filter(word__in=forms).values("case_id").distinct()[: RARE + 1]
        sql, params = rows.query.get_compiler(connection=connection).as_sql()
        parts.append(f"SELECT {place} AS place, case_id FROM ({sql}) AS bounded")  # noqa: S608 # nosec B608
        values += params
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            for place, case in cursor.fetchall():
                found[place].add(case)
    return found


def _tokens(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        yield from TOKEN.findall(text.lower().replace("ё", "е"))


def _of_number(number: str) -> set[str]:
    """The number whole, and its serial as people say it: «2026-000123-7» is also «000123» and «123»."""
    parts = [part for part in number.lower().split("-") if part.isdecimal() and len(part) > 4]
    return {number.lower(), *parts, *(part.lstrip("0") for part in parts)} - {""}
