"""From the objects of the state register to addresses in words: «город Примерск, Садовая улица, дом 5, корпус 2»."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from agencies.loading.staging import House, Staging

Attributes = dict[str, str]
SOURCE = "AS_HOUSES"
"""Where the rows are reported from that fail only when their address is put together."""
_SPOKEN_LEVELS = {1, 5, 6, 7, 8}
"""Levels written in an address: region, city, settlement, element of planning, street."""
_MUNICIPAL_LEVELS = {3, 4}
_STREETS = {7, 8}
_SETTLEMENTS = {5, 6}
_ADJECTIVE = re.compile(r"(?:ая|яя|ый|ий|ой|ое|ее)$")
_AFTER_ADJECTIVES = {
    "улица",
    "проспект",
    "переулок",
    "проезд",
    "набережная",
    "шоссе",
    "бульвар",
    "площадь",
    "тупик",
    "аллея",
    "дорога",
    "линия",
    "область",
    "край",
}


@dataclass(frozen=True, slots=True)
class Kinds:
    """Abbreviation or number of a kind → the word. Ours stand first: they are what addresses are read by."""

    objects: dict[str, str] = field(
        default_factory=lambda: {
            "ул": "улица",
            "пр-кт": "проспект",
            "пер": "переулок",
            "пр-д": "проезд",
            "наб": "набережная",
            "ш": "шоссе",
            "б-р": "бульвар",
            "пл": "площадь",
            "туп": "тупик",
            "г": "город",
            "п": "посёлок",
            "д": "деревня",
            "с": "село",
            "х": "хутор",
            "мкр": "микрорайон",
            "тер": "территория",
            "снт": "садоводство",
            "ст-ца": "станица",
            "обл": "область",
        }
    )
    houses: dict[str, str] = field(default_factory=lambda: {"1": "владение", "2": "дом", "3": "дом", "5": "дом"})
    added: dict[str, str] = field(
        default_factory=lambda: {"1": "корпус", "2": "строение", "3": "сооружение", "4": "литера"}
    )

    def house(self, row: Attributes) -> str:
        """«дом 5, корпус 2» of a row of ``AS_HOUSES``; empty when there is no number at all."""
        parts = [(self.houses.get(row.get("HOUSETYPE", ""), "дом"), row.get("HOUSENUM", ""))]
        parts += [(self.added.get(row.get(f"ADDTYPE{i}", ""), "корпус"), row.get(f"ADDNUM{i}", "")) for i in (1, 2)]
        return ", ".join(f"{kind} {value.strip()}" for kind, value in parts if value.strip())

    def written(self, name: str, kind: str) -> str:
        """«Садовая» + «ул» → «Садовая улица»; «Ленина» + «ул» → «улица Ленина»."""
        word = self.objects.get(kind, kind)
        if word in _AFTER_ADJECTIVES and _ADJECTIVE.search(name):
            return f"{name} {word}"
        return f"{word} {name}".strip()


def compose(staging: Staging, kinds: Kinds, municipalities: set[str]) -> None:
    """Houses with their addresses from numbers, hierarchy and objects; those with a hole above them are reported."""
    base = staging.base
    base.execute("DELETE FROM house")
    base.execute("DELETE FROM skipped WHERE source = ?", (SOURCE,))
    known = {name.lower(): name for name in municipalities}
    rows = base.execute(
        "SELECT number.id, parts, guid, path, coalesce(postcode.value, '') FROM number "
        "LEFT JOIN above ON above.id = number.id LEFT JOIN postcode ON postcode.id = number.id ORDER BY number.id"
    )
    for number, parts, guid, path, postcode in rows:
        place = _("object %(number)s") % {"number": number}
        steps = _steps(staging, path or "", number)
        if steps is None:
            staging.skip(SOURCE, place, _("the street or settlement it stands in is missing"))
            continue
        address = ", ".join([*(kinds.written(n, k) for n, k, level in steps if level in _SPOKEN_LEVELS), parts])
        own = [kinds.written(name, kind) for name, kind, level in steps if level in _MUNICIPAL_LEVELS]
        municipality = next((known[name.lower()] for name in reversed(own) if name.lower() in known), "")
        if own and known and not municipality:
            staging.skip(SOURCE, place, _("the municipality %(name)s is not in the region's file") % {"name": own[-1]})
        house = House(str(number), address, municipality=municipality, postcode=postcode, guid=guid)
        if len(address) > 300:
            staging.skip(SOURCE, place, _("the address or the identifier is too long"))
        elif not staging.add(house):
            staging.skip(SOURCE, place, _("the identifier or the address is repeated"))
    base.commit()


def _steps(staging: Staging, path: str, number: int) -> list[tuple[str, str, int]] | None:
    """(name, kind, level) of what a house stands in, from the region down; ``None`` when a step is missing."""
    ids = [int(step) for step in path.split(".") if step.isdigit() and int(step) != number]
    found = []
    for step in ids:
        row = staging.base.execute("SELECT name, kind, level FROM object WHERE id = ?", (step,)).fetchone()
        if row is None:
            return None
        found.append((row[0], row[1], int(row[2])))
    return found if any(level in _STREETS | _SETTLEMENTS for _name, _kind, level in found) else None
