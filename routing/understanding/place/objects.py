"""Places that have a name or a number but no address: stations of the metro, parks, schools («метро Купчино»).

``objects.csv`` of a region: kind, name, lat, lon, error_m (metres by which the point may be wrong), source, checked,
also (other forms of the name that people write, by «|»).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from routing.understanding.csvfile import rows_of
from routing.understanding.place.forms import FULL, name_forms
from routing.understanding.place.index import PlaceIndex, Thing
from routing.understanding.place.lexicon import word_set
from routing.understanding.place.tokens import fold, tokenise

_WORDS: Final = {
    "метро": word_set("метро м ст станция станции станцией станцию станций метрополитена"),
    "парк": word_set("парк парка парке парку парком лесопарк лесопарка лесопарке"),
    "сад": word_set("сад сада саду садом"),
    "сквер": word_set("сквер сквера сквере скверу сквером"),
    "кладбище": word_set("кладбище кладбища кладбищу кладбищем"),
    "мост": word_set("мост моста мосту мосте мостом"),
    "рынок": word_set("рынок рынка рынке рынку рынком"),
    "жк": word_set("жк жилой жилого жилом жилому жилым комплекс комплекса комплексе комплексу комплексом"),
    "тц": word_set("тц трц тк торговый торгового торговом центр центра центре центру"),
    "школа": word_set("школа школы школе школу школой гимназия гимназии гимназию лицей лицея лицее гбоу сош"),
    "детский сад": word_set(
        "детский детского детском детскому детским дет сад сада саду садом садик садика садику детсад детсада детсаду"
        " детсадом доу гбдоу мбдоу"
    ),
    "поликлиника": word_set("поликлиника поликлиники поликлинике поликлинику поликлиникой"),
    "больница": word_set("больница больницы больнице больницу больницей"),
}
"""Words beside the name that say what it is. Schools, gymnasiums and lyceums are numbered in one row."""
KINDS: Final = frozenset(_WORDS)
_MUTE: Final = word_set("имени им номер городская городской городскую детская детской n")
_TITLES: Final = {"метро": "метро", "жк": "жилой комплекс", "тц": "торговый центр"}
NUMBERED: Final = frozenset(["школа", "поликлиника", "больница", "детский сад"])
_GREEN: Final = ("парк", "сад", "сквер")
"""People say one for another; the kind said goes first."""
_OBJECT_P: Final = 0.9
_UNSURE: Final = {"детский сад": 0.6}
"""Probability of kinds whose numbers are not the only ones of the city."""


def certainty(kind: str) -> float:
    """How likely the object of this kind found by its name is the one meant."""
    return _UNSURE.get(kind, _OBJECT_P)


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
            written |= {
                " ".join(_name(form, _WORDS.get(kind, frozenset())))
                for form in (row.get("also") or "").split("|")
                if form
            }
            written |= {form for form, kept in name_forms(words, inflect=True, noun=True).items() if kept == FULL}
        for form in sorted(written):
            forms[form].append(len(things))
        title = f"{kind} № {name}" if kind in NUMBERED else f"{_TITLES[kind]} «{name}»" if kind in _TITLES else name
        things.append([kind, title, float(row["lat"]), float(row["lon"]), float(row["error_m"])])
    return things, dict(forms)


def find_object(index: PlaceIndex, said: str) -> Thing | None:
    """The one object that the words mean: their kind and their whole name or number; ``None`` when two would do."""
    for keys in (list(name_keys(said)), [(other, name) for _kind, name in _green(said) for other in _GREEN]):
        found: dict[Thing, None] = {}
        for kind, name in keys:
            rows = (index.objects[row] for row in index.object_forms.get(name, ()))
            found.update(dict.fromkeys(thing for thing in rows if thing.kind == kind))
        if found:
            return next(iter(found)) if len(found) == 1 else None
    return None


def name_keys(said: str) -> Iterator[tuple[str, str]]:
    """Which kinds the words may mean, each with the folded name or number that is left: («школа», «45»)."""
    tokens = [token.key for token in tokenise(fold(said))]
    numbered = any(token.isdigit() for token in tokens)
    for kind in (kind for kind, words in _WORDS.items() if words & set(tokens)):
        if kind == "сад" and numbered and tokens[0].startswith(("дет", "сад")):
            continue
        words = _name(said, _WORDS[kind])
        number = len(words) == 1 and words[0].isdigit()
        if words and number == (kind in NUMBERED):
            yield kind, " ".join(words)


def _green(said: str) -> list[tuple[str, str]]:
    return [(kind, name) for kind, name in name_keys(said) if kind in _GREEN]


def _name(said: str, kind_words: frozenset[str]) -> list[str]:
    return [t.key for t in tokenise(fold(said)) if t.key not in kind_words and t.key not in _MUTE]
