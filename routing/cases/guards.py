"""Conditions of an action beside state and role, each with the sentence of its refusal.

``workflow`` says which hold where. A guard gives the sentence when it refuses and ``None`` when it does not; none of
them writes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.selectors import legal_terms

from . import complaints, regimes
from .actors import Actor
from .models import Case, Deadline, Event
from .states import State

MAX_REDIRECTS = 2
"""Times a case may be sent on; the next choice of the coordinator binds the body."""

EXTENDED = ("extend", "extend_whole")
REOPENED = ("reopen", "reopen_above", "reopen_parts")
ANSWERED = ("send_answer", "answer_joined", "answer_parts")
UNANSWERED = ("refuse", "stop_correspondence", "close_parts")

Sentence = str | Promise | None
Guard = Callable[[Case, Actor, datetime], Sentence]


def not_bound(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """Nobody declines what the coordinator has decided in arbitration."""
    choices = Event.objects.filter(case_id=case.pk, kind="assign").order_by("-seq")
    choice = choices.values_list("data", flat=True).first()
    if choice is None or not choice.get("binding"):
        return None
    return gettext_lazy("The coordinator has decided that this case stays with you. If that is wrong, write to them.")


def term_can_be_extended(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """Only some regimes know an extension."""
    day = regimes.day_of(case)
    if day is not None and any(term.kind == "extend" for term in legal_terms(day, case.regime)):
        return None
    return gettext_lazy("The rules for such appeals know no extension of the term.")


def extended_once(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """Срок продлевается один раз (ч. 2 ст. 12 59-ФЗ) for each consideration."""
    last = Event.objects.filter(case_id=case.pk, kind__in=EXTENDED + REOPENED).order_by("-seq").first()
    if last is None or last.kind not in EXTENDED:
        return None
    return gettext_lazy("The term has been extended once already; the law does not allow more.")


def before_the_day(case: Case, _actor: Actor, at: datetime) -> Sentence:
    """The citizen is told of the extension before the old term ends."""
    clock = Deadline.objects.filter(case_id=case.pk, kind="answer", met_at=None, cancelled_at=None).first()
    if clock is None or at <= clock.limit_at:
        return None
    return gettext_lazy("The term is over: it can be extended only before its last day.")


def one_promise(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """A promise is kept or shown as broken, never replaced by another."""
    if not Deadline.objects.filter(case_id=case.pk, kind="promise", met_at=None, cancelled_at=None).exists():
        return None
    return gettext_lazy("The citizen has your promise already. Keep it and send the answer.")


def four_eyes(case: Case, actor: Actor, _at: datetime) -> Sentence:
    """Nobody approves what he wrote himself."""
    sent = Event.objects.filter(case_id=case.pk, kind="submit_answer").order_by("-seq")
    author = sent.values_list("official_id", flat=True).first()
    if author is None or actor.official is None or author != actor.official.pk:
        return None
    return gettext_lazy("An answer is approved by someone other than its author.")


def not_named(case: Case, actor: Actor, _at: datetime) -> Sentence:
    """Whom a complaint names decides nothing on it (ч. 6 ст. 8 59-ФЗ)."""
    if actor.official is None or not complaints.named(case, actor.official):
        return None
    return gettext_lazy("The complaint names you: by law a colleague considers it (article 8 part 6 of the law 59-FZ).")


def in_the_window(case: Case, _actor: Actor, at: datetime) -> Sentence:
    """A case is returned within the term for the citizen's word on the answer."""
    window = Deadline.objects.filter(case_id=case.pk, kind="confirm").order_by("-starts_at").first()
    if window is None or at <= window.limit_at:
        return None
    return _(
        "The case could be returned until %(day)s. Please write a new appeal: the earlier one stays beside it."
    ) % {"day": date_format(window.limit_at, "j E Y")}


