import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from agencies.models import StandardText
from routing.answers.quality.placeholders import find_placeholders
from routing.answers.quality.reading import clean
from routing.answers.standard import fill, suggested
from tests.world import World, routed

FILE = Path(settings.BASE_DIR) / "agencies" / "classifier" / "standard_texts.csv"
GROUPS = FILE.with_name("groups.csv")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_group_has_a_text_for_every_outcome() -> None:
    written = {(row["group"], row["outcome"]) for row in rows(FILE)}
    assert written == {(group["code"], outcome) for group in rows(GROUPS) for outcome in StandardText.Outcome.values}


@pytest.mark.parametrize("row", rows(FILE), ids=lambda row: f"{row['group']}-{row['outcome']}")
def test_a_text_not_filled_in_is_stopped_by_the_gate(row: dict[str, str]) -> None:
    assert find_placeholders(clean(fill(row["body"], dict.fromkeys(StandardText.PLACEHOLDERS, "факт"))))
    StandardText(body=row["body"]).clean()


def test_the_facts_of_the_case_stand_in_the_text_of_its_group(world: World) -> None:
    StandardText.objects.create(
        group=world.lamp.group, outcome="refused", title="Нет", body="{topic}, {place}: [почему]. № {number} {received}"
    )
    StandardText.objects.create(group=world.lamp.group, outcome="done", title="Да", body="Сделано: [что]")
    case = routed(world)
    first, second = suggested(case)
    assert (first.title, second.title) == ("Да", "Нет")
    assert second.body.startswith("Не горит фонарь, [место]: [почему]. № " + case.number)


def test_a_case_without_a_topic_gets_no_text(world: World) -> None:
    case = routed(world)
    case.topic = None
    assert suggested(case) == []


def test_a_fact_that_no_case_has_is_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="passport"):
        StandardText(body="{place} {passport}").clean()
