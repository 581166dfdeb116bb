"""The facts of a case as they come in a line of a file; what is missing or odd counts as unknown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from .types import CaseFacts

_GENDERS = {
    **dict.fromkeys(("f", "female", "ж", "жен", "женский"), "f"),
    **dict.fromkeys(("m", "male", "м", "муж", "мужской"), "m"),
}


def case_facts(fields: Any) -> CaseFacts:
    """Facts from the object «case» of a line. Never raises: a field that cannot be read is unknown."""
    if not isinstance(fields, Mapping):
        return CaseFacts()
    evidence = fields.get("evidence")
    if isinstance(evidence, str):
        evidence = [evidence] if evidence.strip() else []
    return CaseFacts(
        citizen_name=_text(fields.get("citizen_name")),
        citizen_gender=_GENDERS.get(_text(fields.get("citizen_gender")).lower(), ""),
        address=_text(fields.get("address")),
        registered=_day(fields.get("registered")),
        evidence=tuple(_text(each) for each in evidence if each) if isinstance(evidence, list | tuple) else None,
        channel=_text(fields.get("channel")),
        answer_date=_day(fields.get("answer_date")),
    )


def _text(value: Any) -> str:
    return " ".join(value[:500].split()) if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    """«2026-03-02», «2026-03-02T10:00:00+03:00» or «02.03.2026»."""
    text = _text(value)
    for form in (text[:10], ""):
        try:
            return date.fromisoformat(form)
        except ValueError:
            continue
    try:
        return datetime.strptime(text[:10], "%d.%m.%Y").date()  # noqa: DTZ007
    except ValueError:
        return None
