"""Whether two pictures look the same: a difference hash of 128 bits (dhash), cut into pieces to be found by index."""

from __future__ import annotations

from io import BytesIO

import dhash
from PIL import Image, ImageStat

SIDE = 8
FLAT = 6.0
"""Below this spread of grey a picture (a night, a wall) has no shape, and its hash would be like any other's."""


def fingerprint(content: bytes) -> str:
    """32 hexadecimal digits of a JPEG, or «» for a picture without shape."""
    with Image.open(BytesIO(content)) as image:
        grey = image.convert("L")
        if ImageStat.Stat(grey).stddev[0] < FLAT:
            return ""
        # Handed over as numbers: the library's own way of reading a picture is being removed from Pillow.
        points = list(grey.resize((SIDE + 1, SIDE + 1), Image.Resampling.LANCZOS).tobytes())
    row, column = dhash.dhash_row_col(points, size=SIDE)
    return str(dhash.format_hex(row, column))


def bands(print_: str) -> list[int]:
    """The pieces of a fingerprint. Two that differ in fewer bits than there are pieces share one of them."""
    return [int(print_[at : at + 4], 16) for at in range(0, len(print_), 4)]


def distance(one: str, other: str) -> int:
    """How many of the 128 bits differ."""
    return (int(one or "0", 16) ^ int(other or "0", 16)).bit_count()
