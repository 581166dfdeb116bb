"""The folder of a model: the files in use, the ones before them, and how one takes the other's place.

Every file is written whole under another name first and then takes its place in one step, the model itself last, so a
reader never sees half a model. What stands beside it names the model it belongs to and is ignored for any other.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from routing.understanding.topics.model import CALIBRATION

MODEL = "topics.npz"
CARD = "card.md"
MEASURED = "measured.npz"
FILES = (CALIBRATION, MEASURED, CARD, MODEL)
"""In the order in which they take their places."""

PREVIOUS = "previous"


class NothingBefore(LookupError):
    """There is no earlier model to go back to."""


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A folder to write the new files to. They take their places when all is well, and vanish when it is not."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as made:
        yield Path(made)
        if (folder / MODEL).exists():
            _keep(folder)
        _place(Path(made), folder)


def roll_back(folder: Path) -> None:
    """The earlier model takes the place of the present one, which becomes the earlier: twice is as nothing.

    Raises ``NothingBefore`` when there is none.
    """
    before = folder / PREVIOUS
    if not (before / MODEL).exists():
        raise NothingBefore(str(before))
    with tempfile.TemporaryDirectory(dir=folder, prefix=".back-") as made:
        for name in FILES:
            if (before / name).exists():
                shutil.copy2(before / name, Path(made) / name)
        _keep(folder)
        _place(Path(made), folder)


def _keep(folder: Path) -> None:
    """The present files become the previous ones; the model in use stays where it is until another takes its place."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".old-") as made:
        for name in FILES:
            if (folder / name).exists():
                shutil.copy2(folder / name, Path(made) / name)
        _place(Path(made), folder / PREVIOUS)


def _place(made: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        new = made / name
        if new.exists():
            with new.open("rb") as stream:
                os.fsync(stream.fileno())
            # A server on another account reads it too; temporary folders are private.
            new.chmod(0o644)
            new.replace(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)
