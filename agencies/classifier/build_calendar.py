"""Write the production calendar: ``python -m agencies.classifier.build_calendar 2024 2027``.

Only days that differ from an ordinary week: days off from Monday to Friday, Saturdays and Sundays that are worked
because their day off was transferred («перенесено с 01.11.2025»), and days that are an hour shorter because a holiday
follows (ст. 95 ТК РФ). The decree of a coming year can change it: build
again, or edit the rows.
"""

from __future__ import annotations

import argparse
import csv
import re
from datetime import date, timedelta
from pathlib import Path

import holidays

TRANSFERRED = re.compile(r"\(перенесено с (\d{2}\.\d{2}\.\d{4})\)")
SATURDAY = 5
DAY = timedelta(days=1)
HERE = Path(__file__).resolve().parent


def days(first: int, last: int) -> list[tuple[date, str, str]]:
    """``(date, "holiday", "working" or "short", note)`` of the years from ``first`` to ``last``, by date."""
    off = holidays.country_holidays("RU", years=range(first, last + 1), language="ru")
    rows = {day: ("holiday", note) for day, note in off.items() if day.weekday() < SATURDAY}
    moved = {}
    for day, note in off.items():
        found = TRANSFERRED.search(note)
        if found is None:
            continue
        source = date(*map(int, reversed(found[1].split("."))))
        # A holiday that fell on a weekend gives its day off away and stays free; an ordinary Saturday is worked.
        if source not in off:
            moved[source] = day
            rows[source] = ("working", f"Рабочий день (выходной перенесён на {day:%d.%m.%Y})")
    for day in [day - DAY for day in off]:
        if day.weekday() < SATURDAY and _is_holiday(off, day + DAY) and day not in off:
            rows[day] = ("short", "Сокращённый день")
    for source, day in moved.items():
        # The day that was moved keeps its hours (письмо Роструда): before a holiday it was a shorter one.
        if _is_holiday(off, day + DAY):
            rows[source] = ("short", f"Сокращённый рабочий день (выходной перенесён на {day:%d.%m.%Y})")
    return sorted((day, *row) for day, row in rows.items() if first <= day.year <= last)


def _is_holiday(off: holidays.HolidayBase, day: date) -> bool:
    """Whether the day is a holiday itself (ст. 112 ТК РФ), not a day off moved there."""
    return day in off and "выходной" not in off[day].lower()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    arguments = parser.parse_args()
    with (HERE / "calendar.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("date", "kind", "note"))
        writer.writerows(days(arguments.first, arguments.last))


if __name__ == "__main__":
    main()
