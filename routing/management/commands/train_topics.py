"""``manage.py train_topics``: learn a region's topic model anew, and put it in use if it is no worse than the last."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from routing.dispatch.loading import region_folder
from routing.understanding.reader import MODELS

if TYPE_CHECKING:
    from routing.learning.comparing import Change
    from routing.learning.corpus import Answers, Example
    from routing.learning.training import Learned, Sources

WORSE = 3
"""Exit code when the model in use stays because the new one is worse."""


class Command(BaseCommand):
    help = (
        "Learn the topic model of a region from its labelled appeals, the decisions of people and written examples, "
        "compare it with the model in use and put it in its place with its card. --rollback takes the last step back."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--region", default=settings.REGION, help="code of the region")
        parser.add_argument("--portal", type=Path, help="labelled appeals of the region, CSV; see docs/topics.md")
        parser.add_argument("--groups", type=Path, help="appeals of another region with groups of topics, CSV")
        parser.add_argument("--share", type=float, default=1.0, help="learn from the earlier part only, 0 < share <= 1")
        parser.add_argument("--out", type=Path, help="folder to write to; the region's own models if missing")
        parser.add_argument("--force", action="store_true", help="put the new model in use even if it is worse")
        parser.add_argument("--rollback", action="store_true", help="put the model before the present one in use again")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            # Training alone needs scipy, which a running portal does not install.
            from routing.learning import shelf  # noqa: PLC0415
            from routing.learning.corpus import Answers  # noqa: PLC0415
            from routing.learning.training import Sources, learn  # noqa: PLC0415
        except ImportError as error:
            raise CommandError(
                _("Training needs the package %(name)s: install requirements-dev.lock.") % {"name": error.name}
            )
        if not 0 < options["share"] <= 1:
            raise CommandError(_("The share must be above 0 and at most 1."))
        try:
            region = region_folder(options["region"])
            folder = options["out"] or region / MODELS
            if options["rollback"]:
                shelf.roll_back(folder)
                self.stdout.write(_("The model before is in use again; a running server reads with it from now on."))
                return
            answers = Answers.read(region.parent.parent / "classifier", region)
            portal, groups = (_file(options, name) for name in ("portal", "groups"))
            corrections = self._corrections(options["region"], answers) if options["share"] == 1 else ()
            sources = Sources(region.parent.parent / "classifier", region, portal, groups, corrections)
            learned = learn(sources, options["share"])
            self._put(learned, answers, sources, folder, options["force"])
        except shelf.NothingBefore as error:
            raise CommandError(_("There is no earlier model in %(path)s.") % {"path": error})
        except FileNotFoundError as error:
            raise CommandError(_("There is no %(path)s.") % {"path": error.filename or error})
        except (KeyError, ValueError, OSError) as error:
            raise CommandError(str(error))

    def _corrections(self, region: str, answers: Answers) -> tuple[Example, ...]:
        from routing.learning.corrections import read_corrections  # noqa: PLC0415

        try:
            found = tuple(read_corrections(region, answers))
        except DatabaseError:
            # A bare clone has no tables: then there is nothing that people have decided.
            self.stderr.write(_("There is no database with cases: learning without the decisions of people."))
            return ()
        text = ngettext("Decisions of people: %(count)d case.", "Decisions of people: %(count)d cases.", len(found))
        self.stderr.write(text % {"count": len(found)})
        return found

    def _put(self, learned: Learned, answers: Answers, sources: Sources, folder: Path, force: bool) -> None:
        from routing.learning import shelf  # noqa: PLC0415
        from routing.learning.card import card  # noqa: PLC0415
        from routing.learning.packing import write  # noqa: PLC0415

        changes = self._compared(learned, answers, folder, force)
        with shelf.staged(folder) as made:
            size = write(learned.arrays, made / shelf.MODEL)
            learned.verdicts.write(made / shelf.MEASURED, made / shelf.MODEL)
            text = card(learned, answers, size, changes)
            (made / shelf.CARD).write_text(text, encoding="utf-8")
        self.stdout.write(text)
        self.stdout.write(_("In use: %(path)s. A running server reads with it from now on.") % {"path": folder})

    def _compared(self, learned: Learned, answers: Answers, folder: Path, force: bool) -> list[Change]:
        """The new model against the one in use. Raises ``CommandError`` when it is worse or cannot be compared."""
        from routing.learning import shelf  # noqa: PLC0415
        from routing.learning.comparing import Verdicts, compare  # noqa: PLC0415

        old = folder / shelf.MODEL
        if not old.exists():
            return []
        try:
            kept = Verdicts.read(folder / shelf.MEASURED, old)
            changes = compare(old, kept, learned.verdicts, learned.tested, answers)
        except (KeyError, ValueError) as error:
            if not force:
                raise CommandError(
                    _("The model in use cannot be read (%(error)s). --force replaces it.") % {"error": error}
                )
            return []
        if not changes and not force:
            raise CommandError(
                _(
                    "Too few appeals are new to both models, so they cannot be compared fairly. Nothing was changed; "
                    "--force replaces the model all the same."
                )
            )
        worse = [change for change in changes if change.worse]
        if worse and not force:
            raise CommandError(_refusal(worse[0]), returncode=WORSE)
        return changes


def _refusal(change: Change) -> str:
    return _(
        "The new model is worse, so the one in use stays: with %(known)s known, the first topic was right in "
        "%(before)s before and in %(after)s now, on the same %(count)d appeals (difference %(low)s to %(high)s). "
        "Nothing was changed; --force replaces it all the same."
    ) % {
        "known": change.name,
        "before": f"{change.before:.3f}",
        "after": f"{change.after:.3f}",
        "count": change.count,
        "low": f"{change.interval[0]:+.3f}",
        "high": f"{change.interval[1]:+.3f}",
    }


def _file(options: dict[str, Any], name: str) -> Path | None:
    """The file named, or the one kept for the region in ``var/learning/<code>/``."""
    if options[name]:
        return Path(options[name])
    kept = Path(settings.BASE_DIR) / "var" / "learning" / options["region"]
    for ending in (".csv.gz", ".csv"):
        found = kept / f"{name}{ending}"
        if found.exists():
            return found
    return None
