"""What a person typed, made clean."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)


def cleaned(text: str) -> str:
    """The text without control and direction marks, with Unix line ends, composed (NFC)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = "".join(char for char in lines if not "\ud800" <= char <= "\udfff")
    return unicodedata.normalize("NFC", INVISIBLE.sub("", lines)).strip()
