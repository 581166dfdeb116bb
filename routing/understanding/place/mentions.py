"""Finding what a text says about places: streets by the register's names, kinds beside them, houses after or before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from routing.understanding.morphology import analyzer
from routing.understanding.place import grammar
from routing.understanding.place.belief import Alone, alone, at_corner, believable, called_for
from routing.understanding.place.beside import Beside
from routing.understanding.place.grammar import HouseText
from routing.understanding.place.housed import Entry, housed
from routing.understanding.place.index import PlaceIndex
from routing.understanding.place.lexicon import (
    NEVER_NAME,
    SETTLEMENT_WORDS,
    STREET_WORDS,
    THING_KINDS,
    word_set,
)
from routing.understanding.place.tokens import Token, fold, from_wrong_layout, tokenise, with_typed_otherwise

_BEYOND: Final = word_set("в во г гор город городе города пос поселок поселке д деревня деревне с село селе")
_LATIN: Final = re.compile("[a-z]{4}")
_CYRILLIC: Final = re.compile("[а-яё]", re.IGNORECASE)
_CANAL: Final = re.compile(r"(?<=[йо]\s)кан\.?(?=[\s,]|$)")
_SPACES: Final = re.compile(r"\s+")
_ROADS: Final = word_set("шоссе дорога улица проспект кольцо")
_BRACKETS: Final = re.compile(r"\s*\(([^()]{3,60})\)")
_FUZZY_AT_LEAST: Final = 84.0
_LONGEST_NAME: Final = 7
_MOST_MENTIONS: Final = 24
_MOST_TRIED: Final = 200
"""Words of a text that are names somewhere and are looked at: a wall of them must not hold up the others."""


@dataclass(slots=True)
class Mention:
    """A place named in a text, not yet looked up: which names, which kind, which house."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    kinds: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    house: HouseText | None = None
    settlement: bool = False
    capital: bool = False
    inside: str = ""
    """The settlement said between the street and its house, folded."""
    corner: bool = False
    """Said as one of two streets that meet."""


@dataclass(slots=True)
class Reading:
    """All mentions of a text (of a line: without its brackets) and the settlements named in it (folded names)."""

    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    settlements: frozenset[str] = frozenset()
    folded: str = ""
    tokens: list[Token] = field(default_factory=list)


