"""Files of appeals, one JSON object a line: read, answer each line in order, write the whole result or nothing."""

from __future__ import annotations

import json
import logging
import math
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, TypeVar

from django.utils.timezone import get_current_timezone, is_naive
from django.utils.translation import gettext as _
from tqdm import tqdm

from routing.understanding.types import Hints

logger = logging.getLogger(__name__)

Answer = dict[str, Any]
Asked = TypeVar("Asked")
Parsed = TypeVar("Parsed")


class BatchError(Exception):
    """The run cannot start or finish; the message is a sentence for the person who started it."""


class LineError(ValueError):
    """One line cannot be read; the message says why. ``id`` is the line's own identifier where that could be read."""

    id: Any = None


@dataclass(frozen=True, slots=True)
class Request:
    """One line of the input: ``id`` as given (any JSON value), the text, and what the form knew besides."""

    id: Any
    text: str
    hints: Hints


@dataclass(frozen=True, slots=True)
class Report:
    """How a run went: lines answered, and numbers of the lines that could not be."""

    lines: int
    broken: tuple[int, ...]


def run(
    source: Path,
    target: Path,
    answer: Callable[[Asked], Answer],
    *,
    strict: bool = False,
    read: Callable[[bytes], Asked] | None = None,
) -> Report:
    """Answer each line of ``source`` and write one object a line to ``target``, in the same order.

    ``read`` makes of a line what ``answer`` takes: a ``Request`` unless said otherwise. A broken line gets
    ``{"id", "line", "error"}`` instead of an answer; with ``strict`` it stops the run before anything is written.
    Blank lines are not lines of data. Raises ``BatchError`` with a sentence.
    """
    reads: Callable[[bytes], Any] = read or parse
    total = _check(source, target)
    if strict:
        _check_lines(source, reads)
    broken: list[int] = []
    count = 0
    with _whole(target) as stream:
        for number, line in tqdm(_lines(source), total=total, unit=" lines", desc=source.name):
            found, failed = _answer(number, line, reads, answer)
            stream.write(json.dumps(found, ensure_ascii=False, allow_nan=False) + "\n")
            count += 1
            if failed:
                broken.append(number)
    return Report(count, tuple(broken))


def _check_lines(source: Path, read: Callable[[bytes], Any]) -> None:
    for number, line in _lines(source):
        try:
            read(line)
        except LineError as error:
            raise BatchError(_("Line %(line)d: %(error)s Nothing was written.") % {"line": number, "error": error})


@contextmanager
def _whole(target: Path) -> Iterator[IO[str]]:
    """A stream whose content becomes the file ``target`` at the end, or nothing does. Raises ``BatchError``."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=target.parent, prefix=f".{target.name}.", suffix=".part", delete=False
        ) as stream:
            part = Path(stream.name)
            try:
                yield stream
                stream.close()
                part.chmod(0o644)
                part.replace(target)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise BatchError(_("Cannot write %(path)s: %(error)s") % {"path": target, "error": error.strerror or error})


def parse(line: bytes) -> Request:
    """The request of one line. Raises ``LineError`` with a sentence."""
    return read_object(line, _request)


def read_object(line: bytes, build: Callable[[dict[str, Any]], Parsed]) -> Parsed:
    """What ``build`` makes of the object of one line; its ``LineError`` gets the line's own identifier."""
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise LineError(_("this is not UTF-8 text."))
    except (json.JSONDecodeError, RecursionError):
        raise LineError(_("this is not a JSON object."))
    if not isinstance(fields, dict):
        raise LineError(_("this is not a JSON object."))
    try:
        return build(fields)
    except LineError as error:
        error.id = fields.get("id")
        raise


def _request(fields: dict[str, Any]) -> Request:
    hints = Hints(
        lat=_degrees(fields, "lat", 90),
        lon=_degrees(fields, "lon", 180),
        address=as_text(fields, "address"),
        building_id=_number(fields.get("building_id")),
        created_at=_moment(fields),
        object=as_text(fields, "object"),
    )
    if "text" not in fields and not hints.address:
        raise LineError(_("there is no field “text”."))
    return Request(fields.get("id"), as_text(fields, "text"), hints)


def summary(report: Report) -> str:
    """What to tell at the end of a run."""
    done = _("%(count)d lines answered.") % {"count": report.lines - len(report.broken)}
    if not report.broken:
        return done
    shown = ", ".join(map(str, report.broken[:10])) + ("…" if len(report.broken) > 10 else "")
    bad = _("%(count)d lines could not be read (%(lines)s): each has an “error” in the result.")
    return done + " " + bad % {"count": len(report.broken), "lines": shown}


def _check(source: Path, target: Path) -> int:
    if not source.is_file():
        raise BatchError(_("There is no file %(path)s.") % {"path": source})
    if target.exists() and source.samefile(target):
        raise BatchError(_("The result cannot replace the file it is made from: %(path)s.") % {"path": source})
    if target.is_dir() or not target.parent.is_dir():
        raise BatchError(_("Cannot write %(path)s: there is no such folder.") % {"path": target})
    total = sum(1 for _line in _lines(source))
    if not total:
        raise BatchError(_("The file %(path)s is empty.") % {"path": source})
    return total


def _lines(source: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with source.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise BatchError(_("Cannot read %(path)s: %(error)s") % {"path": source, "error": error.strerror or error})


def _answer(
    number: int, line: bytes, read: Callable[[bytes], Any], answer: Callable[[Any], Answer]
) -> tuple[Answer, bool]:
    try:
        request = read(line)
    except LineError as error:
        return {"id": error.id, "line": number, "error": str(error)}, True
    try:
        return answer(request), False
    except Exception as error:
        # One appeal that meets a fault of ours must not cost an authority the night's run over its archive. The
        # traceback may quote the appeal, so only the place of the fault is logged.
        fault = traceback.extract_tb(error.__traceback__)[-1]
        logger.error("Line %d: %s at %s:%s", number, type(error).__name__, Path(fault.filename).name, fault.lineno)
        return {
            "id": getattr(request, "id", None),
            "line": number,
            "error": _("this line could not be processed."),
        }, True


def as_text(fields: dict[str, Any], name: str) -> str:
    """A field that holds text, empty when it is missing. Raises ``LineError``."""
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise LineError(_("the field “%(name)s” is not a text.") % {"name": name})
    return value


def _degrees(fields: dict[str, Any], name: str, limit: float) -> float | None:
    value = fields.get(name)
    if value is None or value == "":
        return None
    try:
        degrees = float(value)
    except (TypeError, ValueError):
        raise LineError(_("the field “%(name)s” is not a number.") % {"name": name})
    if not math.isfinite(degrees) or abs(degrees) > limit:
        raise LineError(_("the field “%(name)s” is out of range.") % {"name": name})
    return degrees


def _number(value: Any) -> str:
    """An identifier as text: 140298, 140298.0 and «140298.0» are one building."""
    text = "" if value is None else str(value).strip()
    return text.removesuffix(".0")


def _moment(fields: dict[str, Any]) -> datetime | None:
    value = fields.get("created_at")
    if value is None or value == "":
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise LineError(_("the field “%(name)s” is not a date and time.") % {"name": "created_at"})
    return moment.replace(tzinfo=get_current_timezone()) if is_naive(moment) else moment
