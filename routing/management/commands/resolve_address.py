"""``manage.py resolve_address IN.jsonl OUT.jsonl``: find the building of each address line; nothing is stored."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from routing.batch import Request
from routing.described import described_place
from routing.dispatch.loading import region_folder
from routing.management.file_command import FileCommand
from routing.understanding.place import PlaceReader
from routing.understanding.reader import clean

LINE_LENGTH = 300
"""A text without line breaks up to this length may be a bare address; anything longer is a free text."""


class Command(FileCommand):
    help = "Find the place named in each line of a file, one JSON object a line. Nothing is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--region", default=settings.REGION, help="code of the region")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            places = PlaceReader.load(region_folder(options["region"]))
        except FileNotFoundError as error:
            raise CommandError(_("There is no %(path)s.") % {"path": error.filename or error})

        def answer(request: Request) -> dict[str, Any]:
            line = clean(request.text or request.hints.address)
            short = len(line) <= LINE_LENGTH and "\n" not in line.strip()
            place = places.resolve(line, request.hints) if short else None
            if place is None:
                place = places.read(line, request.hints)
            return {"id": request.id, "place": described_place(place)}

        self.answer_file(options, answer)
