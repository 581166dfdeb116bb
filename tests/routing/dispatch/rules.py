"""Small tables of rules for the tests of this room. The towns and bodies are invented."""

from datetime import date

from routing.dispatch.files import bodies_of
from routing.dispatch.table import CompetenceTable
from routing.dispatch.types import Policy, Rule
from routing.understanding.types import Place, TopicGuess, Understanding

DAY = date(2026, 3, 2)

BODIES = bodies_of(
    [
        ("city", "Город", "", ""),
        ("roads", "Дороги города", "", "city"),
        ("north-adm", "Управа Северного района", "Северный", "city"),
        ("south-adm", "Управа Южного района", "Южный", "city"),
        ("north-house", "Жильё Северного района", "Северный", "north-adm"),
        ("south-house", "Жильё Южного района", "Южный", "south-adm"),
    ]
)


def learned(what: str, district: str, agency: str, agreed: int, cases: int, **more) -> Rule:
    level = more.pop("level", "district")
    return Rule(f"{what}/{district}/{agency}", what, level, district, agency, "Начальник", "", cases, agreed, **more)


def written(what: str, agency: str, level: str = "region", territory: str = "Область", **more) -> Rule:
    return Rule(f"{what}/{agency}", what, level, territory, agency, "Глава", basis="закон о дорогах", **more)


def table(*rules: Rule, **policy) -> CompetenceTable:
    return CompetenceTable("test", rules, BODIES, Policy(**policy))


def read(*topics: tuple, district: str = "Северный", municipality: str = "", **more) -> Understanding:
    """``topics``: (code, external id, probability)."""
    guesses = tuple(TopicGuess(code, external, f"тема {code}", p) for code, external, p in topics)
    place = Place(district=district, municipality=municipality, confidence=0.99, source="point") if district else None
    return Understanding(guesses, guesses[0].code[:3] if guesses else "", place, **more)
