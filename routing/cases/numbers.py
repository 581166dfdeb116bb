"""Numbers people can say aloud, and secret links that are not kept anywhere.

The check digit is Damm's (H. M. Damm, Total anti-symmetrische Quasigruppen, Marburg 2004): it finds every single wrong
digit and every swap of neighbours.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from itertools import chain

from django.conf import settings
from django.utils.encoding import force_bytes

DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
PATTERN = re.compile(r"(\d{4})\D*(\d{6,})\D*(\d)$")


def check_digit(digits: str) -> int:
    """Damm's check digit of a string of decimal digits."""
    interim = 0
    for digit in digits:
        interim = DAMM[interim][int(digit)]
    return interim


def case_number(year: int, serial: int) -> str:
    """«2026-000123-7»: year, serial number within it, check digit."""
    return f"{year}-{serial:06d}-{check_digit(f'{year}{serial:06d}')}"


def parse_number(text: str) -> str | None:
    """The number as it is written in the register, or ``None`` when the text is no number or its check digit is wrong.

    Spaces, dashes and their absence do not matter: «2026 000123 7» is read too.
    """
    found = PATTERN.search(text.strip())
    if not found:
        return None
    number = case_number(int(found[1]), int(found[2]))
    return number if number.endswith(found[3]) and len(found[2]) == len(number.split("-")[1]) else None


def secret_of(number: str, nonce: str, key: str | bytes | None = None) -> str:
    """The secret part of a case's link: 26 letters and digits (128 bits), derived and never stored.

    A copy of the database alone opens no case.
    """
    digest = hmac.new(force_bytes(key or settings.SECRET_KEY), f"case-link:{number}:{nonce}".encode(), hashlib.sha256)
    return base64.b32encode(digest.digest()[:16]).decode().rstrip("=").lower()


def secret_fits(secret: str, number: str, nonce: str) -> bool:
    """Whether a link's secret belongs to the case; links made under an earlier key stay good while it is listed."""
    keys = chain([settings.SECRET_KEY], settings.SECRET_KEY_FALLBACKS)
    given = secret.lower().encode()
    return any(hmac.compare_digest(secret_of(number, nonce, key).encode(), given) for key in keys)