class MentionFinder:
    """Reads texts against one index."""

    def __init__(self, index: PlaceIndex) -> None:
        self._index = index
        self._beside = Beside(frozenset(s.side for s in index.streets if s.side))
        self._settlement_ids = frozenset(s.id for s in index.streets if s.settlement)
        self._paths = frozenset(part for s in index.streets for part in s.path)
        self._firsts = frozenset(name.partition(" ")[0] for name in index.form_names())
        self._buckets: dict[str, list[str]] = {}
        self.nearest_names = lru_cache(maxsize=4096)(self._nearest_names)

    def read(self, text: str, *, line: bool = False) -> Reading:
        """Mentions in order. ``line`` reads the text as one bare address: names need no other evidence."""
        settlements: set[str] = set()
        if line:
            text = _BRACKETS.sub(lambda m: self._open_brackets(m, settlements), _SPACES.sub(" ", text))
            text = _CANAL.sub("канал", text.replace("д.д.", "д."))
        folded = self._folded(text)
        tokens = tokenise(folded)
        reading = Reading(text, folded=folded, tokens=tokens)
        at = tried = 0
        called = called_for(tokens)
        while at < len(tokens) and len(reading.mentions) < _MOST_MENTIONS and tried < _MOST_TRIED:
            if not line and at not in called and tokens[at].key not in self._firsts:
                at += 1
                continue
            hit = self._longest(tokens, at, line=line)
            tried += bool(hit)
            last = reading.mentions[-1] if reading.mentions and not line else None
            mention = self._mention(text, folded, tokens, at, hit, last, line=line) if hit else None
            if mention is None and not hit:
                mention, hit = self._misspelt(text, folded, tokens, at, line=line)
            if mention is None:
                at += 1
                continue
            settlements |= self._named(mention) | ({mention.inside} if mention.inside else set())
            reading.mentions.append(mention)
            at = max(hit, at + 1)
            while at < len(tokens) and tokens[at].start < mention.end:
                at += 1
        reading.settlements = frozenset(settlements)
        return reading

    def _folded(self, text: str) -> str:
        """Lower case with the wrong keyboard layout read: of a whole text, or of a name in a Russian one."""
        if not _CYRILLIC.search(text):
            return fold(from_wrong_layout(text))
        folded = fold(text)
        return (
            with_typed_otherwise(folded, lambda word: bool(self._index.forms(word)))
            if _LATIN.search(folded)
            else folded
        )

    def _open_brackets(self, match: re.Match[str], settlements: set[str]) -> str:
        """«Театральная (Дудергоф) ул» → the settlement is noted and the name and its kind stand together."""
        keys = [t.key for t in tokenise(fold(match[1]))]
        named = " ".join(keys) in self._paths
        if not named and (any(key in STREET_WORDS for key in keys) or any(key.isdigit() for key in keys)):
            return match[0]
        settlements |= {name for name in (" ".join(keys), *keys, " ".join(keys[1:])) if name in self._paths}
        return ""

    def _longest(self, tokens: list[Token], at: int, *, line: bool = False) -> int:
        """The token after the longest name from ``at`` on; 0 if none is there. «Советская 6» in a text is a house."""
        index, name = self._index, tokens[at].key
        found = at + 1 if (len(name) > 2 or not name.isalpha()) and not name.isdigit() and index.forms(name) else 0
        end = at + 1
        while name in index.prefixes and end < len(tokens) and end - at < _LONGEST_NAME:
            if tokens[end].start - tokens[end - 1].end > 3:
                break
            name = f"{name} {tokens[end].key}"
            end += 1
            if index.forms(name) and (line or not tokens[end - 1].key.isdigit() or tokens[at].key.isdigit()):
                found = end
        return found

    def _mention(
        self, text: str, folded: str, tokens: list[Token], at: int, end: int, last: Mention | None, *, line: bool
    ) -> Mention | None:
        name = " ".join(t.key for t in tokens[at:end])
        entries = tuple((street, kept, 1.0) for street, kept in self._index.forms(name))
        return self._judge(text, folded, tokens, at, end, entries, last, line=line)

    def _judge(
        self,
        text: str,
        folded: str,
        tokens: list[Token],
        at: int,
        end: int,
        entries: tuple[Entry, ...],
        previous: Mention | None = None,
        *,
        line: bool,
    ) -> Mention | None:
        """A mention if the words around the name say that it is one."""
        possible = {self._index.streets[entry[0]].kind for entry in entries}
        kinds, first, last, sides, settled = self._beside.around(folded, tokens, at, end, possible, line=line)
        settlement_entries = tuple(e for e in entries if e[0] in self._settlement_ids)
        street_entries = tuple(e for e in entries if e[0] not in self._settlement_ids)
        capital = text[tokens[at].start].isupper()
        if settled and not settlement_entries:
            first = at
        begin, stop = tokens[first].start, tokens[last - 1].end
        house, inside = self._house(text, folded, tokens, begin, last, line=line)
        settled_here = settlement_entries and (settled or not kinds) and (not house or not street_entries)
        if settled_here and (settled or line or capital):
            held = house if line else None
            return Mention(begin, stop, settlement_entries, house=held, settlement=True, capital=capital)
        if house and not line:
            street_entries = housed(self._index, street_entries, kinds, house, tokens[at].key)
            things = all(self._index.streets[e[0]].kind in THING_KINDS for e in street_entries)
            house = None if things and not house.said else house
        if not street_entries or (not line and first and tokens[first - 1].key == "метро"):
            return None
        linked = previous is not None and previous.corner and tokens[at].start - previous.end < 25
        corner = not line and house is None and at_corner(tokens, first, linked)
        mention = Mention(begin, stop, street_entries, kinds, sides, house, False, capital, inside, corner)
        if not line and not kinds & possible and not self._side_said(mention):
            led = previous is not None and previous.settlement and begin - previous.end < 4
            kept = min(entry[1] for entry in entries)
            standing = self._alone(mention, folded)
            if not _believed(mention, tokens, at, end, kept, led=led, standing=standing):
                return None
        if house:
            mention.start, mention.end = min(begin, house.start), max(stop, house.end)
        elif not line and _ROADS & possible:
            mention.start, mention.end = grammar.kilometre(folded, begin, stop)
        return mention

    def _side_said(self, mention: Mention) -> bool:
        """The part of the city is said with the house and tells this street: «Большой ПС 42»."""
        streets = (self._index.streets[entry[0]] for entry in mention.entries)
        return bool(mention.house and mention.sides) and any(street.side in mention.sides for street in streets)

    def _alone(self, mention: Mention, folded: str) -> Alone | None:
        """How a name stands whose house is in the register; ``None`` if no street of the name has that house."""
        house = mention.house
        if not house or not any(house.number in self._index.houses(entry[0]) for entry in mention.entries):
            return None
        return alone(folded, min(mention.start, house.start), max(mention.end, house.end))

    def _house(
        self, text: str, folded: str, tokens: list[Token], begin: int, last: int, *, line: bool
    ) -> tuple[HouseText | None, str]:
        """The house after a name, beyond a settlement after it, or before it; and that settlement."""
        house, inside = grammar.house_after(text, folded, tokens[last - 1].end, line=line), ""
        if house is None and not line and last < len(tokens) and tokens[last].key in _BEYOND:
            inside, house = self._house_beyond(text, folded, tokens, last)
        if house is None and not line:
            house = grammar.house_before(text, folded, begin)
        return house, inside

    def _house_beyond(self, text: str, folded: str, tokens: list[Token], at: int) -> tuple[str, HouseText | None]:
        """A settlement said between a street and its house: «улица Ленина в Зеленогорске, дом 12»."""
        end = self._longest(tokens, at + 1) if at + 1 < len(tokens) else 0
        name = " ".join(t.key for t in tokens[at + 1 : end])
        ids = [entry[0] for entry in self._index.forms(name) if entry[0] in self._settlement_ids]
        house = grammar.house_after(text, folded, tokens[end - 1].end) if ids else None
        return (" ".join(self._index.streets[ids[0]].words), house) if house and house.said else ("", None)

    def _named(self, mention: Mention) -> set[str]:
        if not mention.settlement:
            return set()
        return {" ".join(self._index.streets[e[0]].words) for e in mention.entries}

    def _misspelt(
        self, text: str, folded: str, tokens: list[Token], at: int, *, line: bool
    ) -> tuple[Mention | None, int]:
        """A name that is nearly one of the register, where a kind or a house beside it calls for a name."""
        key = tokens[at].key
        if len(key) < 5 or not key.isalpha() or key in STREET_WORDS or key in SETTLEMENT_WORDS:
            return None, 0
        after = tokens[at + 1].key if at + 1 < len(tokens) else ""
        before = tokens[at - 1].key if at else ""
        typed = before in STREET_WORDS or after in STREET_WORDS
        numbered = after.isdigit() or (after in ("д", "дом") and at + 2 < len(tokens) and tokens[at + 2].key.isdigit())
        if not line and before not in STREET_WORDS and text[tokens[at].start].islower():
            typed = typed and not analyzer().word_is_known(key)  # «дворовый проезд» is no «Дворцовый»
        if not (typed or line or (numbered and not analyzer().word_is_known(key))):
            return None, 0
        for end in (at + 2, at + 1):
            if end > len(tokens) or (
                end == at + 2 and (not after.isalpha() or after in STREET_WORDS or len(after) < 4)
            ):
                continue
            entries = self.nearest_names(" ".join(t.key for t in tokens[at:end]))
            if entries:
                mention = self._judge(text, folded, tokens, at, end, entries, line=line)
                if mention and (mention.house or typed or line):
                    return mention, end
        return None, 0

    def _nearest_names(self, name: str) -> tuple[Entry, ...]:
        if not self._buckets:
            for form in self._index.form_names():
                if len(form) > 3:
                    self._buckets.setdefault(form[0], []).append(form)
        best = process.extractOne(name, self._buckets.get(name[0], []), scorer=fuzz.ratio, score_cutoff=_FUZZY_AT_LEAST)
        if best is None or NEVER_NAME.match(best[0]):
            return ()
        return tuple((street, kept, best[1] / 100) for street, kept in self._index.forms(best[0]))


def _believed(
    mention: Mention, tokens: list[Token], at: int, end: int, kept: int, *, led: bool, standing: Alone | None
) -> bool:
    """Whether a name with no kind beside it is meant as one."""
    house = mention.house
    return believable(
        tokens,
        at,
        end,
        kept=kept,
        capital=mention.capital,
        house=house is not None,
        said=house is not None and house.said,
        led=led,
        corner=mention.corner,
        alone=standing,
    )
