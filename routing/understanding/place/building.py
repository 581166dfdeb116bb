"""Making the index of a region from its folder: streets, forms of their names, inferred coordinates."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.understanding.place.elsewhere import read_cities
from routing.understanding.place.forms import FULL, SHORT, name_forms
from routing.understanding.place.geometry import Territories
from routing.understanding.place.index import Strings, fingerprint
from routing.understanding.place.inference import Known, error_table, guess_point, measure
from routing.understanding.place.objects import read_objects
from routing.understanding.place.register import (
    Name,
    Row,
    bare,
    parse_name,
    read_buildings,
    read_names,
    read_other_names,
)

Points = NDArray[np.float64]
"""Rows × (latitude, longitude, error in metres: 0 where the register knows the point); NaN where nothing is known."""


_SLIP = 1 / 2_000
"""Share of the houses that a settlement's name must reach not to be a mistake of the register."""
_LEAST_ERROR_M = 1.0
"""An inferred point is never told to be exact."""


@dataclass(slots=True)
class _Street:
    title: str
    name: Name
    path: tuple[str, ...]
    settlement: bool = False
    rows: list[Row] = field(default_factory=list)
    start: int = 0
    middle: tuple[float | None, float | None] = (None, None)


def build(folder: Path) -> dict[str, NDArray[Any]]:
    """Arrays of ``PlaceIndex`` from a region's folder. Raises ``FileNotFoundError`` without a register of buildings."""
    rows = read_buildings(folder)
    if not rows:
        raise FileNotFoundError(f"no buildings in {folder}")
    streets = _streets(rows)
    ordered = [row for street in streets for row in street.rows]
    points = _points(streets)
    _measure_middles(streets, points)
    streets += _named_only(folder, streets)
    arrays, meta = _columns(ordered, streets, points, Territories.read(folder))
    form_arrays, groups = _forms(streets, read_other_names(folder))
    meta |= {"streets": [_public(s) for s in streets], "groups": groups, "fingerprint": fingerprint(folder)}
    meta["own"] = sorted(_own_names(rows))
    meta["cities"], meta["city_forms"] = read_cities(
        folder.parent, frozenset(meta["own"]), _said(form_arrays, groups, streets)
    )
    meta["objects"], meta["object_forms"] = read_objects(folder)
    return arrays | form_arrays | {"meta": _bytes(json.dumps(meta, ensure_ascii=False, separators=(",", ":")))}


def _own_names(rows: list[Row]) -> set[str]:
    """Folded names of the region itself and of the settlements its houses lie in; a slip of the register is neither."""
    counts = Counter(bare(row.head.partition(", ")[0]) for row in rows if ", " in row.head)
    counts.update(part for row in rows for part in row.path)
    return {name for name, houses in counts.items() if houses > len(rows) * _SLIP}


def _said(arrays: dict[str, NDArray[Any]], groups: list[list[int]], streets: list[_Street]) -> frozenset[str]:
    """Forms that some street is called by, or a settlement that houses lie in."""
    housed = {part for street in streets for part in street.path}
    ours = {n for n, street in enumerate(streets) if not street.settlement or " ".join(street.name.words) in housed}
    street_groups = {at for at, group in enumerate(groups) if not ours.isdisjoint(group[::2])}
    names = arrays["forms"].tobytes().decode().split("\n")
    return frozenset(n for n, group in zip(names, arrays["form_group"].tolist(), strict=True) if group in street_groups)


def _streets(rows: list[Row]) -> list[_Street]:
    names: dict[str, Name] = {}
    found: dict[tuple[object, ...], _Street] = {}
    for row in rows:
        name = names.get(row.street) or names.setdefault(row.street, parse_name(row.street))
        kind = "" if name.kind == "территория" else name.kind
        key = (_path(row.path), kind, name.words, name.side)
        found.setdefault(key, _Street(row.street, name, _path(row.path))).rows.append(row)
    streets = sorted(found.values(), key=lambda s: (s.name.words, s.path, s.name.kind, s.name.side))
    start = 0
    for street in streets:
        street.rows.sort(key=lambda r: (r.house, r.id))
        street.start = start
        start += len(street.rows)
    return streets


def _path(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for at, part in enumerate(path) if part not in path[:at])


def _points(streets: list[_Street]) -> Points:
    known = [
        [Known(r.house.number, r.lat, r.lon) for r in s.rows if r.lat is not None and r.lon is not None]
        for s in streets
    ]
    errors = error_table(measure(known))
    worst = max(errors.values(), default=1000.0)
    points = []
    for street, houses in zip(streets, known, strict=True):
        for row in street.rows:
            if row.lat is not None and row.lon is not None:
                points.append((row.lat, row.lon, 0.0))
                continue
            guess = guess_point(row.house.number, houses)
            error = max(_LEAST_ERROR_M, errors.get(guess.evidence, worst)) if guess else math.nan
            points.append((guess.lat, guess.lon, error) if guess else (math.nan,) * 3)
    return np.array(points, dtype=np.float64)


def _measure_middles(streets: list[_Street], points: Points) -> None:
    for street in streets:
        own = points[street.start : street.start + len(street.rows)]
        own = own[~np.isnan(own[:, 0])]
        if len(own):
            street.middle = (round(float(np.median(own[:, 0])), 6), round(float(np.median(own[:, 1])), 6))


