"""The administrator's page of thresholds: what each would send without a look, how often wrongly, and setting one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.loading.lines import DataError
from agencies.models import Region, SendingThreshold, TopicGroup
from routing.cases.models import Case
from routing.cases.workflow import State
from routing.dispatch import risk
from routing.dispatch.loading import forget_tables, fresh_table, region_folder
from routing.dispatch.risk import Bin, Outcome
from routing.dispatch.types import Policy

from .access import official_of
from .filed import day_of

USUAL_RISK = 5.0
MOST_RISK = 50.0
WIDTH, HEIGHT, FLOOR = 560, 240, 0.5
OWN_CASES = 20_000
"""The latest answered cases of the window itself, when they are asked for."""


@dataclass(frozen=True)
class Row:
    """A group on the page; without a code all groups together."""

    code: str
    title: str
    cases: int
    now: Outcome
    own: bool
    enough: bool


def thresholds(request: HttpRequest, region: Region, today: date) -> HttpResponse:
    """The groups with their thresholds; ``?group=`` shows the curve of one, ``?risk=`` what a risk would mean there."""
    sent = request.POST if request.method == "POST" else request.GET
    own = sent.get("archive") == "own"
    curves = _own(region) if own else risk.read_curves(region_folder(region.code))
    everything = risk.together(curves.values())
    titles = dict(TopicGroup.objects.order_by("order").values_list("code", "title"))
    asked = sent.get("group", "")
    chosen = asked if asked in titles else ""
    context: dict[str, Any] = {"title": _("Sending without a look"), "today": today, "chosen": chosen, "own": own}
    bins = curves.get(chosen, []) if chosen else everything
    enough = sum(each.cases for each in bins) >= risk.FEWEST
    typed = sent.get("risk", "")[:20]
    try:
        wanted = _risk(typed)
        if request.method == "POST" and asked != chosen:
            raise DataError(_("There is no such group of topics any more."))
        if request.method == "POST" and sent.get("clear"):
            _clear(request, region, chosen, today)
            return HttpResponseRedirect(f"{reverse('admin:routing_thresholds')}?group={chosen}")
        if request.method == "POST":
            _set(request, region, chosen, wanted, bins if enough else everything, today)
            return HttpResponseRedirect(f"{reverse('admin:routing_thresholds')}?group={chosen}")
    except DataError as error:
        wanted, context["mistake"] = USUAL_RISK, str(error)
    policy = fresh_table(region).policy
    rows = _rows(titles, curves, everything, policy, today)
    context |= {
        "rows": rows,
        "row": next(row for row in rows if row.code == chosen),
        "typed": typed or f"{wanted:g}",
        "wanted": wanted,
        "offer": risk.for_risk(bins if enough else everything, wanted / 100),
        "picture": _picture(bins if enough else everything, policy.threshold_for(chosen, today), wanted / 100),
        "history": SendingThreshold.objects.filter(region=region, group__code=chosen or None).order_by("-valid_from"),
    }
    return TemplateResponse(request, "workplace/thresholds.html", admin.site.each_context(request) | context)


def _risk(text: str) -> float:
    """Per cent of mistakes taken. Raises ``DataError``."""
    if not text.strip():
        return USUAL_RISK
    try:
        value = float(text.replace(",", ".").replace("%", ""))
    except ValueError:
        value = float("nan")
    if not 0 <= value <= MOST_RISK:
        raise DataError(_("The share of mistakes is a number of per cent from 0 to %(most)d.") % {"most": MOST_RISK})
    return value


def _set(
    request: HttpRequest, region: Region, group: str, wanted: float, bins: list[Bin], today: date
) -> SendingThreshold:
    """A new threshold from a day on; the one before ends the day before. Raises ``DataError``."""
    if not bins:
        raise DataError(_("There are no answered appeals to set a threshold by."))
    day = day_of(request.POST.get("day", ""), today)
    official = official_of(request.user)
    found = risk.for_risk(bins, wanted / 100)
    with transaction.atomic():
        same = SendingThreshold.objects.filter(region=region, group__code=group or None)
        same.filter(valid_from__gt=day).delete()
        same.filter(valid_from__lt=day, valid_to=None).update(valid_to=day - timedelta(days=1))
        author = official.full_name if official else request.user.get_username()
        row, _new = SendingThreshold.objects.update_or_create(
            region=region,
            group=TopicGroup.objects.filter(code=group).first(),
            valid_from=day,
            defaults={"risk": wanted / 100, "confidence": found.threshold, "author": author, "valid_to": None},
        )
        said = _("Threshold %(threshold).2f from %(day)s: %(group)s.") % {
            "threshold": row.confidence,
            "day": f"{day:%d.%m.%Y}",
            "group": row.group or _("all groups"),
        }
        LogEntry.objects.log_actions(request.user.pk or 0, [row], CHANGE, change_message=said, single_object=True)
    forget_tables()
    messages.success(request, said)
    return row


def _clear(request: HttpRequest, region: Region, group: str, today: date) -> None:
    """End the group's own threshold from a day on, so that the wider one holds again. Raises ``DataError``."""
    day = day_of(request.POST.get("day", ""), today)
    with transaction.atomic():
        same = SendingThreshold.objects.filter(region=region, group__code=group or None)
        lasting = same.filter(Q(valid_to=None) | Q(valid_to__gte=day))
        if not lasting.exists():
            raise DataError(_("No threshold of its own is in force here."))
        same.filter(valid_from__gte=day).delete()
        lasting.filter(valid_from__lt=day).update(valid_to=day - timedelta(days=1))
        said = _("From %(day)s the common threshold holds again: %(group)s.") % {
            "day": f"{day:%d.%m.%Y}",
            "group": TopicGroup.objects.filter(code=group).first() or _("all groups"),
        }
        LogEntry.objects.log_actions(request.user.pk or 0, [region], CHANGE, change_message=said, single_object=True)
    forget_tables()
    messages.success(request, said)


