"""Rules of competence as a file that people edit: out, and in again with what it would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from agencies.loading.lines import DataError, Line
from agencies.loading.merge import BATCH, Values
from agencies.loading.regional import COLUMNS as FILES
from agencies.loading.regional import CONDITIONS, RULE_KEYS, RuleNames
from agencies.models import Competence, Region

COLUMNS = FILES["competence.csv"]
WIDTHS = (12, 8, 32, 18, 26, 36, 8, 8, 48, 12, 12, 12, 12, 14, 12)
MOST_MISTAKES = 100
_ADDED = ("cases", "agreed", "basis", "post_id", "valid_to")
"""What may differ between a rule of the file and the same rule of the region."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file changes: primary keys of the rules added, changed and ended, and how many stay as they are."""

    added: tuple[int, ...]
    changed: tuple[int, ...]
    ended: tuple[int, ...]
    same: int


class Mistakes(DataError):
    """The file cannot be taken as it is; ``sentences`` say why, each with its line."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def exported(region: Region, day: date | None = None) -> Iterator[list[str]]:
    """The heading and the rules of a region; with ``day`` only those in force then or later. One query."""
    yield [*COLUMNS, *CONDITIONS]
    rules = Competence.objects.filter(region=region).select_related("topic", "group", "territory", "agency", "post")
    for rule in rules.order_by("topic__code", "topic__external_id", "group__code", "territory__name", "agency__code"):
        if day and rule.valid_to and rule.valid_to < day:
            continue
        topic = rule.topic
        yield [
            (f"{region.code}:{topic.external_id}" if topic.external_id else topic.code) if topic else "",
            rule.group.code if rule.group else "",
            f"{rule.territory.level}:{rule.territory.name}",
            rule.object_kind,
            rule.agency.code,
            rule.post.title if rule.post else "",
            str(rule.cases),
            str(rule.agreed),
            rule.basis,
            rule.valid_from.isoformat(),
            rule.valid_to.isoformat() if rule.valid_to else "",
            *(getattr(rule, name) for name in CONDITIONS),
        ]


def bring_in(region: Region, lines: list[Line], day: date, *, whole: bool = False) -> Brought:
    """Make the region's rules agree with the file; the caller holds the transaction.

    Rules are told apart by what, where, kind of object, body and first day. Rules that are not in the file stay;
    with ``whole`` the file is the whole list, and those in force on ``day`` end the day before. Nothing is deleted.
    Raises ``Mistakes`` before anything is written.
    """
    wanted = _checked(region, lines)
    rules = Competence.objects.filter(region=region)
    present = {tuple(getattr(rule, key) for key in RULE_KEYS): rule for rule in rules}
    new: list[Competence] = []
    altered: list[Competence] = []
    same = 0
    for values in wanted:
        rule = present.pop(tuple(values[key] for key in RULE_KEYS), None)
        if rule is None:
            new.append(Competence(**values))
        elif any(getattr(rule, name) != values[name] for name in _ADDED):
            for name in (*_ADDED, "from_file"):
                setattr(rule, name, values[name])
            altered.append(rule)
        else:
            same += 1
    ended = [rule for rule in present.values() if whole and _ends(rule, day)]
    Competence.objects.bulk_create(new, batch_size=BATCH)
    Competence.objects.bulk_update([*altered, *ended], [*_ADDED[:3], "post", "valid_to", "from_file"], batch_size=BATCH)
    return Brought(_keys(new), _keys(altered), _keys(ended), same)


def _keys(rules: list[Competence]) -> tuple[int, ...]:
    return tuple(rule.pk for rule in rules)


def _ends(rule: Competence, day: date) -> bool:
    """Whether the rule is in force on the day and began before; then it is made to end the day before."""
    if rule.valid_from >= day or (rule.valid_to is not None and rule.valid_to < day):
        return False
    rule.valid_to, rule.from_file = day - timedelta(days=1), False
    return True


def _checked(region: Region, lines: list[Line]) -> list[Values]:
    """The rules of the file. Every line is looked at, so that all mistakes are told at once."""
    names, mistakes = RuleNames(region), []
    wanted: list[Values] = []
    seen: dict[tuple[object, ...], int] = {}
    for line in lines:
        try:
            values = names.values(line) | {"from_file": False}
            names.once(line, values, seen)
            wanted.append(values)
        except DataError as error:
            mistakes.append(str(error))
            if len(mistakes) >= MOST_MISTAKES:
                break
    if mistakes:
        raise Mistakes(mistakes)
    return wanted
