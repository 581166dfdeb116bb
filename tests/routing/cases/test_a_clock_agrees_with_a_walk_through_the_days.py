"""The arithmetic of terms against a slow simulation that walks day by day and minute by minute, with pauses."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.calendar import WorkCalendar
from agencies.timetable import Timetable
from routing.cases.clock import CALENDAR_DAYS, WORKING_DAYS, WORKING_HOURS, ends, stood_still

ZONES = st.sampled_from([ZoneInfo("Europe/Kaliningrad"), ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Kamchatka")])
SPRING = st.dates(date(2026, 2, 1), date(2026, 6, 30))
CALENDARS = st.builds(
    WorkCalendar.of,
    holidays=st.sets(SPRING, max_size=30),
    working=st.sets(SPRING, max_size=8),
    short=st.sets(SPRING, max_size=8),
)
STARTS = st.integers(0, 60 * 1440).map(lambda minutes: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=minutes))
PAUSES = st.lists(st.tuples(st.integers(1, 5 * 1440), st.integers(0, 6 * 1440)), max_size=3)
"""For each pause: minutes from the fact before until it begins, and minutes that it lasts."""
DAY = timedelta(days=1)


def worked(calendar: WorkCalendar, day: date) -> bool:
    if day in calendar.working | calendar.short:
        return True
    return day.strftime("%a") not in {"Sat", "Sun"} and day not in calendar.holidays


def facts(start: datetime, pauses: list[tuple[int, int]]) -> list[tuple[datetime, datetime]]:
    found, at = [], start
    for before, length in pauses:
        paused = at + timedelta(minutes=before)
        at = paused + timedelta(minutes=length)
        found.append((paused, at))
    return found


def held_by(start: datetime, pauses: list[tuple[int, int]], unit: str, table: Timetable) -> int:
    return sum(stood_still(paused, resumed, unit, table) for paused, resumed in facts(start, pauses))


def walk(start: datetime, amount: int, table: Timetable, pauses: list[tuple[int, int]], *, only_worked: bool) -> date:
    """Cross out days on the wall until the term is used up; a day that begins in a pause is not crossed out."""
    held: list[date] = []
    for paused, resumed in facts(start, pauses):
        first, last = (moment.astimezone(table.zone).date() for moment in (paused, resumed))
        held += [first + DAY * n for n in range(1, (last - first).days + 1)]
    # Two pauses may meet in one day, but never hold the same one.
    assert len(held) == len(set(held))
    day, left = start.astimezone(table.zone).date(), amount
    while left:
        day += DAY
        if day not in held and (worked(table.calendar, day) or not only_worked):
            left -= 1
    # A pause after the term was used up still gives its days back.
    late = [one for one in held if one > day and (worked(table.calendar, one) or not only_worked)]
    while late:
        day += DAY
        if worked(table.calendar, day) or not only_worked:
            late.pop()
    return day


@given(CALENDARS, ZONES, STARTS, st.integers(1, 30), PAUSES)
def test_working_days(
    calendar: WorkCalendar, zone: ZoneInfo, start: datetime, amount: int, pauses: list[tuple[int, int]]
) -> None:
    table = Timetable(calendar, zone, {})
    due = ends(start, amount, WORKING_DAYS, held_by(start, pauses, WORKING_DAYS, table), table)
    day = walk(start, amount, table, pauses, only_worked=True)
    assert due.control == due.limit == datetime.combine(day, time(23, 59, 59), tzinfo=zone)


@given(CALENDARS, ZONES, STARTS, st.integers(1, 60), PAUSES)
def test_calendar_days(
    calendar: WorkCalendar, zone: ZoneInfo, start: datetime, amount: int, pauses: list[tuple[int, int]]
) -> None:
    table = Timetable(calendar, zone, {})
    due = ends(start, amount, CALENDAR_DAYS, held_by(start, pauses, CALENDAR_DAYS, table), table)
    last = walk(start, amount, table, pauses, only_worked=False)
    control = limit = last
    while not worked(calendar, control) and control > start.astimezone(zone).date():
        control -= DAY
    while not worked(calendar, limit):
        limit += DAY
    assert (due.control.astimezone(zone).date(), due.limit.astimezone(zone).date()) == (control, limit)


@st.composite
def weeks(draw: st.DrawFn) -> dict[int, tuple[tuple[time, time], ...]]:
    """Hours for the five ordinary days, with or without a break."""
    opens, closes = draw(st.integers(7, 10)), draw(st.integers(15, 20))
    day: tuple[tuple[time, time], ...] = ((time(opens), time(closes)),)
    if draw(st.booleans()):
        day = ((time(opens), time(13)), (time(13, 48), time(closes)))
    return dict.fromkeys(range(5), day)


@settings(deadline=None, max_examples=60)
@given(CALENDARS, ZONES, STARTS, st.integers(1, 20), PAUSES, weeks())
def test_working_hours(
    calendar: WorkCalendar,
    zone: ZoneInfo,
    start: datetime,
    amount: int,
    pauses: list[tuple[int, int]],
    week: dict[int, tuple[tuple[time, time], ...]],
) -> None:
    table = Timetable(calendar, zone, week)
    held = held_by(start, pauses, WORKING_HOURS, table)
    due = ends(start, amount, WORKING_HOURS, held, table).control

    left, minute = amount * 60 + held, start
    while left:
        local = minute.astimezone(zone)
        if worked(calendar, local.date()):
            spans = week.get(min(local.weekday(), 4), ())
            shorter = 60 if local.date() in calendar.short else 0
            end = spans[-1][1].hour * 60 + spans[-1][1].minute - shorter
            now = local.hour * 60 + local.minute
            inside = any(a.hour * 60 + a.minute <= now < b.hour * 60 + b.minute for a, b in spans)
            left -= inside and now < end
        minute += timedelta(minutes=1)
    assert due == minute
