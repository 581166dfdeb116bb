"""``manage.py check_answers IN.jsonl OUT.jsonl``: score a file of draft answers; nothing is stored."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from routing.answers.quality import CaseFacts, Known, Verdict, case_facts, check_answer
from routing.batch import as_text, read_object
from routing.management.file_command import FileCommand


@dataclass(frozen=True, slots=True)
class Draft:
    """One line of the input: ``id`` as given, the appeal, the draft and the facts of the case."""

    id: Any
    appeal: str
    answer: str
    case: CaseFacts


class Command(FileCommand):
    help = "Score draft answers of a file, one JSON object a line. Nothing is stored."

    def handle(self, *args: Any, **options: Any) -> None:
        known = _known(options["source"])

        def answer(draft: Draft) -> dict[str, Any]:
            copies = known.copies(draft.answer) - 1
            return described(draft, check_answer(draft.answer, draft.appeal, draft.case, copies))

        self.answer_file(options, answer, parse)


def parse(line: bytes) -> Draft:
    """The draft of one line; fields that are missing count as unknown. Raises ``LineError``."""
    return read_object(
        line,
        lambda fields: Draft(
            fields.get("id"), as_text(fields, "appeal"), as_text(fields, "answer"), case_facts(fields.get("case"))
        ),
    )


def described(draft: Draft, verdict: Verdict) -> dict[str, Any]:
    """The object of the output; a remark on the whole draft has no span."""
    return {
        "id": draft.id,
        "score": verdict.score,
        "blocked": verdict.blocked,
        "findings": [
            {"code": each.code, "span": list(each.span) if each.span else None, "sentence": each.sentence}
            for each in verdict.findings
        ],
    }


def _known(source: Path) -> Known:
    """Sketches of every answer of the file, to tell copies; lines that cannot be read are left to the run."""
    known = Known()
    try:
        with source.open("rb") as stream:
            for line in stream:
                try:
                    known.add(json.loads(line)["answer"])
                except (ValueError, TypeError, KeyError, RecursionError, AttributeError):
                    continue
    except OSError:
        pass
    return known
