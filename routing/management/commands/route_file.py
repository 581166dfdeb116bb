"""``manage.py route_file IN.jsonl OUT.jsonl``: understand and route a file of appeals; nothing is stored."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from routing.batch import Request
from routing.described import described
from routing.dispatch import CompetenceTable, assign
from routing.dispatch.files import RegionFileError
from routing.dispatch.loading import find_table, region_folder
from routing.management.file_command import FileCommand
from routing.understanding.reader import Reader


class Command(FileCommand):
    help = "Understand and route the appeals of a file, one JSON object a line. Nothing is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--region", default=settings.REGION, help="code of the region")
        parser.add_argument("--models", type=Path, help="folder with another topic model (topics.npz)")
        parser.add_argument("--competence", type=Path, help="file with other learned rules, not the registry's")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            table = self._table(options["region"], options["competence"])
            reader = Reader.load(region_folder(options["region"]), options["models"])
        except FileNotFoundError as error:
            raise CommandError(_("There is no %(path)s.") % {"path": error.filename or error})
        except (RegionFileError, ValueError, OSError) as error:
            raise CommandError(str(error))

        def answer(request: Request) -> dict[str, Any]:
            understanding = reader.read(request.text, request.hints)
            day = localtime(request.hints.created_at).date()
            decision = assign(understanding, table, day, understanding.barred, object_kind=request.hints.object)
            return described(request, understanding, decision)

        self.answer_file(options, answer)

    def _table(self, region: str, competence: Path | None) -> CompetenceTable:
        if competence is not None:
            self.stderr.write(_("Competence: the file %(path)s.") % {"path": competence})
            return CompetenceTable.from_csv(region_folder(region), competence)
        table, stored = find_table(region)
        source = _("Competence: the registry.") if stored else _("Competence: the files of the region.")
        self.stderr.write(source)
        return table
