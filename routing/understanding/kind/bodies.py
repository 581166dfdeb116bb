"""Bodies named in a text, by their official names and by those people use (``body_names.csv`` of the region)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from routing.understanding.csvfile import rows_of
from routing.understanding.morphology import lemma
from routing.understanding.normalise import Token, tokens
from routing.understanding.types import Span

NAMES_FILE = "body_names.csv"
_COMPANY = re.compile(r"\b(?:гуп|муп|ооо|оао|зао|пао|ао|но|общество)\b", re.IGNORECASE)
"""A company or a fund is no body of power: to its work ст. 8 ч. 6 59-ФЗ does not apply."""
_SHORT = 3


@dataclass(frozen=True, slots=True)
class BodyMention:
    """Words that name a body. ``codes``: the bodies so called, several for «администрация района»."""

    span: Span
    codes: tuple[str, ...]


@dataclass(slots=True)
class _Named:
    words: tuple[str, ...]
    capital: bool
    codes: list[str] = field(default_factory=list)


class BodyNames:
    """Names of a region's bodies. Does not change after it is made."""

    def __init__(self, names: Iterable[tuple[str, str]], districts: dict[str, str], companies: frozenset[str]) -> None:
        """``names``: (code, name); ``districts``: district of a body by code, only of those that have one."""
        self.districts = districts
        self.companies = companies
        known: dict[tuple[tuple[str, ...], bool], _Named] = {}
        self._by_first: dict[str, list[_Named]] = defaultdict(list)
        for code, name in names:
            words = tuple(lemma(token.text) for token in tokens(name))
            capital = name.isupper() and len(name) <= _SHORT
            if not words:
                continue
            named = known.get((words, capital))
            if named is None:
                named = known[words, capital] = _Named(words, capital)
                self._by_first[words[0]].append(named)
            if code not in named.codes:
                named.codes.append(code)
        for each in self._by_first.values():
            each.sort(key=lambda named: -len(named.words))

    @classmethod
    def load(cls, folder: Path) -> BodyNames:
        """From ``agencies.csv`` and, where there is one, ``body_names.csv`` of a region's folder."""
        names: list[tuple[str, str]] = []
        districts: dict[str, str] = {}
        companies = set()
        registry = folder / "agencies.csv"
        for row in rows_of(registry) if registry.exists() else ():
            names.append((row["code"], row["name"]))
            level, _, district = row["territory"].partition(":")
            if level == "district":
                districts[row["code"]] = district
            if _COMPANY.search(row["name"]):
                companies.add(row["code"])
        spoken = folder / NAMES_FILE
        names += [(row["agency"], row["name"]) for row in rows_of(spoken)] if spoken.exists() else []
        return cls(names, districts, frozenset(companies))

    def find(self, text: str, words: list[Token] | None = None) -> list[BodyMention]:
        """Bodies named in ``text`` (or its ``words``), longest names first, none twice at one place."""
        words = tokens(text) if words is None else words
        forms = [lemma(word.text) for word in words]
        found, at = [], 0
        while at < len(words):
            named = self._longest(text, words, forms, at)
            if named is None:
                at += 1
                continue
            end = at + len(named.words)
            found.append(BodyMention((words[at].span[0], words[end - 1].span[1]), tuple(named.codes)))
            at = end
        return found

    def _longest(self, text: str, words: list[Token], forms: list[str], at: int) -> _Named | None:
        for named in self._by_first.get(forms[at], ()):
            if tuple(forms[at : at + len(named.words)]) != named.words:
                continue
            start, end = words[at].span
            if not named.capital or text[start:end].isupper():
                return named
        return None

    def code_of(self, mention: BodyMention, district: str) -> str:
        """The one body meant, by the case's district where several bear the name; empty when that is not clear."""
        if len(mention.codes) == 1:
            return mention.codes[0]
        here = [code for code in mention.codes if district and self.districts.get(code) == district]
        return here[0] if len(here) == 1 else ""
