"""Places that are not in this region: «Калининград, улица Ленина 5», «Лен. область, …», a point beyond the border.

The country's cities and borders are data beside the folders of the regions (``cities.csv``, ``borders.geojson.gz``).
A city said somewhere in a text proves nothing («приехали из Москвы»): it must stand right beside the street, as an
address is written.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any, Final, NamedTuple

from shapely import STRtree
from shapely.geometry import Point, shape

from routing.understanding.csvfile import rows_of
from routing.understanding.morphology import analyzer, parses
from routing.understanding.place.lexicon import word_set
from routing.understanding.place.tokens import Token, fold, tokenise

CITIES: Final = "cities.csv"
BORDERS: Final = "borders.geojson.gz"
_CITY_WORDS: Final = word_set("г гор город города городе")
_IN: Final = word_set("в во")
_CASES: Final = ("nomn", "gent", "loct")
_LONGEST: Final = 4
_OPENING: Final = re.compile(r"(?:^|[\n.!?;:(]|адрес\w{0,2}|\d{6}[,.]?)\s*$")
_IN_REGION: Final = re.compile(r"(?:росси[ия]|рф|област[ьи]|обл|край|края|республик[аи]|район|р-н)[\s.,:]*$")
_SMALL: Final = (
    r"(?:(?:на|по|у|в|во|возле|около|напротив|за|перед|адресу|адрес|рядом\sс|во\sдворе|территории|дом[ае]?)[\s:]+){0,3}"
)
_BEFORE_STREET: Final = re.compile(rf"[\s,.:;()–—-]{{1,5}}{_SMALL}")
_PART: Final = (
    r"(?:[а-я-]{3,30}\s(?:муниципальн\w+\s)?(?:район|р-н|округ|м\.?\s?р-н|г\.?\s?п\.?)"
    r"|(?:г|гор|город|пос|поселок|п|д|дер|деревня|с|село|пгт|гп|снт|днт|тер|мкр|ст|станция)[\s.]{1,2}\s?[«\"]?[а-я-]{2,30}"
    r"(?:\s[а-я-]{3,20})?[»\"]?|[а-я-]{4,30}(?=,))"
)
_CHAIN: Final = re.compile(rf"[\s,.:;()–—-]{{1,5}}(?P<parts>(?:{_PART}[\s,.]{{1,3}}){{0,4}}){_SMALL}")
_AFTER_STREET: Final = re.compile(r"[\s,]{0,3}(?:\(\s?)?(?:(?:в|во)\s)?(?:(?:г|гор|город[ае]?)\b[\s.]{0,2})?")
_REGION: Final = re.compile(
    r"(?<![а-я-])(?:(?P<stem>[а-я-]{3,30}?)(?:ая|ой|ую)?\.?\s?обл(?:\.|аст[ьию]{1,2}|(?![а-я]))"
    r"|(?P<krai>[а-я]{3,20})(?:ий|ого|ом|ому)\sкра[йяюе]м?(?![а-я])"
    r"|республик[аиеу]\s(?P<republic>[а-я]{2,20}(?:[\s-][а-я]{2,20})?))"
)
_SLACK: Final = 0.02
"""Degrees by which the simplified borders may be wrong."""


class Away(NamedTuple):
    """A place out of the region named in a text: offsets, the city (empty for a region alone), its region.

    ``placed`` says that the words around it put something there: «г.», «в», the beginning of an address.
    """

    start: int
    end: int
    city: str
    region: str
    placed: bool


class Country:
    """Names of the country's cities and regions. ``own`` are the folded names of this region and its settlements."""

    def __init__(self, cities: list[list[str]], forms: dict[str, int], own: frozenset[str]) -> None:
        self._cities, self._forms, self._own = cities, forms, own
        self._firsts = frozenset(name.partition(" ")[0] for name in forms)
        regions = sorted({region for _city, region in cities if region})
        self._regions = {fold(region): region for region in regions}
        self._stems = {fold(region).split()[0]: region for region in regions if region.endswith(("область", "край"))}

    def find(self, text: str, folded: str, tokens: list[Token]) -> list[Away]:
        """Cities and regions of the country that the text names, in order; this region's own are left out."""
        found: list[Away] = []
        firsts, taken = self._firsts, 0
        for at, token in enumerate(tokens):
            if token.key in firsts and token.start >= taken:
                one = self._city(text, folded, tokens, at)
                if one:
                    found.append(one)
                    taken = one.end
        if "обл" in folded or " кра" in folded or "республик" in folded:
            found += self._regions_named(folded)
        return sorted(found)

    def _city(self, text: str, folded: str, tokens: list[Token], at: int) -> Away | None:
        ends = range(min(len(tokens), at + _LONGEST), at, -1)
        end = next((end for end in ends if " ".join(t.key for t in tokens[at:end]) in self._forms), 0)
        if not end:
            return None
        before = tokens[at - 1].key if at else ""
        kind = before in _CITY_WORDS
        capital = text[tokens[at].start].isupper()
        if not (kind or capital):
            return None
        number = self._forms[" ".join(t.key for t in tokens[at:end])]
        start = tokens[at - 1].start if kind else tokens[at].start
        lead = folded[max(0, start - 20) : start]
        if number < 0 and not (capital and (kind or _IN_REGION.search(lead))):
            return None
        city, region = self._cities[number if number >= 0 else -1 - number]
        placed = kind or before in _IN or bool(_OPENING.search(lead) or _IN_REGION.search(lead))
        return Away(start, tokens[end - 1].end, city, region, placed)

    def _regions_named(self, folded: str) -> list[Away]:
        found = []
        for match in _REGION.finditer(folded):
            region = self._region(match)
            if region and _key(region) not in self._own:
                found.append(Away(match.start(), match.end(), "", region, True))
        return found

    def _region(self, match: re.Match[str]) -> str:
        """The one region whose name begins as said: «лен. обл.», «калининградской области», «республики карелии»."""
        if match["republic"]:
            word = match["republic"]
            names = [full for name, full in self._regions.items() if f"республика {word[:-1]}" in name]
        else:
            word, kind = (match["krai"], "край") if match["krai"] else (match["stem"], "область")
            names = [full for stem, full in self._stems.items() if stem.startswith(word) and full.endswith(kind)]
        return names[0] if len(names) == 1 else ""

    def of_street(self, folded: str, start: int, end: int, aways: list[Away]) -> Away | None:
        """The city or region that the address ``[start, end)`` is said to lie in; ``None`` when it is ours."""
        for one in aways:
            if one.end <= start and self._leads(folded[one.end : start], one):
                return one
            if one.start >= end and _AFTER_STREET.fullmatch(folded, end, one.start) and one.start > end:
                return one
            if one.start <= start and end <= one.end:
                return one
        return None

    def _leads(self, gap: str, one: Away) -> bool:
        if not one.placed or len(gap) > 160:
            return False
        if _BEFORE_STREET.fullmatch(gap):
            return True
        chain = _CHAIN.fullmatch(gap)
        if chain is None or one.city:
            return False
        keys = [token.key for token in tokenise(chain["parts"])]
        return not any(" ".join(keys[at:to]) in self._own for at in range(len(keys)) for to in range(at + 1, at + 4))


