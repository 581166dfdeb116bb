"""Photos of an appeal: decoded, made smaller and written anew, so nothing but the picture is left of a file."""

from __future__ import annotations

import hashlib
import struct
import warnings
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import IO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from .actors import CITIZEN
from .door import change
from .errors import Invalid
from .models import Attachment, Case

MAX_PHOTOS = 5
MAX_BYTES = 10 * 1024 * 1024
MAX_SIDE = 1920
MAX_PIXELS = {"JPEG": 120_000_000, "PNG": 30_000_000, "WEBP": 30_000_000}
"""Formats that are read. A JPEG is decoded at a fraction of its size, the others whole: hence fewer points."""


def picture(file: IO[bytes]) -> bytes:
    """A JPEG of at most 1920 points a side made from what was sent, without EXIF (which may hold a home's place).

    Raises ``Invalid`` (field «photos») for a file that is no JPEG, PNG or WebP, is broken or too large.
    """
    file.seek(0, 2)
    if file.tell() > MAX_BYTES:
        raise Invalid(_("This photo is larger than 10 MB. Choose a smaller one."), "photos")
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=tuple(MAX_PIXELS)) as image:
                return _written_anew(image)
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError):
        raise Invalid(_("We could not open this file as a photo. JPEG, PNG and WebP will do."), "photos") from None


def _written_anew(image: Image.Image) -> bytes:
    if image.width * image.height > MAX_PIXELS[image.format or ""]:
        raise Invalid(_("This photo has too many points. Choose a smaller one."), "photos")
    image.draft("RGB", (MAX_SIDE, MAX_SIDE))
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    sheet = Image.new("RGB", upright.size, "white")
    sheet.paste(upright, mask=upright.getchannel("A"))
    written = BytesIO()
    sheet.save(written, "JPEG", quality=85)
    return written.getvalue()


def attach(case: Case, pictures: Sequence[bytes], at: datetime | None = None) -> None:
    """Keep pictures (JPEG, from ``picture``) with a case and note it in its history. Call inside a transaction."""
    if not pictures:
        return
    with change(case.pk, CITIZEN, at=at) as open_case:
        sums = [_kept(open_case.case, content) for content in pictures]
        open_case.note("add_photos", {"sha256": sums})


def _kept(case: Case, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    Attachment.objects.create(case=case, image=ContentFile(content, name=f"{uuid4().hex}.jpg"), sha256=digest)
    return digest
