"""What the inbox shows for an address: the tab, the search, the filters, the page and the rows."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.db.models.functions import Left
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from agencies.models import Official
from agencies.selectors import executors_of, registry_names, territories_below
from routing.cases import words
from routing.cases.actors import OF_ONE_BODY, Actor
from routing.cases.models import Case
from routing.cases.numbers import parse_number
from routing.understanding.people import hide

from . import burning

PER_PAGE = 50
NEWEST_FIRST = frozenset({"all", "done"})
LONGEST_SEARCH = 200
BEGINNING = 400
COLUMNS = ("number", "state", "danger", "due_at", "reopenings", "address")


@dataclass(frozen=True, slots=True)
class Look:
    """An address of the inbox, read kindly: what is not a number is no filter, an unknown tab is the open cases."""

    show: str = "open"
    q: str = ""
    topic: int = 0
    district: int = 0
    body: int = 0
    executor: int = 0
    page: int = 1

    @classmethod
    def of(cls, asked: QueryDict) -> Look:
        """What the parameters of an address say."""
        search = asked.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
        numbers = {name: _number(asked.get(name, "")) for name in ("topic", "district", "body", "executor")}
        show = asked.get("show") or ("all" if search else "open")
        known = {tab.name for tab in burning.TABS}
        return cls(show if show in known else "open", search, page=_number(asked.get("p", "")) or 1, **numbers)

    @property
    def narrowed(self) -> bool:
        """Whether anything but the tab was asked for."""
        return bool(self.q or self.filtered)

    @property
    def filtered(self) -> bool:
        """Whether a filter of the form is on."""
        return bool(self.topic or self.district or self.body or self.executor)

    def query(self, **changes: Any) -> str:
        """The address of this look, or of one that differs; the page is kept only when it is asked for."""
        other = replace(self, **({"page": 1} | changes))
        values = {name: value for name, value in asdict(other).items() if value and name != "page"}
        return urlencode(values | ({"p": other.page} if other.page > 1 else {}))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


@dataclass(slots=True)
class Listing:
    """A page of the list. ``result_count`` stops at ``burning.MANY``, as the counters do."""

    look: Look
    result_list: list[Case]
    result_count: int
    rows: list[Row] = field(default_factory=list)

    @property
    def full_result_count(self) -> int:
        """The same: unfold's heading would else say «N results (show all)» beside the tabs' counters."""
        return self.result_count

    @property
    def pages(self) -> int:
        """The number of pages as far as anybody turns them."""
        return max(1, -(-self.result_count // PER_PAGE))


@dataclass(frozen=True, slots=True)
class Row:
    """A case of the list, ready to be drawn."""

    pk: int
    number: str
    day: str
    chips: list[tuple[str, str]]
    title: str
    words: str
    place: str
    state: str
    citizen: str
    who: str


def narrow(cases: QuerySet[Case], look: Look, now: datetime, actor: Actor) -> QuerySet[Case]:
    """The cases of a look, in its order."""
    cases = cases.filter(burning.condition(look.show, now, actor))
    if look.q:
        number = parse_number(look.q)
        cases = cases.filter(number=number) if number else words.having(cases, look.q)
    if look.topic:
        cases = cases.filter(topic_id=look.topic)
    if look.district:
        cases = cases.filter(territory_id__in=sorted(territories_below(look.district)))
    if look.body:
        cases = cases.filter(agency_id=look.body)
    if look.executor:
        cases = cases.filter(executor_id=look.executor)
    # What a moderator sees is little and stands at no end of the table: by number, all cases would be looked through.
    newest = look.show in NEWEST_FIRST and actor.role != Official.Role.MODERATOR
    return cases.order_by("-pk") if newest else cases.order_by("-danger", "due_at", "-pk")


def listing(cases: QuerySet[Case], look: Look, now: datetime, actor: Actor, counted: dict[str, int]) -> Listing:
    """The page of a look: one query, and one for the count where no counter of a tab tells it."""
    found = narrow(cases, look, now, actor)
    if look.narrowed or look.show not in counted:
        count = found.order_by().values("pk")[: burning.MANY].count()
    else:
        count = counted[look.show]
    page = min(look.page, max(1, -(-count // PER_PAGE)))
    start = (page - 1) * PER_PAGE
    shown = list(_light(found)[start : start + PER_PAGE])
    own = actor.role in OF_ONE_BODY
    return Listing(replace(look, page=page), shown, count, [row(case, now, own) for case in shown])


def _light(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The columns a row needs; the text and the reading of a case weigh more than all others together."""
    return cases.only(*COLUMNS).annotate(
        beginning=Left("message__text", BEGINNING),
        citizen=F("message__name"),
        topic_title=F("topic__title"),
        body_name=F("agency__name"),
        executor_name=F("executor__full_name"),
    )


def row(case: Any, now: datetime, own: bool) -> Row:
    """A case in words. ``own``: in a body its people matter, above it which body has the case."""
    level, word = burning.burns(case, now)
    chips = [("danger", _("Danger"))] if case.danger else []
    chips += [("again", _("Returned"))] if case.reopenings else []
    chips += [(level, word)] if word else []
    return Row(
        pk=case.pk,
        number=case.number,
        day=timezone.localtime(case.due_at).strftime("%d.%m.%Y") if case.due_at else "—",
        chips=chips,
        title=Truncator(case.topic_title).chars(70) if case.topic_title else _("Topic not clear"),
        words=Truncator(" ".join(hide(case.beginning).split())).chars(80),
        place=case.address or "—",
        state=str(case.get_state_display()),
        citizen=short_name(case.citizen) if own else "",
        who=(short_name(case.executor_name or "") if own else case.body_name) or "—",
    )


def short_name(name: str) -> str:
    """«Анна Сергеевна Выдуманная» → «Анна В.»: enough to tell people apart in a list."""
    parts = name.split()
    return f"{parts[0]} {parts[-1][0]}." if len(parts) > 1 else name[:30]


def choices(actor: Actor) -> list[tuple[str, str, list[tuple[int, str]]]]:
    """What the filters offer: name of the parameter, title, rows; no query while the registry is in mind."""
    found = [
        ("topic", _("Topic"), list(registry_names("topic").items())),
        ("district", _("District"), list(registry_names("district").items())),
    ]
    if actor.role not in OF_ONE_BODY:
        return [*found, ("body", _("Body"), list(registry_names("body").items()))]
    return [*found, ("executor", _("Executor"), executors_of(actor.bodies()))]