def had_an_answer(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """What is returned is an answer: a refusal or the end of a correspondence is appealed against, not returned."""
    if case.pk is None:
        return None
    end = Event.objects.filter(case_id=case.pk, kind__in=ANSWERED + UNANSWERED).order_by("-seq").first()
    if end is not None and end.kind in ANSWERED:
        return None
    return gettext_lazy(
        "There was no answer on the merits to return. You may appeal to a superior body, to the prosecutor or to a "
        "court, or write a new appeal with what has changed."
    )


def alone(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """What concerns one person only is not done to a case that others are joined to."""
    if case.pk is None or not Case.objects.filter(master=case, state=State.MERGED).exists():
        return None
    return gettext_lazy("Other people's appeals are joined to this one. Consider them separately first.")


def leader_answered(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """A joined case is answered by the answer to the leading one, never before it."""
    if case.master is not None and case.master.state == State.ANSWERED:
        return None
    return gettext_lazy("The leading case is not answered yet.")


def whole(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """What concerns the whole appeal is not done to one part of it."""
    if case.parent_id is None:
        return None
    return gettext_lazy("This is one part of an appeal; the step belongs to the appeal as a whole.")


def is_part(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """Only a part of an appeal is dealt with as a part."""
    return gettext_lazy("This appeal is not a part of another.") if case.parent_id is None else None


def in_parts(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """What concerns the parts needs parts."""
    if case.pk is not None and Case.objects.filter(parent=case).exists():
        return None
    return gettext_lazy("This appeal has no parts.")


def not_in_parts(case: Case, actor: Actor, at: datetime) -> Sentence:
    """An appeal in parts is returned by its parts."""
    if in_parts(case, actor, at) is not None:
        return None
    return gettext_lazy("This appeal was considered in parts: say which of them is not solved.")


def parts_done(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """A case in parts is answered after every part, never before."""
    if case.pk is None or not Case.objects.filter(parent=case, is_open=True).exists():
        return None
    return gettext_lazy("Not every part has been answered yet.")


def may_become(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """Only some messages may be turned into an appeal by law."""
    if regimes.becomes(case):
        return None
    return gettext_lazy("This is an appeal by law already, or cannot become one.")


def not_registered(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """What the law registers is registered once."""
    if regimes.is_registered(case) and case.registered_at is None:
        return None
    return gettext_lazy("It is registered already, or its rules know no registration.")


def may_be_asked(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """Only where the law of the appeal names a term for the body asked."""
    day = regimes.day_of(case)
    if day is not None and any(term.kind == "info_request" for term in legal_terms(day, case.regime)):
        return None
    known = regimes.regime_of(case)
    return _(
        "The rules for “%(regime)s” name no term within which another body must reply, so it is not asked through the "
        "window. Call it; its telephone is in the register of bodies."
    ) % {"regime": known.title if known else _("messages of this kind")}


def copies_wait(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """Only copies that wait to be sent can be found needless."""
    if (
        case.pk is not None
        and Deadline.objects.filter(case_id=case.pk, kind="copies", met_at=None, cancelled_at=None).exists()
    ):
        return None
    return gettext_lazy("No copies of this appeal wait to be sent.")


ENOUGH_ANSWERS = 2
"""Answers on the merits before a correspondence may be stopped: «неоднократно» (ч. 5 ст. 11 59-ФЗ)."""


def answered_twice(case: Case, _actor: Actor, _at: datetime) -> Sentence:
    """A correspondence is stopped only after two answers on the same question, linked to the case."""
    answered = Event.objects.filter(case__later=case.pk, kind__in=ANSWERED).values("case").distinct()
    if case.pk is not None and answered.count() >= ENOUGH_ANSWERS:
        return None
    return gettext_lazy("Link at least two earlier appeals on this question that were answered on the merits.")


GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        not_bound,
        term_can_be_extended,
        extended_once,
        before_the_day,
        one_promise,
        four_eyes,
        not_named,
        in_the_window,
        had_an_answer,
        alone,
        leader_answered,
        whole,
        is_part,
        in_parts,
        not_in_parts,
        parts_done,
        may_become,
        answered_twice,
        not_registered,
        may_be_asked,
        copies_wait,
    )
}
