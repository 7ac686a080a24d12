"""A text as one HTML page to read: names marked by usage on one side, the map of them on the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import shapely
from markupsafe import Markup

from mapsvc.atlas.gazetteer.names import Entry, titles_in
from mapsvc.errors import DateError, SchemaError
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.mention_files import mention_record
from mapsvc.geoparse.mentions import DateMention, Mention, PlaceMention
from mapsvc.language import plural, translate
from mapsvc.model.dates import parse_date
from mapsvc.model.day import Day
from mapsvc.model.geometry import Bounds, pad_bounds
from mapsvc.model.longitude import window
from mapsvc.model.meridian import near_lon
from mapsvc.model.scene import Credit, MapFeature, MapLayer, Scene
from mapsvc.model.usages import USAGES
from mapsvc.render import assets
from mapsvc.render.addresses import CARRIED
from mapsvc.render.document import carried_policy
from mapsvc.render.map_view import map_view
from mapsvc.render.shell import carried_files, render_shell
from mapsvc.render.web_fonts import LATIN
from mapsvc.scene.ground.basemap import ground_of
from mapsvc.scene.symbology import count_symbol
from mapsvc.templating import read_static, render, script_json

#: A longer text makes a page that browsers no longer scroll smoothly.
MOST_CHARACTERS = 1_500_000
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*|\f")
_LABELLED = 40
_WORDS = """
    mention_of line page used why sure alternatives no_alternatives same
    date_value date_printed calendar_gregorian calendar_julian calendar_rumi calendar_hijri kind_label start
"""
Texts = Sequence[tuple[Document, Sequence[Mention]]]
_COUNTRIES = frozenset({"state", "empire", "republic"})
_WHOLE_WORLD: Bounds = (-180.0, -60.0, 180.0, 75.0)


def write_reading(
    found: Iterable[tuple[Document, Iterable[Mention]]], *, lang: str, root: Path, title: str = ""
) -> Iterator[str]:
    """
    Yield the page of one text or several.

    Parameters
    ----------
    found
        Documents with their mentions in text order.
    lang
        Of the page.
    root
        Folder of the atlas, for the background of the map.
    title
        Of the page; the names of the documents when not given.

    Yields
    ------
    html
        One page that needs nothing else and asks for nothing.

    Raises
    ------
    SchemaError
        If the texts are too long for one page.
    """
    texts = [(document, list(mentions)) for document, mentions in found]
    length = sum(len(document.text) for document, _ in texts)
    if length > MOST_CHARACTERS:
        msg = (
            f"{length:,} characters are too many for one reading page; the most are {MOST_CHARACTERS:,}. "
            "Use --format jsonl, or fewer files."
        )
        raise SchemaError(msg)
    yield render_reading(texts, lang=lang, root=root, title=title)


def render_reading(texts: Texts, *, lang: str, root: Path, title: str = "") -> str:
    """Return the page of texts with their mentions; see `write_reading`."""
    texts = _in_language(texts, titles_in(root, lang))
    places = _places(texts)
    scene = _reading_map(texts, places, lang=lang, root=root)
    shell = render_shell(scene, CARRIED)
    files = carried_files(scene.basemap, scene, CARRIED)
    items: list[dict[str, Any]] = []
    documents = [
        {"name": document.name, "paragraphs": list(_paragraphs(document, mentions, items, places, lang))}
        for document, mentions in texts
    ]
    usages = Counter(item["usage"] for item in items if item["type"] == "place")
    counts = (sum(usages.values()), len(places), sum(item["type"] == "date" for item in items))
    said = (*_WORDS.split(), *(f"usage_{usage}" for usage in USAGES))
    words = {name: translate(lang, f"reading.{name}") for name in said}
    shown = LATIN + title + str(words) + str(items) + "".join(document.text for document, _ in texts)
    common = Markup(assets.inline_scripts())
    own = Markup(read_static("js/reading.js").decode().replace("</script", "<\\/script"))
    context: dict[str, Any] = {
        "policy": carried_policy(str(common), str(shell.script), str(own)),
        "title": title or ", ".join(document.name for document, _ in texts),
        "counts": ", ".join(
            plural(lang, f"reading.{what}", count)
            for what, count in zip(("names", "places", "dated"), counts, strict=True)
        ),
        "documents": documents,
        "usages": [(usage, usages[usage]) for usage in USAGES],
        "date_count": counts[2],
        "map": map_view(scene, shell, CARRIED),
        # Our own files, read from the package.
        "inline_css": Markup(
            assets.inline_stylesheets(shown) + "\n" + read_static("css/reading.css").decode()
        ),
        "inline_js": common,
        "reading_js": own,
        "inline_data": script_json(files),
        "reading_data": script_json({"mentions": items, "words": words, "places": list(places.values())}),
    }
    return render("export/reading.html", lang, context)


def _in_language(texts: Texts, titles: Mapping[str, str]) -> Texts:
    return [(document, [_named(mention, titles) for mention in mentions]) for document, mentions in texts]


def _named(mention: Mention, titles: Mapping[str, str]) -> Mention:
    """Return a mention whose places are called as in the language of the page, where that is known."""
    if not isinstance(mention, PlaceMention) or mention.entry is None:
        return mention
    entry, *others = (
        replace(known, title=titles.get(known.id, known.title))
        for known in (mention.entry, *(other.entry for other in mention.alternatives))
    )
    alternatives = (
        other._replace(entry=known) for other, known in zip(mention.alternatives, others, strict=True)
    )
    return replace(mention, entry=entry, alternatives=tuple(alternatives))


def _places(texts: Texts) -> dict[str, dict[str, Any]]:
    """Return the places to pin by id, with how often they are named, most first."""
    pinned = [entry for _, mentions in texts for entry in map(_pinned, mentions) if entry is not None]
    entries = {entry.id: entry for entry in pinned}
    return {
        ident: {
            "id": f"read/{ident}",
            "name": entries[ident].title,
            "kind": entries[ident].kind,
            "count": count,
            "lon": entries[ident].lon,
            "lat": entries[ident].lat,
        }
        for ident, count in Counter(entry.id for entry in pinned).most_common()
    }


def _pinned(mention: Mention) -> Entry | None:
    """Return the place that a mention pins; a treaty's name is not where something happened."""
    if not isinstance(mention, PlaceMention) or mention.usage == "embedded":
        return None
    entry = mention.entry
    return entry if entry is not None and entry.lon is not None else None


