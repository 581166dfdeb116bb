"""Invented photos of works for the demonstration: drawn, each unlike all others, with day and place in the file."""

from __future__ import annotations

import random
from datetime import datetime
from io import BytesIO

from PIL import ExifTags, Image, ImageDraw

SIDE = (480, 360)
BLOCKS = (12, 9)


def drawn(key: str, taken: datetime, lat: float | None, lon: float | None) -> BytesIO:
    """A JPEG of a scene drawn from ``key``; ``taken`` is local time, the place may be unknown."""
    chance = random.Random(key)  # nosec B311
    # Large blocks of light and shade make the likeness hashes of two keys differ in about half of their bits.
    small = Image.new("RGB", BLOCKS)
    small.putdata([tuple(chance.randrange(30, 226) for _band in range(3)) for _block in range(BLOCKS[0] * BLOCKS[1])])
    image = small.resize(SIDE, Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(image)
    for _thing in range(6):
        x, y = chance.randrange(SIDE[0]), chance.randrange(SIDE[1])
        shape = (x, y, x + chance.randrange(40, 160), y + chance.randrange(30, 120))
        pen.rectangle(shape, fill=tuple(chance.randrange(256) for _band in range(3)))
    pen.text((10, SIDE[1] - 22), "DEMO", fill=(255, 255, 255), stroke_width=2, stroke_fill=(0, 0, 0))
    written = BytesIO()
    image.save(written, "JPEG", quality=80, exif=_exif(taken, lat, lon))
    written.seek(0)
    return written


def _exif(taken: datetime, lat: float | None, lon: float | None) -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken.strftime("%Y:%m:%d %H:%M:%S")
    if lat is not None and lon is not None:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = ("S" if lat < 0 else "N"), _parts(lat)
        gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = ("W" if lon < 0 else "E"), _parts(lon)
    return exif


def _parts(degrees: float) -> tuple[float, float, float]:
    """Degrees, minutes and seconds."""
    whole, rest = divmod(abs(degrees), 1)
    minutes, rest = divmod(rest * 60, 1)
    return (whole, minutes, round(rest * 60, 2))
