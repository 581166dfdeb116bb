"""Fill a demonstration with invented people's appeals of the last 60 days."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from agencies.models import Official, Region
from routing.demo import seed, stories
from routing.dispatch.loading import region_folder


class Command(BaseCommand):
    """Plays the region's written demonstration through the real services. Does again only what is not there yet."""

    help = "Play the demonstration's appeals through the real services (idempotent)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--region", default=settings.REGION)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demonstration data belong to a demonstration: set DEMO=1.")
        region = Region.objects.filter(code=options["region"]).first()
        if region is None:
            raise CommandError(f"The region is not loaded. Run: manage.py load_region {options['region']}")
        if not Official.objects.filter(post__agency__region=region).exists():
            raise CommandError("There are no officials yet. Run: manage.py make_demo_people")
        written = stories(region_folder(region.code) / "demo")
        plays = seed(region, written, timezone.now())
        bar = tqdm(plays, total=len(written), desc="appeals", disable=not sys.stderr.isatty())
        self.stdout.write(_("Demonstration: appeals added: %(number)d.") % {"number": sum(bar)})
