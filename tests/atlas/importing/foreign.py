"""Files as other programs write them: made with them where they can be had, else after their examples."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import shapely

TABLE = """Ad;Boylam;Enlem;Tür;matches
Yukarıpınar;43,1;40,2;köy;wd:Q1
Ligny;4°34′12″E;50°30′36″N;kasaba;
Kötü;443,1;40,2;köy;
"""
EVENTS = [
    ["Titel", "Datum", "Ort", "Longitude", "Latitude", "Beschreibung"],
    ["Schlacht bei Ligny", "16.06.1815", "Ligny", 4.57, 50.51, "Der Kaiser greift an."],
    ["Waterloo", "18. Juni 1815", "Waterloo", 4.41, 50.68, ""],
    ["Ohne Tag", "irgendwann", "Ligny", "", "", ""],
]
LPF = {
    "type": "FeatureCollection",
    "features": [
        {
            "@id": "https://example.org/places/ligny",
            "type": "Feature",
            "properties": {"title": "Ligny", "ccodes": ["BE"], "fclasses": ["P"]},
            "names": [
                {"toponym": "Ligny", "lang": "fr"},
                {"toponym": "Linei", "lang": "nl", "citations": []},
            ],
            "types": [{"identifier": "aat:300008347", "label": "inhabited place"}],
            "geometry": {
                "type": "GeometryCollection",
                "geometries": [{"type": "Point", "coordinates": [4.57, 50.51]}],
            },
            "links": [{"type": "closeMatch", "identifier": "wd:Q2746044"}],
        },
        {"type": "Feature", "properties": {}, "names": [{"lang": "fr"}], "geometry": None},
    ],
}
PLEIADES = {
    "id": "579885",
    "uri": "https://pleiades.stoa.org/places/579885",
    "title": "Athenae",
    "description": "A major Greek city-state.",
    "reprPoint": [23.72, 37.97],
    "names": [{"attested": "Ἀθῆναι", "romanized": "Athenai", "language": "grc", "start": -550, "end": 640}],
    "connectsWith": [],
}
ENTITY = {
    "entities": {
        "Q1524": {
            "id": "Q1524",
            "labels": {
                "en": {"language": "en", "value": "Athens"},
                "el": {"language": "el", "value": "Αθήνα"},
            },
            "claims": {
                "P625": [{"mainsnak": {"datavalue": {"value": {"latitude": 37.984, "longitude": 23.728}}}}],
                "P1566": [{"mainsnak": {"datavalue": {"value": "264371"}}}],
            },
        },
        "Q2": {"id": "Q2", "labels": {}, "claims": {}},
    }
}
SPARQL = {
    "head": {"vars": ["item", "itemLabel", "coord"]},
    "results": {
        "bindings": [
            {
                "item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q2746044"},
                "itemLabel": {"type": "literal", "value": "Ligny"},
                "coord": {"type": "literal", "value": "Point(4.57 50.51)"},
            },
            {"item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q9"}},
        ]
    },
}
TIMELINE = {
    "title": {"text": {"headline": "The hundred days"}},
    "events": [
        {
            "start_date": {"year": "1815", "month": "6", "day": "16"},
            "text": {"headline": "Battle of <i>Ligny</i>", "text": "<p>The last victory.</p>"},
        },
        {"start_date": {"year": "1815", "month": "13"}, "text": {"headline": "No month"}},
    ],
}
STORYMAP = {
    "storymap": {
        "slides": [
            {"type": "overview", "text": {"headline": "All"}},
            {
                "text": {"headline": "Waterloo", "text": "The end."},
                "location": {"lat": 50.68, "lon": 4.41, "name": "Waterloo"},
                "date": "18 June 1815",
            },
            {"text": {"headline": "Without a day"}, "location": {"lat": 1, "lon": 2}},
        ]
    }
}
RECOGITO_CSV = (
    "UUID,FILE,QUOTE_TRANSCRIPTION,ANCHOR,TYPE,URI,VOCAB_LABEL,VOCAB_TEMPORAL_BOUNDS,LAT,LNG,PLACE_TYPE,"
    "VERIFICATION_STATUS,TAGS,COMMENTS\n"
    "a,walk.txt,Ligny,char-offset:12,PLACE,https://www.wikidata.org/entity/Q2746044,Ligny,,50.51,4.57,,VERIFIED,,\n"
    "b,walk.txt,Blücher,char-offset:23,PERSON,,,,,,,UNVERIFIED,,\n"
    "c,walk.txt,Wavre,char-offset:3,PLACE,https://www.wikidata.org/entity/Q99,Wavre,,50.71,4.61,,VERIFIED,,\n"
)
WALK = "We went to  Ligny with Blücher.\nThen to Wavre.\n"
RECOGITO_JSONLD: list[dict[str, Any]] = [
    {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://recogito.example/1",
        "type": "Annotation",
        "body": [
            {"type": "Place", "value": "https://www.wikidata.org/entity/Q2746044", "purpose": "identifying"}
        ],
        "target": {
            "selector": [
                {"type": "TextQuoteSelector", "exact": "Ligny"},
                {"type": "TextPositionSelector", "start": 12, "end": 17},
            ]
        },
    },
    {"type": "Annotation", "body": [], "target": {"selector": []}},
]
TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
 <teiHeader><fileDesc><titleStmt><title>A walk</title></titleStmt></fileDesc></teiHeader>
 <standOff><listPlace>
  <place xml:id="ligny"><placeName xml:lang="en">Ligny</placeName><location><geo>50.51 4.57</geo></location>
   <idno type="URI">https://www.wikidata.org/entity/Q2746044</idno></place>
  <place xml:id="nameless"><location><geo>1 2</geo></location></place>
 </listPlace></standOff>
 <text xml:lang="en"><body><p>We went to <placeName ref="#ligny">Ligny</placeName> at dawn.</p></body></text>
</TEI>
"""
GPX = """<?xml version="1.0"?>
<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">
 <wpt lat="50.41" lon="4.44"><name>Charleroi</name><time>1815-06-15T03:00:00Z</time></wpt>
 <wpt lat="50.51" lon="4.57"><name>Ligny</name><time>1815-06-16T14:00:00Z</time></wpt>
 <wpt lat="150.51" lon="4.57"><name>Nowhere</name></wpt>
 <trk><name>Advance</name><trkseg>
  <trkpt lat="50.41" lon="4.44"/><trkpt lat="50.47" lon="4.50"/><trkpt lat="50.51" lon="4.57"/>
 </trkseg></trk>
</gpx>
"""
OSM = """<?xml version="1.0"?>
<osm version="0.6">
 <node id="1" lat="50.0" lon="4.0"/><node id="2" lat="50.0" lon="5.0"/><node id="3" lat="51.0" lon="5.0"/>
 <node id="9" lat="50.5" lon="4.5"><tag k="name" v="Ligny"/><tag k="place" v="village"/></node>
 <way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/></way>
 <way id="11"><nd ref="3"/><nd ref="1"/></way>
 <relation id="20">
  <member type="way" ref="10" role="outer"/><member type="way" ref="11" role="outer"/>
  <tag k="name" v="Duchy"/><tag k="start_date" v="1815"/><tag k="end_date" v="1830-08-25"/>
 </relation>
 <relation id="21"><member type="way" ref="99" role="outer"/><tag k="name" v="Elsewhere"/></relation>
</osm>
"""
BIBTEX = """% exported by Zotero
@book{clausewitz_feldzug_1835,
  title = {Der {Feldzug} von 1815 in {F}rankreich},
  author = {Clausewitz, Carl von and M{\\"u}ller, J.},
  publisher = {D{\\"u}mmler}, address = {Berlin}, year = {1835}, pages = {1--20}
}
@article{nothing, year = {1900}}
@book{broken, title = {A brace is open
"""
RIS = (
    "TY  - JOUR\nAU  - Hofschröer, Peter\nTI  - The Waterloo campaign\nT2  - History\nPY  - 1998/06/18\n"
    "SP  - 1\nEP  - 20\nER  - \n\nTY  - BOOK\nPY  - 1900\nER  - \nTY  - BOOK\nTI  - It never ends\n"
)
CSL = [
    {"id": "a", "type": "book", "title": "A history", "author": [{"family": "Carr", "given": "E. H."}]},
    {"id": "b", "type": "book"},
]


