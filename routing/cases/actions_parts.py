"""Actions of an appeal that puts several questions to several bodies: split into parts, answered as one.

A part of the machine (``workflow``). A part is a case of its own body with its own term, no later than that of the
appeal; the citizen sees one number with parts, and the last answer makes the common letter.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .states import OPEN, State, action


class Parts:
    """The actions that split an appeal and put it together again."""

    @action(
        [State.TRIAGE, State.ROUTED, State.IN_WORK],
        State.SPLIT,
        label=_("Split by questions"),
        who=("coordinator", "system"),
        starts=("answer",),
        meets=("route", "copies"),
        cancels=("find_owner", "redirect"),
        notice="split",
        needs=("parts",),
        guards=("whole", "alone", "one_promise", "not_in_parts"),
        effect=_("each part gets a term of its own, no later than that of the appeal, and the term to send it on"),
    )
    def split(self) -> None:
        """Разделить по вопросам (ч. 4 ст. 8 59-ФЗ): each body gets its questions, the citizen one number."""

    @action(
        State.SPLIT,
        State.SPLIT,
        label=_("Extend the term"),
        who=("coordinator",),
        extends=("answer",),
        notice="extended",
        needs=("reason",),
        guards=("term_can_be_extended", "extended_once", "before_the_day"),
        effect=_("the parts still open get the same term"),
    )
    def extend_whole(self) -> None:
        """Продлить срок обращения, которое рассматривается по частям (ч. 2 ст. 12 59-ФЗ)."""

    @action(
        State.APPROVED,
        State.CLOSED,
        label=_("Send the answer to this part"),
        who=("executor", "approver", "signer"),
        meets=("answer", "promise"),
        cancels=("find_owner", "redirect"),
        notice="part_answered",
        guards=("is_part",),
    )
    def send_part(self) -> None:
        """Направить ответ на часть обращения: the citizen reads it at once, the common letter follows."""

    @action(
        State.SPLIT,
        State.ANSWERED,
        label=_("Send the common letter"),
        who=("system",),
        starts=("confirm",),
        meets=("answer",),
        cancels=("register", "redirect"),
        notice="answered",
        guards=("parts_done",),
    )
    def answer_parts(self) -> None:
        """Направить общий ответ на все вопросы обращения."""

    @action(
        State.SPLIT,
        State.CLOSED,
        label=_("Close after all parts"),
        who=("system",),
        meets=("answer",),
        cancels=("register", "redirect"),
        guards=("parts_done",),
    )
    def close_parts(self) -> None:
        """Закрыть, когда ни на одну часть ответа по существу не было: refused, sent on or withdrawn, each told so."""

    @action(
        [State.ANSWERED, State.CLOSED],
        State.SPLIT,
        label=_("The problem is not solved"),
        who=("citizen",),
        starts=("answer",),
        cancels=("confirm",),
        notice="reopened",
        needs=("reason",),
        guards=("in_parts", "had_an_answer", "in_the_window"),
        effect=_("the parts named go to work again"),
    )
    def reopen_parts(self) -> None:
        """Вернуть на повторное рассмотрение обращение по частям: all of them or those named."""

    @action(
        State.CLOSED,
        State.ROUTED,
        label=_("Return the part"),
        who=("system",),
        starts=("answer",),
        guards=("is_part",),
        effect=_("from the second time on the superior body answers"),
    )
    def reopen_part(self) -> None:
        """Вернуть часть обращения: the same body at first, then the one above it."""

    @action(
        State.CLOSED,
        State.TRIAGE,
        label=_("Return the part"),
        who=("system",),
        starts=("route", "answer"),
        guards=("is_part",),
    )
    def reopen_part_above(self) -> None:
        """Вернуть часть повторно, когда вышестоящего органа нет: the coordinator decides."""

    @action(
        State.SPLIT,
        None,
        label=_("Withdraw one question"),
        who=("citizen",),
        notice="question_withdrawn",
        needs=("part",),
        guards=("in_parts",),
        effect=_("that part is withdrawn, the others go on; with the last one the whole appeal is withdrawn"),
    )
    def withdraw_question(self) -> None:
        """Отозвать один из вопросов обращения: the common letter says so, the other bodies go on."""

    @action(
        OPEN,
        State.WITHDRAWN,
        label=_("Withdraw the part"),
        who=("system",),
        cancels=("route", "answer", "clarification", "promise", "find_owner", "redirect"),
        guards=("is_part",),
    )
    def withdraw_part(self) -> None:
        """Снять часть с рассмотрения: the citizen withdrew the appeal or this question of it."""
