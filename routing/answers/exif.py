"""When and where a photo was taken, as its file says. Anything odd counts as not said."""

from __future__ import annotations

from datetime import datetime
from typing import IO, Any

from PIL import ExifTags, Image

TAKEN = ExifTags.Base.DateTimeOriginal


def shot(file: IO[bytes]) -> tuple[datetime | None, tuple[float, float] | None]:
    """(local time without zone, (latitude, longitude)); ``None`` for what is missing. Never raises for any file."""
    try:
        file.seek(0)
        with Image.open(file) as image:
            exif = image.getexif()
            return _time(exif), _place(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except Exception:
        # Damaged EXIF raises whatever it likes, and it is only a hint.
        return None, None


def _time(exif: Any) -> datetime | None:
    said = exif.get_ifd(ExifTags.IFD.Exif).get(TAKEN) or exif.get(ExifTags.Base.DateTime)
    try:
        return datetime.strptime(str(said), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        return None


def _place(gps: Any) -> tuple[float, float] | None:
    try:
        lat = _degrees(gps[ExifTags.GPS.GPSLatitude], str(gps[ExifTags.GPS.GPSLatitudeRef]) == "S")
        lon = _degrees(gps[ExifTags.GPS.GPSLongitude], str(gps[ExifTags.GPS.GPSLongitudeRef]) == "W")
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    known = abs(lat) <= 90 and abs(lon) <= 180 and (lat, lon) != (0.0, 0.0)
    return (lat, lon) if known else None


def _degrees(parts: Any, negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if negative else value
