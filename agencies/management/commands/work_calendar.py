"""``manage.py work_calendar``: bring the production calendar in, take it out, or build a year from ``holidays``."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.loading import calendar
from agencies.loading.lines import DataError
from agencies.models import Region


class Command(BaseCommand):
    """Years named in the file become as the file says; other years stay."""

    help = "Import, export, build or check the work calendar."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        taken = verbs.add_parser("import", help="bring in a CSV file with the columns date, kind, note")
        taken.add_argument("file", type=Path)
        built = verbs.add_parser("build", help="take years from the package holidays")
        built.add_argument("years", type=int, nargs="+")
        for verb in (taken, built):
            verb.add_argument("--region", default="", help="the region's own days instead of the country's")
            verb.add_argument("--dry-run", action="store_true", help="only say what would change")
        given = verbs.add_parser("export", help="write the days as CSV to the standard output")
        given.add_argument("years", type=int, nargs="+")
        given.add_argument("--region", default="")
        verbs.add_parser("check", help="fail when this or the next year is missing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            {"import": self._import, "build": self._build, "export": self._export, "check": self._check}[
                options["verb"]
            ](options)
        except DataError as error:
            raise CommandError(_("%(error)s. Nothing has been changed.") % {"error": str(error).rstrip(".")}) from error

    def _import(self, options: dict[str, Any]) -> None:
        self._bring(calendar.read(options["file"]), options)

    def _build(self, options: dict[str, Any]) -> None:
        try:
            days = import_module("agencies.classifier.build_calendar").days
        except ImportError as error:
            raise CommandError(_("Install the package «holidays» first, or import a file.")) from error
        first, last = min(options["years"]), max(options["years"])
        self._bring([row for row in days(first, last) if row[0].year in options["years"]], options)

    def _bring(self, days: list[calendar.Day], options: dict[str, Any]) -> None:
        found = calendar.bring_in(days, _region(options["region"]), dry_run=options["dry_run"])
        for mark, rows in (("+", found.added), ("~", found.changed), ("-", found.removed)):
            for day, kind, note in rows:
                self.stdout.write(f"{mark} {day:%d.%m.%Y} {kind} {note}".rstrip())
        self.stdout.write(
            _("Days added: %(added)d, changed: %(changed)d, removed: %(removed)d.")
            % {"added": len(found.added), "changed": len(found.changed), "removed": len(found.removed)}
        )
        if options["dry_run"]:
            self.stdout.write(_("This was a trial: nothing has been changed."))

    def _export(self, options: dict[str, Any]) -> None:
        first, last = min(options["years"]), max(options["years"])
        self.stdout.write(calendar.exported(_region(options["region"]), first, last), ending="")

    def _check(self, options: dict[str, Any]) -> None:
        today: date = timezone.localdate()
        missing = calendar.years_missing((today.year, today.year + 1))
        if missing:
            raise CommandError(
                _("The work calendar has no days of %(years)s: deadlines there are provisional.")
                % {"years": ", ".join(map(str, missing))}
            )
        self.stdout.write(_("The work calendar of this and the next year is loaded."))


def _region(code: str) -> Region | None:
    if not code:
        return None
    region = Region.objects.filter(code=code).first()
    if region is None:
        raise CommandError(_("there is no region «%(code)s»") % {"code": code})
    return region
