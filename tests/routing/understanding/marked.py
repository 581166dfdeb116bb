"""Lines of invented texts with passages marked in place: «Звоните {phone|8 900 000-00-00}»."""

import re
from collections.abc import Iterator
from pathlib import Path

_MARK = re.compile(r"\{(\w+)\|([^}]*)\}")


def marked_lines(path: Path) -> Iterator[tuple[str, list[tuple[str, tuple[int, int]]]]]:
    """(text without marks, [(code, span)]) of each line; lines that begin with «#» are remarks."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield unmarked(line)


def unmarked(line: str) -> tuple[str, list[tuple[str, tuple[int, int]]]]:
    """One line without its marks, and what they marked."""
    text, at, found = "", 0, []
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        found.append((match[1], (len(text), len(text) + len(match[2]))))
        text += match[2]
        at = match.end()
    return text + line[at:], found