def _paragraphs(
    document: Document,
    mentions: Sequence[Mention],
    items: list[dict[str, Any]],
    places: Mapping[str, Mapping[str, Any]],
    lang: str,
) -> Iterator[list[dict[str, Any]]]:
    """Yield paragraphs as pieces: plain text, and mentions that point into `items`."""
    text, waiting = document.text, list(mentions)
    begin = 0
    ends = [(found.start(), found.end()) for found in _PARAGRAPH.finditer(text)] + [(len(text), len(text))]
    at = 0
    for end, following in ends:
        pieces: list[dict[str, Any]] = []
        offset = begin
        while at < len(waiting) and waiting[at].start < end:
            mention = waiting[at]
            at += 1
            if mention.start < offset:
                continue
            pieces.append({"text": text[offset : mention.start]})
            pieces.append(_piece(document, mention, items, places, lang))
            offset = mention.end
        pieces.append({"text": text[offset:end]})
        if text[begin:end].strip():
            yield pieces
        begin = following


def _piece(
    document: Document,
    mention: Mention,
    items: list[dict[str, Any]],
    places: Mapping[str, Mapping[str, Any]],
    lang: str,
) -> dict[str, Any]:
    record = mention_record(document, mention, lang=lang)
    number = len(items)
    shown = document.text[mention.start : mention.end]
    if isinstance(mention, DateMention):
        items.append(
            {key: record[key] for key in ("type", "edtf", "calendar", "gregorian", "reason", "line")}
        )
        return {"text": shown, "number": number, "class": "date"}
    kept = ("type", "name", "lon", "lat", "usage", "score", "reason", "usage_reason", "line", "page")
    item = {key: record[key] for key in kept if key in record}
    place = places.get(str(record["place"]))
    item["feature"] = place["id"] if place else None
    item["kind"] = translate(lang, f"reading_kind.{record['kind']}")
    item["others"] = [_other(other, lang) for other in record["alternatives"]]
    items.append(item)
    return {"text": shown, "number": number, "class": record["usage"]}