class Borders:
    """Which region of the country a point lies in. Read when first asked: few points lie outside."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._names: list[str] = []
        self._tree: STRtree | None = None

    def region_at(self, lat: float, lon: float, own: str) -> str:
        """The region around a point in degrees; empty where no border, two regions or this region itself hold it.

        The borders are simplified (about 2 km), so a point near one is not told to lie on either side.
        """
        if self._tree is None:
            self._read()
        if self._tree is None:
            return ""
        near = self._tree.query(Point(lon, lat).buffer(_SLACK), predicate="intersects")
        names = {self._names[index] for index in near}
        holding = {self._names[index] for index in self._tree.query(Point(lon, lat), predicate="intersects")}
        beyond = names - {own}
        return beyond.pop() if len(beyond) == 1 and beyond <= holding else ""

    def _read(self) -> None:
        if not self._path.exists():
            return
        with gzip.open(self._path, "rt", encoding="utf-8") as stream:
            features: list[dict[str, Any]] = json.load(stream)["features"]
        self._names = [feature["properties"]["name"] for feature in features]
        self._tree = STRtree([shape(feature["geometry"]) for feature in features])


def read_cities(folder: Path, own: frozenset[str], streets: frozenset[str]) -> tuple[list[list[str]], dict[str, int]]:
    """Cities of ``cities.csv`` in the folder as [city, region], and every form of their names → row.

    Names this region bears itself and forms its ``streets`` are called by are left out; the region is empty where
    several have a city of the name. A name that is a common word or a surname as well («Зима») stands as −1 − row.
    """
    path = folder / CITIES
    if not path.exists():
        return [], {}
    cities = [[row["city"], row["region"]] for row in rows_of(path)]
    regions: dict[str, set[str]] = {}
    for city, region in cities:
        regions.setdefault(city, set()).add(region)
    cities = [[c, r if len(regions[c]) == 1 else ""] for c, r in cities if _key(c) not in own and len(c) > 2]
    forms: dict[str, int] = {}
    for number, (city, _region) in enumerate(cities):
        for form in _forms(_key(city).split()) - streets:
            forms.setdefault(form, -1 - number if _common(form) else number)
    return cities, forms


def _common(form: str) -> bool:
    return " " not in form and analyzer().word_is_known(form) and "Geox" not in parses(form)[0].tag


def _key(name: str) -> str:
    return " ".join(token.key for token in tokenise(fold(name)))


def _forms(words: list[str]) -> set[str]:
    """Nominative, genitive and locative: the cases a place is said in."""
    return {" ".join(_inflected(word, case) for word in words) for case in _CASES} | {" ".join(words)}


def _inflected(word: str, case: str) -> str:
    for parse in parses(word):
        if "nomn" in parse.tag and {"NOUN", "ADJF"} & parse.tag.grammemes and (form := parse.inflect({case})):
            return str(form.word).replace("ё", "е")
    return word
