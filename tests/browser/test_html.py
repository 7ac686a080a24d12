"""HTML as the Nu checker reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapsvc import Atlas
from tests.browser.addresses import REFUSED, SAMPLE, with_language
from tests.browser.conftest import NewPage, Vnu
from tests.sampling import Some


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_html_is_valid(
    new_page: NewPage, vnu: Vnu, atlas: Atlas, some: Some, tmp_path: Path, lang: str
) -> None:
    request = new_page().request
    records = atlas.records
    things = [f"/events/{key}" for key in records.events] + [f"/places/{key}" for key in records.places]
    things += [f"/routes/{key}" for key in records.routes] + [f"/borders/{key}" for key in records.borders]
    # Both languages come from one template; the other language is sampled.
    pages = [*some([*SAMPLE, *REFUSED], 8), *some(things[:: 1 if lang == "tr" else 6], 12)]
    files = []
    for number, path in enumerate(pages):
        file = tmp_path / f"{number}-{path.strip('/').replace('/', '-').split('?')[0]}.html"
        file.write_bytes(request.get(with_language(path, lang)).body())
        files.append(file)
    assert vnu(files) == []


def test_self_contained_page_is_valid(atlas: Atlas, vnu: Vnu, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    atlas.event_map("kars-treaty", lang="tr").save(path)
    # What the vendored style sheet of Leaflet says for the newest browsers is not known to the checker.
    assert [fault for fault in vnu([path]) if ": CSS: " not in fault] == []
