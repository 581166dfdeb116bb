"""Forms of the citizens' pages. What an appeal must be is checked by the core; here its refusals find their field."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4, uuid5
from zoneinfo import ZoneInfo

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agencies.models import Region
from routing.cases import regimes
from routing.cases.attachments import MAX_PHOTOS, picture
from routing.cases.errors import Invalid
from routing.cases.inbound import Inbound, check_inbound
from routing.cases.person import Identity

from .choice import Offer, offers

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
            ("post", _("On paper, by post")),
        ],
    )
    email = Typed(label=_("Your e-mail"), required=False)
    regime = Typed(label=_("How shall it be considered?"), required=False)
    postal_address = Typed(label=_("Postal address for the answer"), required=False)
    collective = Typed(required=False)
    co_signers = Typed(label=_("Who else signs"), required=False)
    # Not a FileField: that one takes a single file and refuses the list this input gives; see ``_read_photos``.
    photos = forms.Field(label=_("Photos"), required=False, widget=Photos(attrs={"multiple": True}))

    def __init__(
        self,
        region: Region,
        *args: Any,
        identity: Identity | None = None,
        dropped: tuple[list[str], list[str]] = ([], []),
        **kwargs: Any,
    ):
        kwargs["initial"] = {"form_id": str(uuid4()), "reply": "email"} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.region = region
        self.identity = identity
        self.offers = offers(region)
        self.dropped = dropped
        self.inbound: Inbound | None = None
        self.pictures: list[bytes] = []

    def sent_photos(self) -> list[UploadedFile]:
        return list(self.files.getlist("photos")) if hasattr(self.files, "getlist") else []

    @property
    def chosen(self) -> Offer | None:
        """How it shall be considered: what was chosen, else the first that is offered."""
        typed = str(self["regime"].value() or "")
        return next((each for each in self.offers if each.code == typed), self.offers[0] if self.offers else None)

    @property
    def by_law(self) -> bool:
        """Whether an appeal by law was chosen."""
        return self.chosen is not None and self.chosen.by_law

    @property
    def identified(self) -> bool:
        """Whether what was chosen asks the person to sign in."""
        return self.chosen is not None and self.chosen.identified

    def clean_regime(self) -> str:
        typed: str = self.cleaned_data["regime"]
        if typed and typed not in {each.code for each in self.offers}:
            raise forms.ValidationError(_("This is not offered any more. Please choose again."))
        return typed

    def clean_reply(self) -> str:
        reply: str = self.cleaned_data["reply"] or "email"
        return "email" if reply == "post" and not self.by_law else reply

    def clean_object_kind(self) -> str:
        kind = self.cleaned_data["object_kind"]
        return kind if kind in self.region.object_kinds else ""

    def clean(self) -> dict[str, Any]:
        data = {name: self.cleaned_data.get(name) for name in self.fields}
        data |= answered(data, self.region)
        reply = data["reply"] or "email"
        email = (data["email"] or "").strip()
        if reply == "email" and not email:
            self.add_error(
                "email", _("Write your e-mail, or choose to read the answer only on the page of the appeal.")
            )
        by_law = self.chosen if self.by_law else None
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
            email=email if reply == "email" else "",
            language=get_language() or "ru",
            **(self._by_law(by_law, data) if by_law else {}),
        )
        self._check(self.inbound)
        self._read_photos()
        return data

    def _by_law(self, offer: Offer, data: dict[str, Any]) -> dict[str, Any]:
        """What an appeal by law says beside the message; whom a provider knows bears the name it knows."""
        signers = tuple((data["co_signers"] or "").splitlines()) if data["collective"] else ()
        return {
            "regime": offer.code,
            "answer_by": data["reply"] or "email",
            "postal_address": data["postal_address"] or "" if data["reply"] == "post" else "",
            "identity": self.identity if offer.identified else None,
            "gender": self.identity.gender if self.identity and offer.identified else "",
            "collective": bool(data["collective"]),
            "co_signers": signers,
        }

    def external_id(self) -> str:
        """The number of this message: the same form with the same content is the same message.

        The content belongs to it, for a person may go back, write something else and send it again: that is another.
        """
        try:
            form_id = UUID(str(self.data.get("form_id", "")))
        except ValueError:
            form_id = uuid4()
        typed = [str(self.data.get(name, "")) for name in self.fields if name not in {"form_id", "photos"}]
        typed.append(self.identity.subject if self.identity and self.by_law else "")
        photos = [f"{file.name}:{file.size}" for file in self.sent_photos()]
        content = hashlib.sha256("\x00".join(typed + photos).encode(errors="replace")).hexdigest()
        return str(uuid5(form_id, content))

    def _check(self, inbound: Inbound) -> None:
        for _attempt in STAND_IN:
            try:
                inbound = check_inbound(inbound)
            except Invalid as refusal:
                field = refusal.field if refusal.field in STAND_IN else "text"
                if field != "name" or not self.identified:
                    self.add_error(field, str(refusal))
                inbound = replace(inbound, **STAND_IN[field])
            else:
                break
        if self.by_law:
            self._check_person(inbound)

    def _check_person(self, inbound: Inbound) -> None:
        """What the law asks of the person; who must sign in reads at the choice what is wrong with the name."""
        field_of = {"identity": "regime", "full_name": "regime" if self.identified else "name"}
        today = timezone.localdate(timezone=ZoneInfo(self.region.time_zone))
        for refusal in regimes.missing(inbound.regime, inbound.person(), today):
            field = field_of.get(refusal.field, refusal.field)
            if field not in self.errors:
                self.add_error(field, str(refusal))

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
