"""What the commands over files have in common: two files of JSON lines, ``--strict``, and a sentence at the end."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from routing.batch import Answer, Asked, BatchError, run, summary


class FileCommand(BaseCommand):
    """A command that answers each line of a file; nothing is stored."""

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, metavar="IN.jsonl")
        parser.add_argument("target", type=Path, metavar="OUT.jsonl")
        parser.add_argument("--strict", action="store_true", help="stop before writing if a line cannot be read")

    def answer_file(
        self,
        options: dict[str, Any],
        answer: Callable[[Asked], Answer],
        read: Callable[[bytes], Asked] | None = None,
    ) -> None:
        """Run over the files of ``options`` and tell how it went (``routing.batch.run``). Raises ``CommandError``."""
        try:
            report = run(options["source"], options["target"], answer, strict=options["strict"], read=read)
        except BatchError as error:
            raise CommandError(str(error))
        self.stderr.write(summary(report))
