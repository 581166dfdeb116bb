"""Actions of cases that are considered together: duplicates joined to one case without losing anybody.

A part of the machine (``workflow``). A joined case keeps its number, its citizen, its page and its own term; whoever
works on the leading case works on all of them, and each citizen gets an own letter and an own word on it.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .states import State, action


class Together:
    """The actions that join cases and part them."""

    @action(
        [State.TRIAGE, State.ROUTED, State.IN_WORK],
        State.MERGED,
        label=_("Consider together with another"),
        who=("coordinator", "executor"),
        starts=("answer",),
        meets=("route",),
        cancels=("find_owner", "redirect"),
        notice="merged",
        needs=("into", "reason"),
        guards=("whole",),
        effect=_("the leading case takes the strictest term of all"),
    )
    def merge(self) -> None:
        """Рассмотреть вместе с другим: about the same; the citizen, the number and the term stay."""

    @action(
        State.MERGED,
        State.ROUTED,
        label=_("Consider separately again"),
        who=("coordinator", "executor", "system"),
        restores=("redirect",),
        notice="separated",
    )
    def separate(self) -> None:
        """Выделить из общего рассмотрения: back to the body; the answer's clock never stopped."""

    @action(
        State.MERGED,
        State.TRIAGE,
        label=_("Consider separately again"),
        who=("coordinator", "executor", "system"),
        starts=("route",),
        restores=("redirect",),
        notice="separated",
    )
    def separate_to_triage(self) -> None:
        """Выделить из общего рассмотрения, когда органа ещё не было: the coordinator chooses."""

    @action(
        State.MERGED,
        State.ANSWERED,
        label=_("Send the common answer"),
        who=("system",),
        starts=("confirm",),
        meets=("answer", "promise"),
        cancels=("find_owner", "register", "redirect", "copies"),
        notice="answered",
        guards=("leader_answered",),
    )
    def answer_joined(self) -> None:
        """Направить общий ответ: each citizen of a joined case gets a letter of his own."""

    @action(
        State.MERGED,
        None,
        label=_("Give the common interim answer"),
        who=("system",),
        notice="interim",
        needs=("text", "day"),
        effect=_("what was promised falls due on the day named"),
    )
    def promise_joined(self) -> None:
        """Дать общий промежуточный ответ: what the leader's citizen is promised is promised to everybody joined."""
