"""Places that have a name or a number but no address: stations of the metro, parks, schools («метро Купчино»).

``objects.csv`` of a region: kind, name, lat, lon, error_m (metres by which the point may be wrong), source, checked.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Final

from routing.understanding.csvfile import rows_of
from routing.understanding.place.forms import FULL, name_forms
from routing.understanding.place.index import PlaceIndex, Thing
from routing.understanding.place.lexicon import word_set
from routing.understanding.place.tokens import fold, tokenise

_WORDS: Final = {
    "метро": word_set("метро м ст станция станции станцию станцией станций метрополитена"),
    "парк": word_set("парк парка парке парку парком"),
    "сад": word_set("сад сада саду садом"),
    "сквер": word_set("сквер сквера сквере скверу сквером"),
    "школа": word_set("школа школы школе школу школой гимназия гимназии гимназию лицей лицея лицее гбоу сош"),
    "поликлиника": word_set("поликлиника поликлиники поликлинике поликлинику поликлиникой"),
    "больница": word_set("больница больницы больнице больницу больницей"),
}
"""Words beside the name that say what it is. Schools, gymnasiums and lyceums are numbered in one row."""
_MUTE: Final = word_set("имени им номер городская городской городскую n")
NUMBERED: Final = frozenset(["школа", "поликлиника", "больница"])


def read_objects(folder: Path) -> tuple[list[list[object]], dict[str, list[int]]]:
    """Rows of ``objects.csv`` as ``Thing`` takes them, and every form of their names → rows."""
    path = folder / "objects.csv"
    if not path.exists():
        return [], {}
    things: list[list[object]] = []
    forms: dict[str, list[int]] = defaultdict(list)
    for row in rows_of(path):
        kind, name = row["kind"], row["name"]
        words = _name(name, _WORDS.get(kind, frozenset()) if kind not in NUMBERED else frozenset())
        written = {" ".join(words)}
        if kind not in NUMBERED:
            written |= {form for form, kept in name_forms(words, inflect=True, noun=True).items() if kept == FULL}
        for form in sorted(written):
            forms[form].append(len(things))
        title = f"{kind} № {name}" if kind in NUMBERED else f"{kind} «{name}»" if kind == "метро" else name
        things.append([kind, title, float(row["lat"]), float(row["lon"]), float(row["error_m"])])
    return things, dict(forms)


def find_object(index: PlaceIndex, said: str) -> Thing | None:
    """The one object that the words mean: their kind and their whole name or number; ``None`` when two would do."""
    keys = [token.key for token in tokenise(fold(said))]
    kinds = {kind for kind, words in _WORDS.items() if words & set(keys)}
    found: dict[Thing, None] = {}
    for kind in kinds:
        name = " ".join(_name(said, _WORDS[kind]))
        rows = (index.objects[row] for row in index.object_forms.get(name, ()))
        found.update(dict.fromkeys(thing for thing in rows if thing.kind == kind))
    return next(iter(found)) if len(found) == 1 else None


def _name(said: str, kind_words: frozenset[str]) -> list[str]:
    return [t.key for t in tokenise(fold(said)) if t.key not in kind_words and t.key not in _MUTE]