def _rows(
    titles: dict[str, str], curves: dict[str, list[Bin]], everything: list[Bin], policy: Policy, today: date
) -> list[Row]:
    own = {limit.group for limit in policy.limits if limit.holds_on(today)}
    found = [_row("", str(_("All groups together")), everything, policy, today, "" in own)]
    for code, title in titles.items():
        if code in curves or code in own:
            found.append(_row(code, title, curves.get(code, []), policy, today, code in own))
    return found


def _row(code: str, title: str, bins: list[Bin], policy: Policy, today: date, own: bool) -> Row:
    cases = sum(each.cases for each in bins)
    return Row(code, title, cases, risk.at(bins, policy.threshold_for(code, today)), own, cases >= risk.FEWEST)


def _own(region: Region) -> dict[str, list[Bin]]:
    """The window's own answered cases: was the first choice the body that answered?"""
    rows = Case.objects.filter(region=region, state__in=(State.ANSWERED, State.CLOSED), topic__isnull=False)
    known = rows.values_list("topic__group__code", "decision__confidence", "decision__agency_code", "agency__code")
    curves: dict[str, list[Bin]] = {}
    for group, confidence, said, answered in known.order_by("-pk")[:OWN_CASES]:
        if isinstance(confidence, int | float) and answered:
            curves.setdefault(group, []).append(Bin(float(confidence), 1, int(said == answered)))
    return {group: risk.falling(bins) for group, bins in curves.items()}


def _picture(bins: list[Bin], threshold: float, wanted: float) -> dict[str, Any] | None:
    """The curve as points of an SVG: to the right more is sent, upwards more of it is right."""
    found = risk.outcomes(bins)
    if not found:
        return None
    step = max(1, len(found) // 150)
    now = risk.at(bins, threshold)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "line": " ".join(f"{_x(each.share)},{_y(each.right)}" for each in found[::step]),
        "wanted": _y(1 - wanted),
        "x": _x(now.share),
        "y": _y(now.right),
        "levels": [(_y(level), round(level * 100)) for level in (0.6, 0.7, 0.8, 0.9, 1.0)],
        "shares": [(_x(share), round(share * 100)) for share in (0.0, 0.25, 0.5, 0.75, 1.0)],
    }


def _x(share: float) -> int:
    return round(WIDTH * share)


def _y(right: float) -> int:
    return round(HEIGHT * (1 - max(0.0, right - FLOOR) / (1 - FLOOR)))
