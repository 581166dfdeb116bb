"""The card of a topic model: what it learned from, how good it is, what it must not be trusted with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np

from routing.learning.comparing import Change
from routing.learning.corpus import Answers
from routing.learning.figures import Figures
from routing.learning.training import HELD_OUT, Learned

ENOUGH = 10
"""A topic with fewer texts among the measured ones gets no line of its own."""

WEAKEST = 5

_TEXT = """# Topic model {version}

Written by `manage.py train_topics`; do not edit. How it works and what else was tried: `docs/topics.md`.

**What it does.** Text, place and, if the citizen told it, the kind of object → the three likeliest topics with
calibrated probabilities and the words that spoke for the first. Multinomial logistic regression over hashed words,
pairs of words and pieces of words, the distance to the nearest house, the district and the object, with the mean of
three small networks over a projection of the same as a second opinion; one `npz` of {size:.1f} MB without pickle.
Blend of the two, and how far topics from outside the region's own are stretched: {blend}.
Sureness, as shift and slope of the log-odds of the first topic: {sureness}.

**Learned from** {days}, and texts written for the product:

| source | texts |
|---|---|
{sources}

{corrections}**Measured** on {split}, without texts that occur earlier, by a model
that had not seen them; in brackets where 95 of 100 samples of these texts lie. Blend and sureness were fitted on these
texts, so the calibration error is a little kind. After that the shipped weights were learned from everything.

| what was known | texts | first topic right | among three | category right | calibration error | surer half right |
|---|---|---|---|---|---|---|
{figures}
{groups}{changes}
**Cost.** {seconds:.0f} s of one core, {memory:.0f} MB at most.

## Known weaknesses

{weaknesses}
- The labels are those of people, who do not agree with one another on every text.
- A text that says nothing («снег») is decided by its place.
- Topics of which the region has no appeals are known from examples written for the product, easier than life{limits}.

No sentence of a citizen is stored: features are 32-bit hashes that many strings share.

## Topic by topic

With all but the object known. Found: how many of its texts were given the topic. Right: of the texts given it, how many
are of it. Topics with fewer than {enough} measured texts are left out.

| topic | texts | found | right | taken for it most often |
|---|---|---|---|---|
{topics}
"""


def card(learned: Learned, answers: Answers, size: int, changes: Sequence[Change] = ()) -> str:
    """The card as Markdown. ``changes`` compare it with the model before it."""
    report = learned.report
    days = "the region's labelled appeals without a date"
    if report.first and report.last:
        days = f"appeals of {report.first:%d.%m.%Y} to {report.last:%d.%m.%Y}"
    split = f"{HELD_OUT:.0%} chosen by a hash of the words"
    if report.held_out_from:
        split = f"the latest {HELD_OUT:.0%}, from {report.held_out_from:%d.%m.%Y}"
    people = report.examples.get("correction", 0), report.examples.get("confirmed", 0)
    groups = ""
    if report.groups is not None:
        groups = f"\nGroup of the first topic right on appeals of the other portal held out: {report.groups:.3f}.\n"
    return _TEXT.format(
        version=report.version,
        size=size / 1e6,
        blend=", ".join(f"{name} {value}" for name, value in asdict(report.blend).items()),
        sureness=", ".join(f"{name} {a:.2f} and {b:.2f}" for name, (a, b) in asdict(report.sureness).items()),
        days=days,
        sources="\n".join(f"| {name} | {count} |" for name, count in report.examples.items()),
        corrections=_people(*people, report.authors),
        split=split,
        figures="\n".join(_row(name, each) for name, each in report.figures.items()),
        groups=groups,
        changes=_changes(changes),
        seconds=report.seconds,
        memory=report.memory_mb,
        weaknesses=_weaknesses(learned, answers),
        limits="" if report.groups is None else ", and one more region's appeals",
        enough=ENOUGH,
        topics="\n".join(_topics(learned, answers)) or "| — | | | | |",
    )


def _people(corrected: int, confirmed: int, authors: int) -> str:
    if not corrected + confirmed:
        return ""
    return f"Topics corrected by people: {corrected}, left as they were: {confirmed}; by {authors} people.\n\n"


def _row(name: str, f: Figures) -> str:
    def cell(key: str, value: float) -> str:
        low, high = f.intervals[key]
        return f"{value:.3f} ({low:.3f}–{high:.3f})"

    cells = [cell(key, value) for key, value in asdict(f).items() if key in f.intervals]
    return f"| {name} | {f.count} | {' | '.join(cells)} |"


def _changes(changes: Sequence[Change]) -> str:
    if not changes:
        return ""
    lines = [
        f"| {c.name} | {c.count} | {c.before:.3f} | {c.after:.3f} "
        f"| {c.difference:+.3f} ({c.interval[0]:+.3f} … {c.interval[1]:+.3f}) |"
        for c in changes
    ]
    head = "| what was known | texts | before | now | difference |\n|---|---|---|---|---|\n"
    return (
        "\n**Against the model before it**, first topic right on the same texts:\n\n" + head + "\n".join(lines) + "\n"
    )


def _asked(learned: Learned) -> str:
    return "words and point" if "words and point" in learned.views else "words"


def _weaknesses(learned: Learned, answers: Answers) -> str:
    seen = learned.views[_asked(learned)]
    words = np.array([len(example.key.split()) for example in learned.tested])
    lines = []
    for name, rows in (("up to three words", words <= 3), ("more than thirty words", words > 30)):
        if rows.sum() >= ENOUGH:
            lines.append(f"- Texts of {name}: {int(rows.sum())}, first topic right in {seen.first[rows].mean():.3f}.")
    own = np.array([example.labels[0] if len(example.labels) == 1 else -1 for example in learned.tested])
    counts = Counter(int(label) for label in own if label >= 0)
    often = [label for label, count in counts.items() if count >= 2 * ENOUGH]
    weak = sorted(often, key=lambda label: float(seen.first[own == label].mean()))[:WEAKEST]
    for label in weak:
        share = seen.first[own == label].mean()
        lines.append(f"- «{answers.labels[label].title}»: {counts[label]} texts, found in {share:.2f}.")
    return "\n".join(lines) + "\n" if lines else ""


def _topics(learned: Learned, answers: Answers) -> list[str]:
    seen = learned.views[_asked(learned)]
    own = np.array([example.labels[0] if len(example.labels) == 1 else -1 for example in learned.tested])
    rows = []
    for label, count in Counter(int(each) for each in own if each >= 0).most_common():
        if count < ENOUGH:
            break
        said = seen.best == label
        wrong = Counter(int(each) for each in seen.best[(own == label) & ~said])
        other = answers.labels[wrong.most_common(1)[0][0]].title if wrong else "—"
        right = f"{(own[said] == label).mean():.2f}" if said.any() else "—"
        topic = answers.labels[label]
        name = f"{topic.title} ({topic.external_id or topic.code})"
        rows.append(f"| {name} | {count} | {seen.first[own == label].mean():.2f} | {right} | {other} |")
    return rows
