"""Second addresses of buildings: a house on a corner has one on each street, and the register of buildings keeps one.

``python -m agencies.regions.spb.making.other_addresses --source DIR`` writes ``other_addresses.csv.gz``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from agencies.regions.spb.making.files import Row, read_rows, write_rows

HEADING = ("building_id", "address")
REGION = Path(__file__).resolve().parent.parent


def other_addresses(buildings: list[Row], pairs: list[Row], appeals: list[Row]) -> list[tuple[str, str]]:
    """(building id, canonical address) of every official address that differs from the register's own, sorted."""
    own = {row["id"]: row["address"] for row in buildings}
    known = {(row["target_building_id"], row["target_address"]) for row in pairs}
    known |= {(row["building"].removesuffix(".0"), row["full_address"]) for row in appeals if row["building"]}
    return sorted(
        ((building, address) for building, address in known if address and own.get(building, address) != address),
        key=lambda pair: (int(pair[0]), pair[1]),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=Path("../shared/data/spb"), help="folder of the source files")
    parser.add_argument("--target", type=Path, default=REGION, help="folder to write to")
    arguments = parser.parse_args()
    rows = other_addresses(
        read_rows(arguments.source / "buildings.csv.gz"),
        read_rows(arguments.source / "address_pairs.csv.gz"),
        read_rows(arguments.source / "appeals.csv.gz"),
    )
    write_rows(arguments.target / "other_addresses.csv.gz", HEADING, rows)


if __name__ == "__main__":
    main()
