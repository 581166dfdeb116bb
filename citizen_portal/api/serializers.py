"""What a mobile app may send. Types are strict: a number is no text, a text no number, an unknown field a mistake.

What an appeal must be is checked by the core (``routing.cases.inbound``); here only what JSON may hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from citizen_portal.identity.demo import PEOPLE
from routing.cases.cleaning import cleaned
from routing.cases.person import AnswerBy

MAX_WORDS = 4000
"""Letters in a reply, a comment or a reason."""
MAX_EMAIL = 254
MAX_UNKNOWN = 20
"""How many fields that are not there are named in a refusal."""
BODY = "body"
"""The name under which a sentence about the whole body stands."""


class Words(serializers.CharField):
    """A text as it was typed, without control marks; ``limit`` is how many letters fit (any number when ``None``)."""

    default_error_messages = {"invalid": gettext_lazy("Send a text here.")}

    def __init__(self, limit: int | None = None, **kwargs: Any) -> None:
        super().__init__(required=False, default="", allow_blank=True, **kwargs)
        self.limit = limit

    def run_validation(self, data: Any = serializers.empty) -> str:
        if data is not serializers.empty:
            if not isinstance(data, str):
                self.fail("invalid")
            data = cleaned(data)
        return super().run_validation(data)

    def to_internal_value(self, data: str) -> str:
        if self.limit is not None and len(data) > self.limit:
            raise serializers.ValidationError(_("This is too long: %(limit)d characters fit.") % {"limit": self.limit})
        return data


class Degrees(serializers.Field):
    """A coordinate: a JSON number in degrees (WGS 84)."""

    default_error_messages = {"invalid": gettext_lazy("Send degrees as a number here, like 59.93.")}

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool) or not isinstance(data, int | float) or not -180 <= data <= 180:
            self.fail("invalid")
        return float(data)


class Whole(serializers.Field):
    """A whole JSON number from ``least`` to ``most``."""

    default_error_messages = {"invalid": gettext_lazy("Send a whole number here, %(least)d or more.")}

    def __init__(self, least: int, most: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.most = least, most

    def to_internal_value(self, data: Any) -> int:
        whole = isinstance(data, int) and not isinstance(data, bool)
        if not whole or data < self.least or (self.most is not None and data > self.most):
            raise serializers.ValidationError(
                self.error_messages["invalid"] % {"least": self.least, "most": self.most}, "invalid"
            )
        return data


class OneOf(serializers.Field):
    """One word of a short list."""

    def __init__(self, words: list[str], **kwargs: Any) -> None:
        super().__init__(required=False, default="", **kwargs)
        self.words = words

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or (data and data not in self.words):
            raise serializers.ValidationError(_("Choose one of: %(words)s.") % {"words": ", ".join(self.words)})
        return data


class Body(serializers.Serializer[dict[str, Any]]):
    """A JSON object. A field that is ``null`` counts as not sent."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, Mapping):
            raise serializers.ValidationError({BODY: [_("Send a JSON object here.")]})
        unknown = [name for name in data if name not in self.fields][:MAX_UNKNOWN]
        if unknown:
            raise serializers.ValidationError({cleaned(name)[:50]: [_("There is no such field.")] for name in unknown})
        return super().to_internal_value({name: value for name, value in data.items() if value is not None})


class Lines(serializers.Field):
    """A list of short texts."""

    default_error_messages = {"invalid": gettext_lazy("Send a list of texts here.")}

    def to_internal_value(self, data: Any) -> tuple[str, ...]:
        if not isinstance(data, list) or not all(isinstance(each, str) for each in data):
            self.fail("invalid")
        return tuple(data)


class YesNo(serializers.Field):
    """``true`` or ``false``."""

    default_error_messages = {"invalid": gettext_lazy("Send true or false here.")}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


LAW = ("answer_by", "postal_address", "collective", "co_signers")
"""Fields of an appeal by law only."""


class Appeal(Body):
    """An appeal. ``kinds`` of the context are the kinds of object the region knows, ``offers`` what may be sent."""

    text = Words()
    name = Words()
    email = Words(limit=MAX_EMAIL)
    address = Words(limit=500)
    lat = Degrees(required=False, default=None)
    lon = Degrees(required=False, default=None)
    object_kind = Words(limit=64)
    said_topic = Words(limit=32)
    gender = OneOf(["f", "m"])
    language = OneOf([code for code, _name in settings.LANGUAGES])
    regime = Words(limit=32)
    answer_by = OneOf([each.value for each in AnswerBy])
    postal_address = Words(limit=500)
    collective = YesNo(required=False, default=False)
    co_signers = Lines(required=False, default=())

    def validate_regime(self, value: str) -> str:
        codes = [each.code for each in self.context["offers"]]
        if value and codes and value not in codes:
            raise serializers.ValidationError(_("Choose one of: %(words)s.") % {"words": ", ".join(codes)})
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What belongs to an appeal by law is refused with a message: the sender means something else than it says."""
        by_law = any(each.by_law and each.code == attrs["regime"] for each in self.context["offers"])
        meant = [] if by_law else [name for name in LAW if attrs[name]]
        if meant:
            raise serializers.ValidationError({name: [_("Only an appeal by law has this.")] for name in meant})
        return attrs

    def validate_object_kind(self, value: str) -> str:
        kinds: list[str] = self.context["kinds"]
        if value and value not in kinds:
            raise serializers.ValidationError(_("Choose one of: %(words)s.") % {"words": ", ".join(kinds)})
        return value


class Asking(Body):
    """What is known of an appeal that is still being written. ``kinds`` as for ``Appeal``."""

    text = Words(limit=10_000)
    address = Words(limit=500)
    lat = Degrees(required=False, default=None)
    lon = Degrees(required=False, default=None)
    object_kind = Words(limit=64)


class Deed(Body):
    """What every deed of a citizen may carry: the version of the case the person saw."""

    version = Whole(1, required=False, default=None)


class Clarification(Deed):
    """The reply to the executor's question."""

    reply = Words(limit=MAX_WORDS)


class PlaceMeant(Deed):
    """Which of the places offered is meant: its address as it was offered."""

    place = Words(limit=300)


class Understood(Deed):
    """What was understood wrongly: the topic meant by its code («BLG-03», «BLG-03:12»), the place, words."""

    topic = Words(limit=32)
    place = Words(limit=300)
    reason = Words(limit=1000)


class Mark(Deed):
    """The mark of the answer."""

    mark = Whole(
        1,
        5,
        error_messages={
            "invalid": gettext_lazy("Choose a mark from 1 to 5."),
            "required": gettext_lazy("Choose a mark from 1 to 5."),
        },
    )
    comment = Words(limit=MAX_WORDS)


class Reason(Deed):
    """Why the case comes back or is withdrawn."""

    reason = Words(limit=MAX_WORDS)


class Return(Reason):
    """Why the case comes back; ``part`` is the number of the part that is not solved, empty for all."""

    part = Words(limit=24)


class Identity(Deed):
    """Who makes the message an appeal by law, and the confirmation that it is wanted."""

    full_name = Words(limit=200)
    postal_address = Words(limit=500)
    email = Words(limit=MAX_EMAIL)
    confirm = serializers.BooleanField(required=False, default=False)


class WhoDemo(Body):
    """Which of the invented people of the demonstration signs in."""

    person = serializers.ChoiceField(
        choices=sorted(PEOPLE), error_messages={"invalid_choice": gettext_lazy("There is no such person.")}
    )
