"""What the one question brings, with the citizens' own first choices as the answers. Printed by ``make eval``.

    python -m tools.ask_gain --portal APPEALS.csv.gz --models DIR [--share 0.8]

On later appeals with their point: how often a question is asked, the topic right without it, with it, and by the
citizen's own choice from the whole list. A citizen answers as he chose on the portal before any moderator; where that
is not among the answers offered, he takes «something else».
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from routing.understanding.asking import Ask
from routing.understanding.reader import Reader
from routing.understanding.types import Hints, topic_name
from tools.evaluate import ROOT, Row, later_part, read_rows


def reply(ask: Ask, row: Row, titles: dict[str, str], kinds: dict[str, str]) -> str:
    """The value the citizen would have taken, empty for «something else»."""
    chosen = row["reason_initial"] or row["reason"]
    for option in ask.options:
        if ask.about == "topic" and titles.get(option.value) == chosen:
            return option.value
        if ask.about == "object" and option.value == kinds.get(chosen):
            return option.value
    return ""


def measure(rows: list[Row], reader: Reader) -> Counter[str]:
    """Counts over appeals: asked, answered, right before, right after, right by the citizen's own choice."""
    assert reader.topics is not None
    own = [label for label in reader.topics.labels if label.external_id]
    kinds = {label.title: label.object for label in own}
    titles = {topic_name(label.code, label.external_id): label.title for label in own}
    found: Counter[str] = Counter()
    for row in rows:
        hints = Hints(float(row["lat"]), float(row["lon"]))
        ask, _place = reader.ask(row["text"], hints)
        before = after = reader.read(row["text"], hints).topics
        if ask is not None:
            found[f"asked about the {ask.about}"] += 1
            said = reply(ask, row, titles, kinds)
            if said:
                found["answered"] += 1
                given = {"said_topic": said} if ask.about == "topic" else {"object": said, "said_object": True}
                after = reader.read(row["text"], Hints(hints.lat, hints.lon, **given)).topics
        found["appeals"] += 1
        found["right without the question"] += bool(before) and before[0].external_id == row["reason_id"]
        found["right with the question"] += bool(after) and after[0].external_id == row["reason_id"]
        found["right by the citizen's own choice"] += row["reason_initial"] in ("", row["reason"])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portal", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True, help="a model trained on the earlier part")
    parser.add_argument("--region", default="spb")
    parser.add_argument("--share", type=float, default=0.8)
    options = parser.parse_args()
    reader = Reader.load(ROOT / "agencies" / "regions" / options.region, options.models)
    rows = [row for row in later_part(read_rows(options.portal), options.share) if row["lat"] and row["lon"]]
    found = measure(rows, reader)
    print(f"\nOne question, {found['appeals']} later appeals with their point:")
    for name, count in found.items():
        print(f"  {name:36} {count / found['appeals']:.3f}")


if __name__ == "__main__":
    main()