def _named_only(folder: Path, streets: list[_Street]) -> list[_Street]:
    """Streets and settlements the register names without houses of their own."""
    official, places = read_names(folder)
    seen = {(s.name.kind, s.name.words, s.name.side) for s in streets}
    added: list[_Street] = []
    for title in dict.fromkeys(official):
        name = parse_name(title)
        if name.words and (name.kind, name.words, name.side) not in seen:
            seen.add((name.kind, name.words, name.side))
            added.append(_Street(title, name, ()))
    members: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for street in streets:
        for part in street.path:
            if street.middle[0] is not None and street.middle[1] is not None:
                members[part].append((street.middle[0], street.middle[1]))
    named = {street.name.words for street in streets if street.rows}
    titles = {bare(title): title for title in reversed(places) if parse_name(title).words not in named}
    for part in {part for street in streets for part in street.path}:
        titles.setdefault(part, part.capitalize())
    for key, title in sorted(titles.items()):
        words = tuple(key.split())
        if not words or all(len(w) < 3 for w in words):
            continue
        middle = tuple(np.round(np.median(members[key], axis=0), 6).tolist()) if members[key] else (None, None)
        kind = parse_name(title).kind
        added.append(_Street(title, Name(kind, words, "", True, True), (), True, middle=middle))  # type: ignore[arg-type]
    return added


def _columns(
    rows: list[Row], streets: list[_Street], points: Points, territories: Territories
) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    heads = sorted({row.head for row in rows})
    head_at = {head: i for i, head in enumerate(heads)}
    areas = [_area(row, point, territories) for row, point in zip(rows, points, strict=True)]
    districts = sorted({""} | {a[0] for a in areas})
    municipalities = sorted({""} | {a[1] for a in areas})
    district_at = {name: i for i, name in enumerate(districts)}
    municipality_at = {name: i for i, name in enumerate(municipalities)}
    ids, tails = Strings.of([r.id for r in rows]), Strings.of([r.tail for r in rows])
    arrays: dict[str, NDArray[Any]] = {
        "ids": _bytes(ids.blob),
        "ids_at": ids.offsets,
        "tails": _bytes(tails.blob),
        "tails_at": tails.offsets,
        "by_id": np.array(sorted(range(len(rows)), key=lambda i: (rows[i].id, not rows[i].own)), dtype=np.int32),
        "own": np.array([r.own for r in rows], dtype=np.bool_),
        "head_of": np.array([head_at[r.head] for r in rows], dtype=np.int32),
        "street_of": np.array([i for i, s in enumerate(streets) for _ in s.rows], dtype=np.int32),
        "lat": points[:, 0],
        "lon": points[:, 1],
        "inferred_m": points[:, 2].astype(np.float32),
        "district_of": np.array([district_at[a[0]] for a in areas], dtype=np.int16),
        "municipality_of": np.array([municipality_at[a[1]] for a in areas], dtype=np.int16),
    }
    return arrays, {"heads": heads, "districts": districts, "municipalities": municipalities}


def _area(row: Row, point: NDArray[np.float64], territories: Territories) -> tuple[str, str]:
    if (row.district and row.municipality) or math.isnan(point[0]):
        return row.district, row.municipality
    area = territories.at(float(point[0]), float(point[1]))
    return row.district or area.district, row.municipality or area.municipality


def _also_called(forms: dict[str, dict[int, int]], streets: list[_Street], others: list[tuple[str, str]]) -> None:
    """Old and spoken names for the streets of an official name; a name another street of that kind bears now is its."""
    present = {form: {streets[n].name.kind for n in found if streets[n].rows} for form, found in forms.items()}
    by_name: dict[tuple[str, tuple[str, ...], str], list[int]] = defaultdict(list)
    for number, street in enumerate(streets):
        by_name[street.name.kind, street.name.words, street.name.side].append(number)
    for other, official in others:
        name, target = parse_name(other), parse_name(official)
        for form in name_forms(list(name.words), inflect=name.inflect, noun=name.noun, ordinal_tail=name.ordinal_tail):
            for number in by_name[target.kind, target.words, target.side]:
                if name.kind not in present.get(form, ()):
                    forms[form][number] = min(SHORT, forms[form].get(number, SHORT))


def _forms(streets: list[_Street], others: list[tuple[str, str]]) -> tuple[dict[str, NDArray[Any]], list[list[int]]]:
    forms: dict[str, dict[int, int]] = defaultdict(dict)
    for number, street in enumerate(streets):
        name = street.name
        written = name_forms(list(name.words), inflect=name.inflect, noun=name.noun, ordinal_tail=name.ordinal_tail)
        if name.whole:
            written[" ".join(name.whole)] = FULL
        for form, kept in written.items():
            forms[form][number] = min(kept, forms[form].get(number, kept))
    _also_called(forms, streets, others)
    groups: dict[tuple[int, ...], int] = {}
    names = sorted(forms)
    form_group = [
        groups.setdefault(tuple(v for pair in sorted(forms[n].items()) for v in pair), len(groups)) for n in names
    ]
    arrays: dict[str, NDArray[Any]] = {"forms": _bytes("\n".join(names))}
    arrays["form_group"] = np.array(form_group, dtype=np.int32)
    return arrays, [list(group) for group in groups]


def _public(street: _Street) -> list[Any]:
    return [
        street.title,
        street.name.kind,
        street.name.words,
        street.name.side,
        street.path,
        street.settlement,
        street.start,
        street.start + len(street.rows),
        *street.middle,
    ]


def _bytes(value: str | bytes) -> NDArray[np.uint8]:
    return np.frombuffer(value.encode() if isinstance(value, str) else value, dtype=np.uint8)
