"""From a template and data to PDF/A-2b (ISO 19005-2): offline, fonts embedded, the same bytes for the same data."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).resolve().parent
STANDARD = "a-2b"
COMPILE: Any = typst.compile
LONGEST_WORD = 60
"""A longer run without spaces gets places to break, or it would leave the page."""

PRINTABLE = re.compile(
    r"[\t\n -~\u00a0-\u017f\u0400-\u045f\u0490\u0491\u2010-\u2027\u2030-\u203a\u20ac\u20bd\u2116\u2212]"
)
"""What the embedded font has: Latin, Cyrillic, punctuation, signs of money and number. Others cannot stand in PDF/A."""


def pdf(template: str, data: dict[str, Any], at: datetime) -> bytes:
    """The document of ``template`` («letter», «record») as PDF/A-2b. ``data``: JSON values; any text is allowed."""
    made: bytes = COMPILE(str(TEMPLATES / f"{template}.typ"), format="pdf", pdf_standards=STANDARD, **_given(data, at))
    return made


def pictures(template: str, data: dict[str, Any], at: datetime) -> list[bytes]:
    """The same document as one PNG a page, to look at."""
    drawn = COMPILE(str(TEMPLATES / f"{template}.typ"), format="png", ppi=80, **_given(data, at))
    return drawn if isinstance(drawn, list) else [drawn]


def _given(data: dict[str, Any], at: datetime) -> dict[str, Any]:
    return {
        "root": str(TEMPLATES),
        "font_paths": [],
        "ignore_system_fonts": True,
        "timestamp": int(at.timestamp()),
        "sys_inputs": {"data": json.dumps(printable(data), ensure_ascii=False)},
    }


def printable(value: Any) -> Any:
    """The same data with every string made of characters the font has; «□» stands for what it has not."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return {key: printable(each) for key, each in value.items()}
    return [printable(each) for each in value] if isinstance(value, list | tuple) else value


def _text(words: str) -> str:
    plain = unicodedata.normalize("NFC", words).replace("\u200b", "")
    shown = "".join(_sign(sign) for sign in plain)
    return re.sub(rf"\S{{{LONGEST_WORD}}}", lambda run: run[0] + "\u200b", shown)


def _sign(sign: str) -> str:
    if PRINTABLE.match(sign):
        return sign
    if unicodedata.category(sign) in {"Cf", "Cc", "Mn", "Me", "Cs", "Co", "Cn"}:
        return ""
    simpler = unicodedata.normalize("NFKC", sign)
    return simpler if all(map(PRINTABLE.match, simpler)) else "□"
