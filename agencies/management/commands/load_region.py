"""``manage.py load_region spb``: load a region's files into the registry."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from agencies.loading.lines import DataError
from agencies.loading.merge import Progress
from agencies.loading.region import REGIONS, load


class Command(BaseCommand):
    """Loads the classifier, the calendar, the legal terms and everything of the region, in one transaction."""

    help = "Load a region's files into the registry; does nothing when they have not changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="name of a folder in agencies/regions, or the path of one")
        parser.add_argument("--force", action="store_true", help="load although the files have not changed")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(options["code"]) if "/" in options["code"] else REGIONS / options["code"]
        started = time.monotonic()
        with ExitStack() as stack:

            def bar(total: int) -> Progress:
                shown = tqdm(total=total, desc=folder.name, unit="row", disable=options["verbosity"] == 0)
                return stack.enter_context(shown).update

            try:
                report = load(folder, force=options["force"], bar=bar)
            except DataError as error:
                raise CommandError(
                    _("%(error)s. Nothing has been changed.") % {"error": str(error).rstrip(".")}
                ) from error
        if options["verbosity"] == 0:
            return
        if not report.loaded:
            self.stdout.write(_("Region %(code)s is up to date.") % {"code": folder.name})
            return
        for table in report.tables:
            self.stdout.write(f"{table.total:>7} {table.table}: +{table.created} ~{table.changed} -{table.removed}")
        for note in report.notes:
            self.stderr.write(note)
        seconds = time.monotonic() - started
        self.stdout.write(
            _("Region %(code)s is loaded in %(seconds).1f s.") % {"code": folder.name, "seconds": seconds}
        )
