"""Actions by which a body asks another one for documents and information (ч. 2 ст. 10 59-ФЗ).

A part of the machine (``workflow``). The case stays where it is; the body asked has a term of its own.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .states import State, action

REPLIED_IN = (
    State.TRIAGE,
    State.ROUTED,
    State.IN_WORK,
    State.CLARIFICATION,
    State.IN_APPROVAL,
    State.APPROVED,
)


class Requests:
    """The actions of a request and its reply."""

    @action(
        State.IN_WORK,
        None,
        label=_("Ask another body for documents and information"),
        who=("executor",),
        needs=("body", "question"),
        guards=("may_be_asked",),
        effect=_("the body asked gets a letter and a term of its own; it ends with the case or goes on with it"),
    )
    def ask_body(self) -> None:
        """Запросить документы и сведения у другого органа (ч. 2 ст. 10 59-ФЗ): a ground to extend the term."""

    @action(
        REPLIED_IN,
        None,
        label=_("Give documents and information"),
        who=("executor", "approver", "head"),
        asked=True,
        needs=("reply",),
        effect=_("the term of the body asked is met"),
    )
    def give_information(self) -> None:
        """Дать документы и сведения: by the people of the body asked, who have no other right to the case."""

    @action(
        REPLIED_IN,
        None,
        label=_("Say why it cannot be given"),
        who=("executor", "approver", "head"),
        asked=True,
        needs=("reason",),
        effect=_("the term of the body asked is met"),
    )
    def refuse_information(self) -> None:
        """Сообщить, почему сведений дать нельзя (охраняемая законом тайна, их нет): with the reason, on the card."""
