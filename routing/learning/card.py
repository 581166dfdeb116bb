"""The card of a topic model: what it learned from, how good it is, what it must not be trusted with."""

from __future__ import annotations

from dataclasses import asdict

from routing.learning.training import HELD_OUT, Report

_TEXT = """# Topic model {version}

Written by `manage.py train_topics`; do not edit. How it works and what else was tried: `docs/topics.md`.

**What it does.** Text, place and, if the citizen told it, the kind of object → the three likeliest topics with
calibrated probabilities and the words that spoke for the first. Multinomial logistic regression over hashed words,
pairs of words and pieces of words, the distance to the nearest house, the district and the object, with the mean of
three small networks over a projection of the same as a second opinion; one `npz` of {size:.1f} MB without pickle.
Blend of the two, and how far topics from outside the portal are stretched: {blend}.

**Learned from** appeals of {first} to {last}, and texts written for the product:

| source | texts |
|---|---|
{sources}

**Measured** on the latest {held_out:.0%} (from {held_out_from}; texts that occur earlier dropped) by a model that had
not seen them. After that the shipped weights were learned from everything.

| what was known | texts | first topic right | among three | category right | calibration error | surer half right |
|---|---|---|---|---|---|---|
{figures}
{groups}
**Limits.** The portal's appeals are of one autumn and winter and of city upkeep only; topics of other groups are known
from examples written for the product, easier than life, and {limits}.
A text that says nothing («снег») is decided by its place. The labels are those of moderators, who do not agree with one
another on every text. No sentence of a citizen is stored: features are 32-bit hashes that many strings share.
"""


def card(report: Report) -> str:
    """The card as Markdown."""
    rows = [
        f"| {name} | {f.count} | {f.top1:.3f} | {f.top3:.3f} | {f.category:.3f} | {f.calibration:.3f} "
        f"| {f.surer_half:.3f} |"
        for name, f in report.figures.items()
    ]
    limits, found = "not from life at all", ""
    if report.groups is not None:
        limits = "one more region's appeals"
        found = f"\nGroup of the first topic right on appeals of the other portal held out: {report.groups:.3f}.\n"
    return _TEXT.format(
        version=report.version,
        size=report.size / 1e6,
        blend=", ".join(f"{name} {value}" for name, value in asdict(report.blend).items()),
        first=f"{report.first:%d.%m.%Y}",
        last=f"{report.last:%d.%m.%Y}",
        sources="\n".join(f"| {name} | {count} |" for name, count in report.examples.items()),
        held_out=HELD_OUT,
        held_out_from=f"{report.held_out_from:%d.%m.%Y}",
        figures="\n".join(rows),
        groups=found,
        limits=limits,
    )
