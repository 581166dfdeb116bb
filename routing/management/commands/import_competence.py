"""``manage.py import_competence RULES.xlsx --dry-run``: rules from a file, and what they change for whom."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.loading.lines import DataError
from agencies.loading.rulebook import COLUMNS
from agencies.loading.sheets import lines_of
from agencies.models import Region
from routing.dispatch.review import told
from routing.dispatch.rulebook import Effect, names_of, take_in

SHOWN = 200


class Command(BaseCommand):
    help = "Bring rules of competence in from CSV or XLSX: all of the file or, with a mistake in it, nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, metavar="RULES.csv|RULES.xlsx")
        parser.add_argument("--region", default=settings.REGION)
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument("--whole", action="store_true", help="rules that are not in the file end")
        parser.add_argument("--from", dest="day", type=date.fromisoformat, help="the day of the change (today)")

    def handle(self, *args: Any, **options: Any) -> None:
        region = Region.objects.filter(code=options["region"]).first()
        if region is None:
            raise CommandError(_("The region “%(code)s” is not loaded.") % {"code": options["region"]})
        day = options["day"] or timezone.now().astimezone(ZoneInfo(region.time_zone)).date()
        source: Path = options["source"]
        try:
            lines = lines_of(source.name, source.read_bytes(), COLUMNS)
            effect = take_in(region, lines, day, whole=options["whole"], for_sure=not options["dry_run"])
        except OSError as error:
            raise CommandError(f"{source}: {error.strerror}") from error
        except DataError as error:
            raise CommandError(str(error)) from error
        self._tell(effect, names_of(region))
        if options["dry_run"]:
            self.stdout.write(_("Nothing was written."))

    def _tell(self, effect: Effect, names: dict[str, str]) -> None:
        brought = effect.brought
        self.stdout.write(
            _("Rules added: %(added)d, changed: %(changed)d, ended: %(ended)d, as they were: %(same)d.")
            % {
                "added": brought.added,
                "changed": brought.changed,
                "ended": brought.ended,
                "same": brought.same,
            }
        )
        self.stdout.write(_("Topics and places with another addressee: %(number)d.") % {"number": len(effect.changes)})
        if not effect.whole:
            self.stdout.write(_("The file touches more topics and places than are looked at: this is a part of them."))
        for one in effect.changes[:SHOWN]:
            subject, place = one.cell.subject, told(one.cell, effect.scope) or "—"
            before, after = (
                ", ".join(names.get(code, code) for code in each) or "—" for each in (one.before, one.after)
            )
            self.stdout.write(f"  {subject.title} · {place}: {before} → {after} ({one.day:%d.%m.%Y})")