def _other(other: Mapping[str, Any], lang: str) -> dict[str, Any]:
    shown = {key: other[key] for key in ("name", "country", "lon", "lat", "score")}
    return shown | {"kind": translate(lang, f"reading_kind.{other['kind']}")}


def _year_of(texts: Texts) -> int:
    """
    Return the year of the ground: the middle one of those that the texts date by.

    Where they date nothing it is 0, before all that the ground knows the years of.
    """
    years = []
    for _, mentions in texts:
        for mention in mentions:
            try:
                span = parse_date(mention.gregorian) if isinstance(mention, DateMention) else None
            except DateError:
                continue
            if span and span.start:
                years.append(span.start.year)
    return int(median(years)) if years else 0


def _reading_map(
    texts: Texts,
    places: Mapping[str, Mapping[str, Any]],
    *,
    lang: str,
    root: Path,
) -> Scene:
    usage: dict[str, Counter[str]] = {}
    for _, mentions in texts:
        for mention in mentions:
            entry = _pinned(mention)
            if entry is not None and isinstance(mention, PlaceMention):
                usage.setdefault(entry.id, Counter())[mention.usage] += 1
    symbols: dict[str, Any] = {}
    features = []
    for rank, (ident, place) in enumerate(places.items()):
        key, symbol = count_symbol(min(place["count"], 120))
        symbols[key] = symbol
        features.append(_feature(ident, place, key, rank, usage[ident], lang))
    basemap = ground_of(root)
    return Scene(
        kind="reading",
        id="reading",
        lang=lang,
        title=translate(lang, "reading.map"),
        caption=translate(lang, "reading.map"),
        date=None,
        day=Day(_year_of(texts), 7, 1),
        extent=_extent(places.values()),
        layers=(MapLayer("reading", translate(lang, "reading.map"), tuple(features)),),
        symbols=symbols,
        legend=(),
        credits=(
            *(Credit(*credit) for credit in basemap.credits_in(lang) if "GeoNames" not in credit[0]),
            Credit(translate(lang, "reading.GeoNames"), "https://www.geonames.org/"),
        ),
        basemap=basemap,
    )


def _feature(
    ident: str, place: Mapping[str, Any], symbol: str, rank: int, usage: Counter[str], lang: str
) -> MapFeature:
    rows = [(translate(lang, "reading.kind_label"), translate(lang, f"reading_kind.{place['kind']}"))]
    rows += [(translate(lang, f"reading.usage_{name}"), str(usage[name])) for name in USAGES if usage[name]]
    return MapFeature(
        id=f"read/{ident}",
        geometry=shapely.Point(place["lon"], place["lat"]),
        symbol=symbol,
        name=place["name"],
        detail=str(place["count"]),
        label=place["name"] if rank < _LABELLED else None,
        priority=1 if rank < 4 else 2 if rank < 12 else 3 if rank < 24 else 5,
        rows=tuple(rows),
    )


def _extent(places: Iterable[Mapping[str, Any]]) -> Bounds:
    """Return the view that holds most mentions; a lone far place does not push the rest into a corner."""
    known = list(places)
    # a country's middle is no spot; it counts only where nothing else does
    spots = [place for place in known if place["kind"] not in _COUNTRIES] or known
    points = [(place["lon"], place["lat"]) for place in spots for _ in range(min(place["count"], 6))]
    if not points:
        return _WHOLE_WORLD
    west, east = window((lon, lon) for lon, _ in points)
    lons = sorted(near_lon(lon, (west + east) / 2) for lon, _ in points)
    lats = sorted(lat for _, lat in points)
    cut = len(lons) // 16
    inner = (lons[cut], lats[cut], lons[-1 - cut], lats[-1 - cut])
    return pad_bounds(inner, share=0.12, least_deg=4)
