"""Programmes that nobody here wrote open every collection, with no setting."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from owslib.ogcapi.features import Features

from mapsvc.web.api.collections import COLLECTIONS

#: Their shapes are large: only with `--all`.
HEAVY = {"holders", "territories"}
#: Debian's own Python has QGIS.
SYSTEM_PYTHON = "/usr/bin/python3"
QGIS = Path("/usr/lib/python3/dist-packages/qgis")


@pytest.fixture
def names(request: pytest.FixtureRequest) -> list[str]:
    return [name for name in COLLECTIONS if request.config.option.all or name not in HEAVY]


def counts(client: FlaskClient, names: list[str]) -> dict[str, int]:
    found = {
        name: client.get(f"/api/collections/{name}/items?limit=1").get_json()["numberMatched"]
        for name in names
    }
    assert all(found.values())
    return found


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-2000:]
    return done.stdout


@pytest.mark.skipif(not shutil.which("ogrinfo"), reason="no GDAL on this machine")
def test_gdal_of_debian_reads_every_feature(client: FlaskClient, api: str, names: list[str]) -> None:
    told = run("ogrinfo", "-ro", "-al", "-fields=NO", "-geom=SUMMARY", f"OAPIF:{api}", *names)
    parts = re.split(r"^Layer name: (\w+)$", told, flags=re.MULTILINE)[1:]
    read = {name: text.count("\nOGRFeature(") for name, text in zip(parts[::2], parts[1::2], strict=True)}
    assert read == counts(client, names)
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        (told_type,) = re.findall(r"^Geometry: (.*)$", text, re.MULTILINE)
        assert told_type.replace(" ", "").removeprefix("Multi") in COLLECTIONS[name].shapes


WITH_PYOGRIO = """
import json, sys
import pyogrio
api, *names = sys.argv[1:]
told = {"layers": [str(row[0]) for row in pyogrio.list_layers(f"OAPIF:{api}")]}
told["read"] = {name: len(pyogrio.read_dataframe(f"OAPIF:{api}", layer=name)) for name in names}
told["where"] = len(pyogrio.read_dataframe(f"OAPIF:{api}", layer="borders", where="certainty = 'attested'"))
told["bbox"] = len(pyogrio.read_dataframe(f"OAPIF:{api}", layer="borders", bbox=(43, 40, 44, 41)))
print(json.dumps(told))
"""


def test_gdal_of_the_wheel_reads_every_feature(client: FlaskClient, api: str, names: list[str]) -> None:
    told = json.loads(run(sys.executable, "-c", WITH_PYOGRIO, api, *names))
    assert told["layers"] == list(COLLECTIONS)
    assert told["read"] == counts(client, names)
    attested = {"filter": "certainty = 'attested'"}
    path = "/api/collections/borders/items"
    assert told["where"] == client.get(path, query_string=attested).get_json()["numberMatched"] > 0
    assert told["bbox"] == client.get(f"{path}?bbox=43,40,44,41").get_json()["numberMatched"] > 0


def test_owslib_reads_description_queryables_and_filter(
    client: FlaskClient, api: str, names: list[str]
) -> None:
    service = Features(f"{api}/")
    assert service.api()["openapi"].startswith("3.0")
    assert service.feature_collections() == list(COLLECTIONS)
    assert any(name.endswith("/features-filter") for name in service.conformance()["conformsTo"])
    for name, count in counts(client, names).items():
        assert service.collection(name)["id"] == name
        assert "geometry" in service.collection_queryables(name)["properties"]
        some = service.collection_items(name, limit=2, offset=1)
        assert (some["numberMatched"], some["numberReturned"]) == (count, 2)
        alone = service.collection_item(name, some["features"][0]["id"])
        assert alone["properties"] == some["features"][0]["properties"]
    attested = service.collection_items("borders", filter="certainty = 'attested'")
    assert {each["properties"]["certainty"] for each in attested["features"]} == {"attested"}
    assert service.collection_items("borders", bbox=[43, 40, 44, 41], datetime_="1921")["features"]


WITH_QGIS = """
import json, os, sys
from qgis.core import QgsApplication, QgsVectorLayer
app = QgsApplication([], False)
app.initQgis()
told = {}
for name in sys.argv[2:]:
    layer = QgsVectorLayer(f"url='{sys.argv[1]}' typename='{name}'", name, "OAPIF")
    told[name] = len(list(layer.getFeatures())) if layer.isValid() else -1
print("TOLD" + json.dumps(told), flush=True)
os._exit(0)  # it falls over layers that are still there when it ends in good order
"""


@pytest.mark.skipif(not QGIS.is_dir(), reason="no QGIS on this machine")
def test_qgis_opens_every_collection(
    request: pytest.FixtureRequest, client: FlaskClient, api: str, names: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if not request.config.option.all:
        pytest.skip("with --all")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    told = run(SYSTEM_PYTHON, "-c", WITH_QGIS, api, *names)
    assert json.loads(told.partition("TOLD")[2].splitlines()[0]) == counts(client, names)
