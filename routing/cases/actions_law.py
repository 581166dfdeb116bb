"""Actions that follow from the legal regime: conversion, registration, sending outside, copies.

A part of the machine (``workflow``).
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .states import OPEN, State, action

WITH_COPIES = (*OPEN, State.MERGED)


class Law:
    """The actions that the law knows beside the ordinary way of a case."""

    @action(
        [State.TRIAGE, State.ROUTED, State.IN_WORK, State.CLARIFICATION],
        None,
        label=_("Make it an appeal under the law"),
        who=("citizen",),
        may_start=("register",),
        notice="converted",
        needs=("regime",),
        guards=("whole", "may_become"),
        effect=_("the old clock runs on until registration"),
    )
    def convert(self) -> None:
        """Сделать сообщение обращением по 59-ФЗ: by the citizen's own confirmation, with the requisites of ст. 7."""

    @action(
        (*OPEN, State.MERGED),
        None,
        label=_("Register"),
        who=("coordinator", "system"),
        starts=("answer",),
        may_start=("redirect", "copies"),
        meets=("register",),
        cancels=("answer",),
        notice="registered",
        guards=("whole", "not_registered"),
        effect=_("the answer's clock of the law begins anew; none for sending on what a body has in work already"),
    )
    def register(self) -> None:
        """Зарегистрировать обращение (ч. 2 ст. 8 59-ФЗ): within three days; the terms of the law run from here."""

    @action(
        [State.TRIAGE, State.ROUTED, State.IN_WORK],
        State.REDIRECTED,
        label=_("Send to a body outside the window"),
        who=("coordinator",),
        meets=("route", "redirect", "answer"),
        cancels=("register", "promise", "find_owner", "copies"),
        notice="redirected_out",
        needs=("body", "norm", "explanation"),
        guards=("alone",),
        effect=_("of a part of an appeal the common letter says so"),
    )
    def redirect_out(self) -> None:
        """Направить по компетенции за пределы окна (ч. 3 ст. 8 59-ФЗ): with the norm and a notice to the citizen."""

    @action(
        WITH_COPIES,
        None,
        label=_("Send a copy"),
        who=("coordinator",),
        needs=("body", "reason"),
        effect=_("the copies are sent when every body concerned has one"),
    )
    def send_copy(self) -> None:
        """Направить копию обращения (ч. 4 ст. 8 59-ФЗ): another body is told, this one goes on."""

    @action(
        WITH_COPIES,
        None,
        label=_("No copies are needed"),
        who=("coordinator",),
        cancels=("copies",),
        needs=("reason",),
        guards=("copies_wait",),
    )
    def no_copies(self) -> None:
        """Копии не нужны: one body answers all the questions, whatever the reading supposed; with the reason."""

    @action(
        OPEN,
        None,
        label=_("Link an earlier appeal on the same question"),
        who=("coordinator", "executor", "approver"),
        needs=("earlier",),
        guards=("whole",),
    )
    def link_earlier(self) -> None:
        """Связать с прежним обращением того же человека по тому же вопросу (повторное обращение)."""

    @action(
        OPEN,
        None,
        label=_("The earlier appeal is about something else"),
        who=("coordinator", "executor", "approver"),
        needs=("earlier",),
        guards=("whole",),
    )
    def decline_earlier(self) -> None:
        """Это другой вопрос: the earlier appeal is not linked, or not any more, and not proposed again."""

    @action(
        [State.ROUTED, State.IN_WORK],
        State.CLOSED,
        label=_("Stop the correspondence on this question"),
        who=("approver",),
        meets=("route", "answer"),
        cancels=("promise", "register", "redirect", "find_owner", "copies"),
        notice="correspondence_stopped",
        needs=("explanation",),
        guards=("whole", "alone", "answered_twice"),
    )
    def stop_correspondence(self) -> None:
        """Прекратить переписку (ч. 5 ст. 11 59-ФЗ): answered twice on the same question, nothing new; by the head."""
