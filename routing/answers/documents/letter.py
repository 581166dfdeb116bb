"""The letter on paper with the requisites of ГОСТ Р 7.0.97, as PDF/A and as DOCX, from the same data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from routing.answers.compose import LANGUAGE, letter
from routing.answers.models import Answer
from routing.cases.models import Case
from routing.cases.regimes import requisites_of

from .addressee import dative, initials
from .printing import pdf


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on a letter. Numbers in brackets are those of the requisites in the standard."""

    title: str
    body: str
    """Наименование организации — автора документа (05)."""
    contacts: tuple[str, ...]
    """Справочные данные об организации (08)."""
    reference: tuple[str, ...]
    """Дата (10), регистрационный номер (11), ссылка на номер и дату поступившего документа (12)."""
    addressee: tuple[str, ...]
    """Адресат (15)."""
    salutation: str
    paragraphs: tuple[str, ...]
    """Текст (18)."""
    post: str
    signer: str
    """Подпись (22)."""
    note: str
    executor: tuple[str, ...]
    """Отметка об исполнителе (25)."""
    draft: str = ""


def sheet(case: Case, answer: Answer) -> Sheet:
    """The letter's requisites; before it is sent it is marked as a draft and has no date and number."""
    zone, body = ZoneInfo(case.region.time_zone), case.agency
    author, signer = answer.author, answer.approver if answer.sent_at else None
    with override(LANGUAGE):
        came = date_format(case.received_at.astimezone(zone), "d.m.Y")
        left = date_format(answer.sent_at.astimezone(zone), "d.m.Y") if answer.sent_at else "__.__.____"
        number = outgoing_number(case, answer) if answer.sent_at else "____"
        words = answer.letter or letter(case, answer.body, author)
        salutation, *paragraphs = [part for part in words.split("\n\n") if part.strip()]
        if paragraphs and body is not None and paragraphs[-1].strip() == body.name:
            # The letterhead names the body already.
            paragraphs.pop()
        return Sheet(
            title=_("Answer No. %(number)s") % {"number": number},
            body=body.name if body else "",
            contacts=contacts(case),
            reference=(
                f"{left} № {number}",
                _("To No. %(number)s of %(date)s") % {"number": case.number, "date": came},
            ),
            addressee=addressee(case),
            salutation=salutation,
            paragraphs=tuple(line for part in paragraphs for line in part.split("\n") if line.strip()),
            post=signer.post.title if signer else "",
            signer=initials(signer.full_name) if signer else "",
            note=_("Approved and sent in the system “Adresat”. It bears no electronic signature.") if signer else "",
            executor=tuple(part for part in (author.full_name, author.phone) if part),
            draft="" if answer.sent_at else _("DRAFT"),
        )


def addressee(case: Case) -> tuple[str, ...]:
    """To whom and where: as the person said for the law, else as the message was signed."""
    message, said = case.message, requisites_of(case)
    if said is None:
        return tuple(part for part in (dative(message.name, message.gender), message.email) if part)
    where = said.postal_address if said.answer_by == "post" else said.email or message.email
    return tuple(part for part in (dative(said.full_name, message.gender), where) if part)


def outgoing_number(case: Case, answer: Answer) -> str:
    """The letter's own number: the case's with the version of the answer, so no second series can disagree."""
    return f"{case.number}/{answer.version}"


def contacts(case: Case) -> tuple[str, ...]:
    """What the register knows of how to reach the body; nothing is made up for what it does not know."""
    body = case.agency
    if body is None:
        return ()
    reach = ", ".join(part for part in (body.phone, body.email) if part)
    return tuple(part for part in (body.address, reach) if part)


def as_pdf(case: Case, answer: Answer) -> bytes:
    """The letter as PDF/A-2b."""
    return pdf("letter", asdict(sheet(case, answer)), answer.sent_at or timezone.now())
