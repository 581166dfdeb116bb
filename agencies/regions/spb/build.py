"""Build the region's files from published data: ``python -m agencies.regions.spb.build --source DIR``.

The same source gives the same bytes. Kept by hand beside the built files: ``region.json``, ``agencies.csv``,
``topics.csv`` (the city's reasons under the common topics), ``territory_names.csv`` and ``people_names.csv``;
``competence.csv`` is learned by the dispatch room.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tqdm import tqdm

from agencies.regions.spb.making import buildings, people, places, posts, territories
from agencies.regions.spb.making.files import Row, read_rows, write_json, write_rows

HERE = Path(__file__).resolve().parent
NAMED = ("id", "name", "short_name", "bare_name", "type")


def build(source: Path, target: Path) -> dict[str, int]:
    """Write the built files into ``target``. Returns their sizes in bytes.

    Raises ValueError when a hand-kept file lacks a reason, a body or a kind of object found in the source.
    """
    region = json.loads((HERE / "region.json").read_text(encoding="utf-8"))
    agencies = read_rows(HERE / "agencies.csv")
    names = territories.Names(read_rows(HERE / "territory_names.csv"))
    sizes: dict[str, int] = {}
    with tqdm(total=6, desc=region["name"], unit="file") as bar:

        def done(name: str, size: int) -> None:
            sizes[name] = size
            bar.set_postfix_str(name)
            bar.update()

        appeals = read_rows(source / "appeals.csv.gz")
        check_hand_kept(appeals, region["object_kinds"], read_rows(HERE / "topics.csv"))
        municipalities = territories.read_municipalities(source, appeals, names)
        collection = {"type": "FeatureCollection", "features": territories.features(region["name"], municipalities)}
        done("territories.geojson", write_json(target / "territories.geojson", collection))
        done("streets.csv", write_rows(target / "streets.csv", NAMED, places.streets(source)))
        done("areas.csv", write_rows(target / "areas.csv", NAMED, places.areas(source)))
        towns = places.settlements(source)
        done("settlements.csv", write_rows(target / "settlements.csv", (*NAMED[:3], "in_region"), towns))
        answered = posts.posts(agencies, appeals, list(region["office_posts"].values()))
        invented = people.people(agencies, answered, region["office_posts"], HERE / "people_names.csv")
        size = write_rows(target / "people.csv", people.HEADING, invented)
        done("posts.csv, people.csv", size + write_rows(target / "posts.csv", posts.HEADING, answered))
        houses = buildings.buildings(read_rows(source / "buildings.csv.gz"), municipalities, names)
        done("buildings.csv.gz", write_rows(target / "buildings.csv.gz", buildings.HEADING, houses))
    return sizes


def check_hand_kept(appeals: list[Row], object_kinds: list[str], topics: list[Row]) -> None:
    """Refuse to build when the source knows a reason or a kind of object that the files kept by hand do not."""
    reasons = {row["reason_id"] for row in appeals} - {row["external_id"] for row in topics}
    if reasons:
        raise ValueError(f"topics.csv has no reason {', '.join(sorted(reasons))}")
    kinds = {row["city_object"] for row in appeals} - set(object_kinds)
    if kinds:
        raise ValueError(f"region.json has no kind of object «{'», «'.join(sorted(kinds))}»")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=Path("../shared/data/spb"), help="folder of the source files")
    parser.add_argument("--target", type=Path, default=HERE, help="folder to write to")
    arguments = parser.parse_args()
    build(arguments.source, arguments.target)


if __name__ == "__main__":
    main()
