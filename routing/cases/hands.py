"""Into whose hands a case comes in its body: who is there, of the post, with the fewest open cases."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count

from agencies.models import Official
from agencies.selectors import away

from .complaints import named
from .models import Case
from .states import OPEN


def executor_for(case: Case, at: datetime) -> Official | None:
    """Whom the body's case is given to: who had it before, else the least busy of the post, else of the body.

    Who is absent on the day is passed over; where all are, the substitute of the first gets it. Whom the complaint
    names gets it never. ``None`` where nobody is left: the case then waits in the body's inbox. One query, two where
    there is a choice.
    """
    absent = away(day_of(case, at))
    executors = _executors(case)
    if len(executors) > 1:
        executors = [official for official, _load in _by_load(executors, case)]
    present = [official for official in executors if official.pk not in absent]
    for chosen in (
        [official for official in present if official.pk == case.executor_id],
        [official for official in present if official.post_id == case.post_id],
        present,
    ):
        if chosen:
            return chosen[0]
    standing_in = (absent[official.pk] for official in executors)
    return next((one for one in standing_in if one is not None and not named(case, one)), None)


def colleagues(case: Case, at: datetime) -> list[tuple[Official, int]]:
    """To whom the case can be given within its body today, with the number of their open cases, the least busy first.

    They are the body's executors at work but the present one. Two queries.
    """
    absent = away(day_of(case, at))
    found = _by_load(_executors(case), case)
    return [(each, load) for each, load in found if each.pk not in absent and each.pk != case.executor_id]


def _executors(case: Case) -> list[Official]:
    """The body's executors but those whom the complaint names."""
    found = Official.objects.filter(role=Official.Role.EXECUTOR, post__agency=case.agency_id, user__is_active=True)
    return [each for each in found.order_by("pk") if not named(case, each)]


def _by_load(executors: list[Official], case: Case) -> list[tuple[Official, int]]:
    """Executors with the number of their other open cases, the least busy first."""
    rows = Case.objects.filter(executor__in=executors, state__in=OPEN).exclude(pk=case.pk)
    load = dict(rows.order_by().values_list("executor").annotate(n=Count("pk")))
    return sorted(((each, load.get(each.pk, 0)) for each in executors), key=lambda one: one[1])


def day_of(case: Case, at: datetime) -> date:
    """The day where the body works."""
    return at.astimezone(ZoneInfo(case.region.time_zone)).date()
