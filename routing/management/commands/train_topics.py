"""``manage.py train_topics``: learn the region's topic model from published appeals and write it with its card."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from routing.dispatch.loading import region_folder
from routing.understanding.reader import MODELS, TOPIC_MODEL


class Command(BaseCommand):
    help = "Learn the topic model of a region and write topics.npz with its card.md."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--region", default=settings.REGION, help="code of the region")
        parser.add_argument("--portal", type=Path, required=True, help="appeals with the region's topics, CSV")
        parser.add_argument("--groups", type=Path, help="appeals of another region with groups of topics, CSV")
        parser.add_argument("--share", type=float, default=1.0, help="learn from the earlier part only, 0 < share <= 1")
        parser.add_argument("--out", type=Path, help="folder to write to; the region's own models if missing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            # Training alone needs scipy, which a running portal does not install.
            from routing.learning.card import card  # noqa: PLC0415
            from routing.learning.training import Sources, train  # noqa: PLC0415
        except ImportError as error:
            raise CommandError(
                _("Training needs the package %(name)s: install requirements-dev.lock.") % {"name": error.name}
            )
        if not 0 < options["share"] <= 1:
            raise CommandError(_("The share must be above 0 and at most 1."))
        region = region_folder(options["region"])
        folder = options["out"] or region / MODELS
        sources = Sources(region.parent.parent / "classifier", region, options["portal"], options["groups"])
        try:
            report = train(sources, folder / TOPIC_MODEL, options["share"])
        except FileNotFoundError as error:
            raise CommandError(_("There is no %(path)s.") % {"path": error.filename or error})
        except (KeyError, ValueError, OSError) as error:
            raise CommandError(str(error))
        text = card(report)
        (folder / "card.md").write_text(text, encoding="utf-8")
        self.stdout.write(text)