def workbook() -> bytes:
    """A workbook as LibreOffice and Excel save it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in EVENTS:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def states(path: Path) -> None:
    """A file like CShapes: polygons with holder and years, in whatever format its name says."""
    left, right = shapely.box(4, 50, 5, 51), shapely.box(5, 50, 6, 51)
    table = gpd.GeoDataFrame(
        {
            "cntry_name": ["Netherlands", "Prussia", "Belgium", None],
            "gwsyear": [1815, 1815, 1831, 1815],
            "gweyear": [1830, 1914, 1914, 1820],
        },
        geometry=[left, right, left, right],
        crs=4326,
    )
    table.to_file(path)


def packed_shapefile(folder: Path) -> bytes:
    states(folder / "states.shp")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(folder.glob("states.*")):
            archive.write(path, path.name)
    return out.getvalue()


def kml() -> bytes:
    """A map of Google Earth, with a span and data, packed."""
    text = """<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>Line of 1815</name><TimeSpan><begin>1815</begin><end>1830</end></TimeSpan>
<LineString><coordinates>4,50,0 4.5,50.5,0 5,51,0</coordinates></LineString></Placemark>
<Placemark><name>Broken</name><LineString><coordinates>4,x</coordinates></LineString></Placemark>
</Document></kml>"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("doc.kml", text)
    return out.getvalue()


def dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
