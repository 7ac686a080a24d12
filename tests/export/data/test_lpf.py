"""Linked Places read as linked data, with no network: what a gazetteer that takes the file would know."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pyld import jsonld

from mapsvc import Atlas
from mapsvc.export.data.bundle import write_atlas
from mapsvc.export.data.lpf import PLACES_CONTEXT
from mapsvc.export.formats import FORMATS
from mapsvc.kinds import export_job, parse_map_key

OURS = Path(__file__).parents[2] / "data" / "standards" / "linked-places.context.jsonld"
OFFICIAL = os.environ.get("MAPSVC_LINKED_PLACES_CONTEXT", "")

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LPO = "http://linkedpasts.org/ontology/lpo_latest.ttl#"
DCT = "http://purl.org/dc/terms/"
GEOJSON = "https://purl.org/geojson/vocab#"
GEOMETRY = "https://github.com/kgeographer/geojson-t/geometry"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SERVICE = "https://maps.example.org/"
MAPS = ("kars-treaty", "borders/moscow-1921", "mentions", "atlas.zip")

Triple = tuple[str, str, str]


class Graph:
    """Triples, asked by subject and predicate."""

    def __init__(self, triples: set[Triple]) -> None:
        self._objects: dict[tuple[str, str], list[str]] = defaultdict(list)
        for subject, predicate, object_ in sorted(triples):
            self._objects[subject, predicate].append(object_)
        self.triples = triples

    def all(self, subject: str, *path: str) -> list[str]:
        found = [subject]
        for step in path:
            found = [object_ for one in found for object_ in self._objects[one, step]]
        return found

    def one(self, subject: str, *path: str) -> str:
        (found,) = self.all(subject, *path)
        return found

    def list(self, head: str) -> list[str]:
        items = []
        while head != f"{RDF}nil":
            items.append(self.one(head, f"{RDF}first"))
            head = self.one(head, f"{RDF}rest")
        return items


def read_linked_data(document: Any, context: Path) -> Graph:
    """Expand a document; it may ask for its own context and for nothing else."""

    def load(url: str, options: Any) -> dict[str, Any]:
        del options
        assert url == PLACES_CONTEXT
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": json.loads(context.read_bytes()),
        }

    data = jsonld.to_rdf(document, {"documentLoader": load})
    assert list(data) == ["@default"]
    return Graph(
        {
            (triple["subject"]["value"], triple["predicate"]["value"], triple["object"]["value"])
            for triple in data["@default"]
        }
    )


@pytest.fixture(scope="module")
def documents(atlas: Atlas) -> dict[str, Any]:
    found = {}
    for name in MAPS[:-1]:
        key = parse_map_key(atlas.records, name)
        for address in ("", f"{SERVICE}{key}"):
            job = export_job(atlas.records, key, "tr", address)
            found[name, bool(address)] = json.loads(FORMATS["lpf"].write(job))
    with ZipFile(BytesIO(write_atlas(atlas.records, "tr"))) as archive:
        (member,) = (name for name in archive.namelist() if name.endswith("lpf.json"))
        found["atlas.zip", False] = json.loads(archive.read(member))
    return {f"{name}{' served' if served else ''}": document for (name, served), document in found.items()}


@pytest.fixture(scope="module")
def graph_of(documents: dict[str, Any]) -> Any:
    return cache(lambda name: read_linked_data(documents[name], OURS))


NAMES = [*MAPS, *(f"{name} served" for name in MAPS[:-1])]


@pytest.mark.parametrize("name", NAMES)
def test_linked_data_has_each_place_under_an_address_of_its_own(
    documents: dict[str, Any], graph_of: Any, name: str
) -> None:
    graph = graph_of(name)
    features = [subject for subject, _, kind in graph.triples if kind == f"{GEOJSON}Feature"]
    assert sorted(features) == sorted(feature["@id"] for feature in documents[name]["features"])
    base = SERVICE if name.endswith("served") else "urn:mapsvc:"
    assert all(feature.startswith((f"{base}places/", f"{base}borders/")) for feature in features)


@pytest.mark.parametrize("name", NAMES)
def test_linked_data_has_names_with_language_years_and_sources(
    documents: dict[str, Any], graph_of: Any, name: str
) -> None:
    graph = graph_of(name)
    for feature in documents[name]["features"]:
        names = graph.all(feature["@id"], f"{LPO}name_attestation")
        found = {
            (
                graph.one(node, f"{LPO}toponym"),
                graph.one(node, f"{DCT}language"),
                *graph.all(node, f"{LPO}when", f"{LPO}timespan", f"{LPO}has_start", f"{LPO}in"),
            )
            for node in names
        }
        assert found == {
            (
                entry["toponym"],
                entry["lang"],
                *(
                    span["start"]["in"]
                    for span in entry.get("when", {}).get("timespans", [])
                    if "start" in span
                ),
            )
            for entry in feature["names"]
        }
        for node in names:
            for work in graph.all(node, "http://purl.org/spar/cito#cites"):
                assert ":" in work
                assert graph.all(work, LABEL)


@pytest.mark.parametrize("name", NAMES)
def test_linked_data_has_geometry_and_licence(documents: dict[str, Any], graph_of: Any, name: str) -> None:
    graph = graph_of(name)
    for feature in documents[name]["features"]:
        assert graph.one(feature["@id"], f"{GEOJSON}properties", f"{DCT}license")
        assert graph.one(feature["@id"], f"{GEOJSON}properties", f"{LPO}has_certainty")
        if feature["geometry"] is None:
            assert not graph.all(feature["@id"], GEOMETRY)
            continue
        assert graph.one(feature["@id"], GEOMETRY, f"{RDF}type") == f"{GEOJSON}Point"
        lon, lat = graph.list(graph.one(feature["@id"], GEOMETRY, f"{GEOJSON}coordinates"))
        assert [float(lon), float(lat)] == pytest.approx(feature["geometry"]["coordinates"], abs=1e-6)


def test_linked_data_knows_baku(atlas: Atlas, graph_of: Any) -> None:
    """One place by hand, so that the file cannot be wrong in the same way as what reads it."""
    graph = graph_of("atlas.zip")
    baku = "urn:mapsvc:places/baku"
    names = graph.all(baku, f"{LPO}name_attestation")
    assert {("Bakü", "tr"), ("Баку", "ru"), ("Bakı", "az")} <= {
        (graph.one(name, f"{LPO}toponym"), graph.one(name, f"{DCT}language")) for name in names
    }
    coordinates = graph.list(graph.one(baku, GEOMETRY, f"{GEOJSON}coordinates"))
    assert [float(number) for number in coordinates] == pytest.approx([49.89, 40.38], abs=0.01)
    assert graph.one(baku, f"{GEOJSON}properties", f"{DCT}license") == "CC-BY-4.0"
    (link,) = graph.all(baku, f"{LPO}link_attestation")
    assert graph.one(link, f"{DCT}identifier") == "https://www.geonames.org/587084"
    assert graph.one(baku, f"{LPO}type_attestation", f"{DCT}identifier") == "aat:300008347"


if OFFICIAL:  # else there is nothing to compare with

    @pytest.mark.parametrize("name", NAMES)
    def test_official_context_says_the_same(documents: dict[str, Any], graph_of: Any, name: str) -> None:
        official, ours = read_linked_data(documents[name], Path(OFFICIAL)), graph_of(name)
        assert official.triples == ours.triples
