"""Why a change was refused, in a sentence for the person who asked for it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class CaseError(Exception):
    """A refusal. ``str(error)`` is the sentence; ``code`` names the reason for programs and tests."""

    code = "refused"

    def __init__(self, sentence: object, code: str = "") -> None:
        super().__init__(sentence)
        self.code = code or self.code

    def __str__(self) -> str:
        return str(self.args[0])


class Refused(CaseError):
    """The action is not possible in this state, or not for this person."""


class Invalid(CaseError):
    """Something that must come with the action is missing or wrong; ``field`` says what."""

    code = "invalid"

    def __init__(self, sentence: object, field: str) -> None:
        super().__init__(sentence)
        self.field = field


class Conflict(CaseError):
    """Somebody else changed the case meanwhile: the page shown is out of date."""

    code = "conflict"

    def __init__(self) -> None:
        super().__init__(_("Someone changed this case while you were reading it. Look at it again and repeat."))


class Busy(CaseError):
    """The case stayed locked for longer than a person would wait."""

    code = "busy"

    def __init__(self) -> None:
        super().__init__(_("The case is being changed right now. Repeat in a few seconds."))
