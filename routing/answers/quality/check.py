"""The door of the gate: a draft, its appeal and the facts of the case in; a score, hard stops and remarks out."""

from __future__ import annotations

from collections import Counter

from .claims import find_false_claims
from .clones import MANY
from .explain import HARD_STOPS, sentence
from .features import measure, read
from .foreign import find_foreign_data
from .names import find_wrong_names
from .placeholders import find_placeholders
from .reading import clean
from .remarks import find_remarks
from .scoring import score
from .types import CaseFacts, Finding, Span, Verdict

READ = 200_000
"""Nothing is looked for farther than this: such a draft is refused by the form long before."""

SHOWN = 60

GIVEN_BY_FRAME = ("salutation", "contact", "right", "own_place")
"""Features that the letter around a body supplies whatever the body says."""


def check_answer(draft: str, appeal: str, case: CaseFacts, copies: int = 0, *, framed: bool = False) -> Verdict:
    """Judge a draft. Never raises for any text.

    ``copies``: how many other answers say the same (``Known.copies``). ``framed``: the draft is the body alone, and a
    letter with salutation, the question, contact and the right to object will stand around it: these count as given,
    and nothing in them makes an empty body look better. See ``docs/answers.md``.
    """
    text, asked = clean(draft[:READ]), clean(appeal[:READ])
    reading = read(text, asked, case)
    features = measure(reading)
    if framed:
        features.values.update(dict.fromkeys(GIVEN_BY_FRAME, 1.0))
    stops: list[tuple[str, Span]] = [("placeholder", span) for span in find_placeholders(text)]
    stops += find_wrong_names(text, case)
    stops += find_foreign_data(text, asked, case)
    stops += find_false_claims(reading, asked)
    findings = [_finding(code, span, text[span[0] : span[1]], case) for code, span in stops]
    findings += [_finding(code, span, words, case) for code, span, words in find_remarks(reading, features)]
    if copies >= MANY:
        findings.append(Finding("template", None, sentence("template", count=copies)))
    counted = Counter(finding.code for finding in findings)
    points = score(features.values, counted) if reading.deeds else 0
    return Verdict(points, any(finding.code in HARD_STOPS for finding in findings), tuple(findings))


def _finding(code: str, span: Span | None, words: str, case: CaseFacts) -> Finding:
    shown = " ".join(words.split())
    shown = shown if len(shown) <= SHOWN * 2 else shown[: SHOWN * 2 - 1].rstrip() + "…"
    return Finding(code, span, sentence(code, words=shown, name=case.citizen_name, place=case.address))
