"""Files that are another than they say, lead elsewhere or are damaged harm nobody who imports them."""

from __future__ import annotations

import io
import random
import socket
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapsvc.atlas.editing.desk import Desk
from mapsvc.atlas.importing.preview import preview
from mapsvc.atlas.new.files import NewAtlas
from mapsvc.atlas.new.folder import make_atlas
from tests.atlas.importing import foreign

PLACEMARK = "<Placemark><name>Ligny</name>{}<Point><coordinates>4.57,50.51</coordinates></Point></Placemark>"
KML = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
#: So many damaged copies are read, in a process that GDAL could end.
DAMAGED = 60
READ_ALL = """
import sys
from pathlib import Path
from mapsvc.atlas.importing.preview import preview
folder, atlas = map(Path, sys.argv[1:])
for path in sorted(folder.iterdir()):
    made = preview(path.read_bytes(), path.name, atlas)
    print(path.name, len(made.problems))
"""


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    given = NewAtlas(title="Waterloo", languages=("en",), years=(1815, 1830), bbox=None)
    make_atlas(tmp_path / "atlas", given)
    return tmp_path / "atlas"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """What a file that makes its reader ask for something would reach."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def states(folder: Path, name: str) -> Path:
    """A sound file of states in a format of GDAL."""
    folder.mkdir(exist_ok=True)
    foreign.states(folder / name)
    return folder / name


def test_markup_in_a_placemark_enters_as_words(atlas: Path) -> None:
    live = "<description><![CDATA[<b>Here</b> <script>alert(1)</script><img src=x onerror=y>]]></description>"
    made = preview(KML.format(PLACEMARK.format(live)).encode(), "x.kml", atlas)
    assert made.problems == []
    Desk(atlas).save(made.changes(), "test")
    text = (atlas / "places.geojson").read_text("utf-8")
    assert "Ligny" in text
    assert "<script" not in text
    assert "onerror" not in text


@pytest.mark.parametrize("name", ["x.geojson", "x.vrt", "x.kml", "x.gpkg"])
def test_file_that_names_another_is_not_followed(atlas: Path, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("name,lon,lat\nhidden,4.5,50.5\n", "utf-8")
    source = (
        f"<OGRVRTDataSource><OGRVRTLayer name='secret'><SrcDataSource>{secret}</SrcDataSource>"
        "<GeometryType>wkbPoint</GeometryType></OGRVRTLayer></OGRVRTDataSource>"
    )
    made = preview(source.encode(), name, atlas)
    assert made.problems
    assert made.changes() == []
    assert "hidden" not in str(made.problems)


@pytest.mark.parametrize("name", ["x.kml", "x.geojson", "x.gml", "x.svg"])
def test_no_address_in_a_file_is_asked(atlas: Path, listener: socket.socket, name: str) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    link = f"<NetworkLink><Link><href>{url}</href></Link></NetworkLink>"
    style = (
        f"<Style><IconStyle><Icon><href>{url}</href></Icon></IconStyle></Style><styleUrl>{url}#a</styleUrl>"
    )
    texts = {
        "x.kml": KML.format(link + PLACEMARK.format(style)),
        "x.geojson": '{"type": "FeatureCollection", "features": [], "crs": {"type": "link", "properties": '
        f'{{"href": "{url}"}}}}}}',
        "x.gml": f'<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" schemaLocation="a {url}"/>',
        "x.svg": f'<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{url}"/></svg>',
    }
    preview(texts[name].encode(), name, atlas)
    for source in (
        url,
        f"/vsicurl/{url}",
        f"zip+{url}",
        f"OAPIF:{url}",
        f"<OGRWFSDataSource><URL>{url}</URL>",
    ):
        assert preview(source.encode(), name, atlas).changes() == []
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_entity_that_names_a_file_is_refused(atlas: Path) -> None:
    entity = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    text = KML.replace("?>", f"?>{entity}").format(PLACEMARK.format("<description>&x;</description>"))
    made = preview(text.encode(), "x.kml", atlas)
    assert "declares entities" in str(made.problems[0])
    assert made.changes() == []


@pytest.mark.parametrize("where", ["../../", "{folder}/out-", "C:\\", "..\\..\\"])
def test_archive_with_paths_that_lead_out_writes_nothing_outside(
    atlas: Path, tmp_path: Path, where: str
) -> None:
    path = states(tmp_path / "sound", "states.shp")
    parts = {where.format(folder=tmp_path) + part.name: part.read_bytes() for part in path.parent.iterdir()}
    before = files_of(tmp_path)
    made = preview(packed(parts), "states.zip", atlas)
    assert files_of(tmp_path) == before
    assert made.problems or made.changes(), "its parts are read, or told to be missing"


@pytest.mark.parametrize(
    ("lost", "told"),
    [(".dbf", "lacks states.dbf"), (".shx", "lacks states.shx"), (".prj", "")],
)
def test_shapefile_of_which_a_part_is_missing_names_it(
    atlas: Path, tmp_path: Path, lost: str, told: str
) -> None:
    path = states(tmp_path / "sound", "states.shp")
    parts = {part.name: part.read_bytes() for part in path.parent.iterdir() if part.suffix != lost}
    made = preview(packed(parts), "states.zip", atlas)
    if told:
        assert told in str(made.problems[0])
        assert made.changes() == []
    else:
        assert "lacks" not in str(made.problems), "without a projection it is in degrees"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "x.kml"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "x.gpkg"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 64, "x.geojson"),
        (b"GIF89a" + b"\0" * 64, "x.csv"),
        (b"MZ" + b"\0" * 64, "x.zip"),
    ],
)
def test_file_that_is_another_than_its_name_says_is_refused(atlas: Path, data: bytes, name: str) -> None:
    made = preview(data, name, atlas)
    assert made.problems
    assert "Expecting value" not in str(made.problems), "it says what the file is, not where a parser stood"
    assert made.changes() == []


def test_geopackage_under_another_name_is_read_as_what_it_is(atlas: Path, tmp_path: Path) -> None:
    path = states(tmp_path / "sound", "states.gpkg")
    made = preview(path.read_bytes(), "states.geojson", atlas)
    assert made.records
    assert preview(path.read_bytes(), "states.gpkg", atlas).records == made.records


def test_triggers_and_views_of_a_database_do_nothing(atlas: Path, tmp_path: Path) -> None:
    path, mark = states(tmp_path / "sound", "states.gpkg"), tmp_path / "mark"
    plain = preview(path.read_bytes(), "states.gpkg", atlas).records
    with sqlite3.connect(path) as base:
        base.execute("CREATE VIEW spied AS SELECT load_extension('x') AS y")
        base.execute(f"CREATE VIEW written AS SELECT writefile('{mark}', 'x') AS y")
        table = base.execute("SELECT table_name FROM gpkg_contents").fetchone()[0]
        base.execute(f'CREATE TRIGGER t AFTER UPDATE ON "{table}" BEGIN DELETE FROM gpkg_contents; END')
    base.close()
    before = path.read_bytes()
    made = preview(before, "states.gpkg", atlas)
    assert plain
    assert [record for record in made.records if record in plain] == plain
    assert not mark.exists()
    assert path.read_bytes() == before


def test_damaged_copies_end_no_reader(atlas: Path, tmp_path: Path) -> None:
    package = states(tmp_path / "package", "states.gpkg").read_bytes()
    parts = states(tmp_path / "shapes", "states.shp").parent.iterdir()
    shapes = packed({part.name: part.read_bytes() for part in parts})
    chance = random.Random(1921)
    (tmp_path / "damaged").mkdir()
    for number in range(DAMAGED):
        data = bytearray((package, shapes)[number % 2])
        for _ in range(chance.choice((1, 8, 200))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        kept = len(data) if number % 3 else chance.randrange(len(data))
        (tmp_path / "damaged" / f"{number:03d}.{('gpkg', 'zip')[number % 2]}").write_bytes(data[:kept])
    before = files_of(atlas)
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, tmp_path / "damaged", atlas],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(done.stdout.splitlines()) == DAMAGED
    assert files_of(atlas) == before
