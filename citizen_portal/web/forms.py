"""Forms of the citizens' pages. What an appeal must be is checked by the core; here its refusals find their field."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agencies.models import Region
from routing.cases.attachments import MAX_PHOTOS, picture
from routing.cases.errors import Invalid
from routing.cases.inbound import Inbound, check_inbound

CHANNEL = "web"
STAND_IN: dict[str, dict[str, Any]] = {
    "text": {"text": "text"},
    "name": {"name": "name"},
    "email": {"email": ""},
    "address": {"lat": None, "lon": None},
}
"""What takes the place of a refused field while the others are checked, so that all mistakes show at once."""


class Typed(forms.CharField):
    """A line or a text as it was typed; NUL is dropped, all else is the core's matter."""

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value).replace("\x00", "") if value else "") or ""


class Degrees(forms.Field):
    """A coordinate in degrees, or ``None`` when there is none."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> float | None:
        try:
            return float(str(value).replace(",", "."))
        except ValueError:
            return None


class Photos(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class AppealForm(forms.Form):
    """The appeal as typed. ``inbound`` and ``pictures`` hold what came out when the form is valid."""

    form_id = forms.CharField(widget=forms.HiddenInput, required=False)
    asked = forms.CharField(widget=forms.HiddenInput, required=False)
    said = Typed(required=False)
    lat = Degrees(required=False)
    lon = Degrees(required=False)
    text = Typed(label=_("What happened?"), required=False, strip=False)
    address = Typed(label=_("Address or landmark"), required=False)
    object_kind = Typed(label=_("What kind of place is it?"), required=False)
    name = Typed(label=_("How shall we address you?"), required=False)
    reply = forms.ChoiceField(
        label=_("Where do you want to read the answer?"),
        required=False,
        choices=[
            ("email", _("By e-mail and on the page of the appeal")),
            ("page", _("Only on the page of the appeal")),
        ],
    )
    email = Typed(label=_("Your e-mail"), required=False)
    # Not a FileField: that one takes a single file and refuses the list this input gives; see ``_read_photos``.
    photos = forms.Field(label=_("Photos"), required=False, widget=Photos(attrs={"multiple": True}))

    def __init__(self, region: Region, *args: Any, dropped: tuple[list[str], list[str]] = ([], []), **kwargs: Any):
        kwargs.setdefault("initial", {"form_id": str(uuid4()), "reply": "email"})
        super().__init__(*args, **kwargs)
        self.region = region
        self.dropped = dropped
        self.inbound: Inbound | None = None
        self.pictures: list[bytes] = []

    def sent_photos(self) -> list[UploadedFile]:
        return list(self.files.getlist("photos")) if hasattr(self.files, "getlist") else []

    def clean_reply(self) -> str:
        return self.cleaned_data["reply"] or "email"

    def clean_object_kind(self) -> str:
        kind = self.cleaned_data["object_kind"]
        return kind if kind in self.region.object_kinds else ""

    def clean(self) -> dict[str, Any]:
        data = {name: self.cleaned_data.get(name) for name in self.fields}
        data |= answered(data, self.region)
        by_mail = data["reply"] != "page"
        if by_mail and not (data["email"] or "").strip():
            self.add_error(
                "email", _("Write your e-mail, or choose to read the answer only on the page of the appeal.")
            )
        self.inbound = Inbound(
            channel=CHANNEL,
            external_id=self.external_id(),
            text=data["text"] or "",
            name=data["name"] or "",
            address=data["address"] or "",
            said_topic=data["said_topic"] or "",
            lat=data["lat"],
            lon=data["lon"],
            object_kind=data["object_kind"] or "",
            email=(data["email"] or "").strip() if by_mail else "",
            language=get_language() or "ru",
        )
        self._check(self.inbound)
        self._read_photos()
        return data

    def external_id(self) -> str:
        """The number of this message: the same form with the same content is the same message.

        The content belongs to it, for a person may go back, write something else and send it again: that is another.
        """
        try:
            form_id = UUID(str(self.data.get("form_id", "")))
        except ValueError:
            form_id = uuid4()
        typed = [str(self.data.get(name, "")) for name in self.fields if name not in {"form_id", "photos"}]
        photos = [f"{file.name}:{file.size}" for file in self.sent_photos()]
        content = hashlib.sha256("\x00".join(typed + photos).encode(errors="replace")).hexdigest()
        return str(uuid5(form_id, content))

    def _check(self, inbound: Inbound) -> None:
        for _attempt in STAND_IN:
            try:
                check_inbound(inbound)
            except Invalid as refusal:
                field = refusal.field if refusal.field in STAND_IN else "text"
                self.add_error(field, str(refusal))
                inbound = replace(inbound, **STAND_IN[field])
            else:
                return

    def _read_photos(self) -> None:
        too_large, too_many = self.dropped
        sent: Sequence[UploadedFile] = self.sent_photos()
        for name in too_large:
            self.add_error("photos", _("“%(name)s” is larger than 10 MB. Choose a smaller photo.") % {"name": name})
        if too_many or len(sent) > MAX_PHOTOS:
            self.add_error("photos", _("%(limit)d photos at most, please.") % {"limit": MAX_PHOTOS})
        if self.errors:
            return
        for file in sent:
            try:
                self.pictures.append(picture(file))  # type: ignore[arg-type]
            except Invalid as refusal:
                self.add_error("photos", f"{file.name}: {refusal}")


def answered(data: Mapping[str, Any], region: Region) -> dict[str, str]:
    """What the answer to the one question («topic=…», «object=…», «place=…») says; the fields it stands for."""
    about, _sign, value = str(data.get("said") or "").partition("=")
    known = {"said_topic": "", "address": data.get("address") or "", "object_kind": data.get("object_kind") or ""}
    if about == "topic":
        known["said_topic"] = value
    elif about == "object" and value in region.object_kinds:
        known["object_kind"] = value
    elif about == "place" and value:
        known["address"] = value
    return known


class FindForm(forms.Form):
    """The number of an appeal as a person types it."""

    number = Typed(label=_("Number of the appeal"), required=False)
