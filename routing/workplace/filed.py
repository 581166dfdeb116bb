"""A file that an administrator brings in by two steps, first looked at and then written; and a file taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from agencies.loading.lines import DataError
from agencies.loading.sheets import MAX_BYTES, to_csv, to_xlsx

KEPT_SECONDS = 3600
SALT = "rulebook"
ROOM = 20_000
"""Bytes of the form besides the file."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def keep(name: str, content: bytes) -> str:
    """The file as a signed text for the form of the second step. Raises ``DataError`` when a form cannot hold it."""
    kept = signing.dumps([name, content.decode("latin-1")], salt=SALT, compress=True)
    if len(kept) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE - ROOM:
        raise DataError(_("The file is too large for this page. Divide it, or have it brought in on the server."))
    return kept


def sent(request: HttpRequest) -> tuple[str, bytes]:
    """Name and content of the file chosen, or kept from the first step. Raises ``DataError``."""
    kept = request.POST.get("kept", "")
    if kept:
        try:
            name, text = signing.loads(kept, salt=SALT, max_age=KEPT_SECONDS)
        except signing.BadSignature:
            raise DataError(_("An hour has passed since you chose the file. Please choose it once more.")) from None
        return str(name), str(text).encode("latin-1")
    file = request.FILES.get("file")
    if file is None or not file.name:
        raise DataError(_("Choose a file first."))
    return file.name, file.read(MAX_BYTES + 1)


def day_of(text: str, today: date) -> date:
    """The day from which the change holds, today or later. Raises ``DataError``."""
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        raise DataError(_("This is no date: %(text)s.") % {"text": text[:20]}) from None
    if day < today:
        raise DataError(_("Rules do not change in the past: choose today or a later day."))
    return day


def download(
    name: str,
    kind: str,
    today: date,
    title: str,
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
    others: Mapping[str, Iterable[Sequence[str]]] | None = None,
) -> HttpResponse:
    """The rows as a file to save, «csv» or «xlsx»; the latter with ``others`` as sheets after them."""
    content = to_csv(rows) if kind == "csv" else to_xlsx(title, rows, widths, others)
    headers = {"Content-Disposition": f'attachment; filename="{name}-{today:%Y-%m-%d}.{kind}"'}
    return HttpResponse(content, content_type=XLSX if kind == "xlsx" else "text/csv; charset=utf-8", headers=headers)
