"""Learn who answers for what where from the answered appeals of Saint Petersburg, and write it as readable rules.

    python -m agencies.regions.spb.learn_competence --source ../shared/data/spb [--share 0.8] [--output FILE]

Each row of ``competence.csv`` says: of ``cases`` answered appeals on this topic in this territory this body answered
``agreed``. Three widths of topic are written for every district (the city's reason, the topic of the common classifier,
the group); a municipality gets a rule of its own only when it would have been right more often on later appeals.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from agencies.regions.spb.making.files import Row, read_rows, write_rows

HERE = Path(__file__).resolve().parent
HEADING = (
    "topic", "group", "territory", "object_kind", "agency", "post",
    "cases", "agreed", "basis", "valid_from", "valid_to",
)  # fmt: skip
BASIS = "Ответы на обращения, поданные с {first} по {last}"
MIN_CASES = 8
"""A municipality with fewer answered appeals on a topic has no rule of its own."""
TESTED_SHARE = 0.3
"""The latest part of the appeals, on which the rules of municipalities must prove themselves."""
RARE = 0.02
"""Bodies that answered a smaller part of the appeals are left out of a rule (sent on by mistake, once-off)."""

Key = tuple[str, str]
"""What («spb:271», «BLG-03», «BLG») and where («district:…», «municipality:…»)."""


def answered(source: Path, share: float) -> list[Row]:
    """The first ``share`` of all appeals by time, of them the answered ones, repeated texts only once."""
    csv.field_size_limit(10**9)
    rows = sorted(read_rows(source / "appeals.csv.gz"), key=lambda row: row["dt"])
    rows = rows[: int(len(rows) * share)]
    seen: set[tuple[str, ...]] = set()
    kept = []
    for row in rows:
        words = re.sub(r"\W+", " ", row["text"].lower()).strip()
        key = (words, row["district"], row["reason_id"])
        if row["executor_org"] and key not in seen:
            seen.add(key)
            kept.append(row)
    return kept


def learn(rows: list[Row]) -> list[tuple[str | int, ...]]:
    """Rules in the order of ``HEADING`` from answered appeals."""
    codes = {row["name"]: row["code"] for row in read_rows(HERE / "agencies.csv")}
    topics = {row["external_id"]: row["code"] for row in read_rows(HERE / "topics.csv")}
    renamed = {row["old_name"]: row["name"] for row in read_rows(HERE / "territory_names.csv")}
    names = {name.lower(): name for name in codes}
    cases = [_case(row, codes, names, topics, renamed) for row in rows]
    found = [case for case in cases if case]
    first, last = rows[0]["dt"][:10], rows[-1]["dt"][:10]
    basis = BASIS.format(first=_russian(first), last=_russian(last))
    counts = _counts(found)
    proven = _proven_municipalities(found)
    lines: list[tuple[str | int, ...]] = []
    for (what, where), posts in counts.items():
        if where.startswith("district:") or (what, where) in proven:
            lines.extend(_rule_lines(what, where, posts, basis, first))
    return sorted(lines, key=lambda line: (str(line[0]) == "", *map(str, line[:3]), -int(line[7]), str(line[4])))


def _case(
    row: Row, codes: dict[str, str], names: dict[str, str], topics: dict[str, str], renamed: dict[str, str]
) -> tuple[list[Key], str, str] | None:
    agency = codes.get(names.get(row["executor_org"].strip().lower(), ""))
    code = topics.get(row["reason_id"])
    if agency is None or code is None:
        return None
    municipality = renamed.get(row["municipality"], row["municipality"])
    whats = (f"{HERE.name}:{row['reason_id']}", code, code.partition("-")[0])
    keys = [(what, f"district:{row['district']}") for what in whats]
    keys.append((whats[0], f"municipality:{municipality}"))
    return keys, agency, row["executor_position"].strip()


def _counts(cases: Iterable[tuple[list[Key], str, str]]) -> dict[Key, Counter[tuple[str, str]]]:
    counts: dict[Key, Counter[tuple[str, str]]] = defaultdict(Counter)
    for keys, agency, post in cases:
        for key in keys:
            counts[key][agency, post] += 1
    return counts


def _proven_municipalities(cases: list[tuple[list[Key], str, str]]) -> set[Key]:
    """Rules of municipalities that answer better than their district's rule on the later appeals."""
    cut = int(len(cases) * (1 - TESTED_SHARE))
    earlier = {key: _agencies(posts) for key, posts in _counts(cases[:cut]).items()}
    gain: Counter[Key] = Counter()
    for keys, agency, _ in cases[cut:]:
        district, municipality = keys[0], keys[-1]
        if district in earlier and municipality in earlier and earlier[municipality].total() >= MIN_CASES:
            wide, narrow = (earlier[key].most_common(1)[0][0] for key in (district, municipality))
            gain[municipality] += (narrow == agency) - (wide == agency)
    return {key for key, better in gain.items() if better >= 2}


def _rule_lines(
    what: str, where: str, posts: Counter[tuple[str, str]], basis: str, first: str
) -> Iterable[tuple[str | int, ...]]:
    agencies = _agencies(posts)
    cases = agencies.total()
    for agency, agreed in agencies.items():
        if agreed / cases >= RARE:
            known = Counter({post: n for (body, post), n in posts.items() if body == agency and post})
            post = min(known, key=lambda title: (-known[title], title)) if known else ""
            topic, group = (what, "") if "-" in what or ":" in what else ("", what)
            yield (topic, group, where, "", agency, post, cases, agreed, basis, first, "")


def _agencies(posts: Counter[tuple[str, str]]) -> Counter[str]:
    agencies: Counter[str] = Counter()
    for (agency, _), n in posts.items():
        agencies[agency] += n
    return agencies


def _russian(day: str) -> str:
    return ".".join(reversed(day.split("-")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True, help="folder with appeals.csv.gz")
    parser.add_argument("--share", type=float, default=1.0, help="learn from the earlier part only, 0 < share <= 1")
    parser.add_argument("--output", type=Path, default=HERE / "competence.csv")
    options = parser.parse_args()
    lines = learn(answered(options.source, options.share))
    size = write_rows(options.output, HEADING, lines)
    print(f"{len(lines)} rules, {size} bytes: {options.output}")  # noqa: T201 - the result of a command


if __name__ == "__main__":
    main()
