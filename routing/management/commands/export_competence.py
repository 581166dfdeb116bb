"""``manage.py export_competence RULES.csv``: the rules of a region as a file to edit."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from agencies.loading.rulebook import WIDTHS, codes, exported
from agencies.loading.sheets import to_csv, to_xlsx
from agencies.models import Region


class Command(BaseCommand):
    help = "Write the rules of competence as CSV or, by the file's name, as XLSX."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", type=Path, metavar="RULES.csv|RULES.xlsx")
        parser.add_argument("--region", default=settings.REGION)
        parser.add_argument("--on", type=date.fromisoformat, help="only rules in force on this day or later")

    def handle(self, *args: Any, **options: Any) -> None:
        region = Region.objects.filter(code=options["region"]).first()
        if region is None:
            raise CommandError(_("The region “%(code)s” is not loaded.") % {"code": options["region"]})
        target: Path = options["target"]
        rows = list(exported(region, options["on"]))
        as_xlsx = target.suffix.lower() == ".xlsx"
        try:
            target.write_bytes(to_xlsx(_("Rules"), rows, WIDTHS, codes(region)) if as_xlsx else to_csv(rows, ","))
        except OSError as error:
            raise CommandError(f"{target}: {error.strerror}") from error
        self.stdout.write(_("Rules written: %(number)d.") % {"number": len(rows) - 1})
