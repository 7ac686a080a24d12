"""Mentions written out: JSON lines, GeoJSON, CSV, and W3C Web Annotations."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from mapsvc.errors import UnknownFormatError, not_found
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.mentions import Choice, DateMention, Mention, PlaceMention
from mapsvc.geoparse.reason_text import reason_text

_QUOTED_AROUND = 32
_ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MENTION_COLUMNS = (
    "file", "page", "line", "column", "type", "start", "end", "token_end", "surface", "place", "name",
    "lon", "lat", "radius_km", "kind", "usage", "score", "edtf", "calendar", "gregorian", "reason",
)  # fmt: skip
#: A cell that begins so would be run by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Found = tuple[Document, Iterable[Mention]]


def mention_record(document: Document, mention: Mention, *, lang: str = "en") -> dict[str, Any]:
    """
    Return a mention as the object that `--format jsonl` writes.

    Parameters
    ----------
    document
        Where it stands.
    mention
        A place or a date.
    lang
        Of the reasons, `"en"` or `"tr"`.

    Returns
    -------
    record
        With `start` and `end` in characters of the decoded file; see `docs/geoparse.md`.
    """
    line, column = document.line_column(mention.start)
    where: dict[str, Any] = {"line": line, "column": column}
    page = document.page(mention.start)
    if page is not None:
        where["page"] = page
    record = (
        _place(document, mention, lang)
        if isinstance(mention, PlaceMention)
        else _date(document, mention, lang)
    )
    given = {"given": mention.given} if mention.given else {}
    return record | given | where


def _offsets(document: Document, mention: Mention) -> tuple[int, int]:
    return document.file_offset(mention.start), document.file_end(mention.end)


def _place(document: Document, mention: PlaceMention, lang: str) -> dict[str, Any]:
    entry = mention.entry
    start, end = _offsets(document, mention)
    lon, lat, radius = (entry.lon, entry.lat, entry.radius_km) if entry else mention.around or (None,) * 3
    return {
        "type": "place",
        "start": start,
        "end": end,
        "surface": mention.surface,
        "token_end": document.file_end(mention.token_end),
        "place": entry.id if entry else None,
        "name": entry.title if entry else None,
        "lon": lon,
        "lat": lat,
        "radius_km": radius,
        "kind": mention.kind,
        "usage": mention.usage,
        "score": mention.score,
        "lang": mention.lang,
        "reason": reason_text(mention.why, lang),
        "usage_reason": reason_text([mention.why_usage], lang),
        "alternatives": [_alternative(choice) for choice in mention.alternatives],
    }


def _alternative(choice: Choice) -> dict[str, Any]:
    entry = choice.entry
    return {
        "place": entry.id,
        "name": entry.title,
        "lon": entry.lon,
        "lat": entry.lat,
        "kind": entry.kind,
        "country": entry.country,
        "score": choice.score,
    }


def _date(document: Document, mention: DateMention, lang: str) -> dict[str, Any]:
    start, end = _offsets(document, mention)
    return {
        "type": "date",
        "start": start,
        "end": end,
        "surface": mention.surface,
        "edtf": mention.edtf,
        "calendar": mention.calendar,
        "gregorian": mention.gregorian,
        "score": mention.score,
        "reason": reason_text(mention.reasons, lang),
    }


def write_jsonl(found: Iterable[Found], *, several: bool = False, lang: str = "en") -> Iterator[str]:
    """Yield one JSON object a line, in text order; with `file` where there are several documents."""
    for document, mentions in found:
        named = {"file": document.name} if several else {}
        for mention in mentions:
            yield json.dumps(named | mention_record(document, mention, lang=lang), ensure_ascii=False) + "\n"


def write_mentions_geojson(
    found: Iterable[Found], *, several: bool = False, lang: str = "en"
) -> Iterator[str]:
    """Yield a GeoJSON feature collection of the places; a place that is not resolved has no geometry."""
    yield '{"type":"FeatureCollection","features":['
    first = True
    for document, mentions in found:
        for mention in mentions:
            if isinstance(mention, PlaceMention):
                record = mention_record(document, mention, lang=lang)
                lon, lat = record.pop("lon"), record.pop("lat")
                yield ("\n" if first else ",\n") + json.dumps(
                    {
                        "type": "Feature",
                        "geometry": None if lon is None else {"type": "Point", "coordinates": [lon, lat]},
                        "properties": {"file": document.name, **record},
                    },
                    ensure_ascii=False,
                )
                first = False
    yield "\n]}\n"


def write_mentions_csv(found: Iterable[Found], *, several: bool = False, lang: str = "en") -> Iterator[str]:
    """Yield CSV with a header; a cell that a spreadsheet would take for a formula gets an apostrophe."""
    yield _row(MENTION_COLUMNS)
    for document, mentions in found:
        for mention in mentions:
            record = {"file": document.name, **mention_record(document, mention, lang=lang)}
            yield _row(_cell(record.get(column)) for column in MENTION_COLUMNS)


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    text = " ".join(value.split("\n"))
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_mentions_annotations(
    found: Iterable[Found], *, several: bool = False, lang: str = "en"
) -> Iterator[str]:
    """
    Yield a page of W3C annotations.

    Ids are made from the names and the characters of the documents: the same text has the same ids in every
    run, and an id says which text the offsets count in.

    References
    ----------
    Web Annotation Data Model, W3C Recommendation, 23 February 2017.
    """
    head = {"@context": _ANNOTATION_CONTEXT, "type": "AnnotationPage", "items": []}
    yield json.dumps(head, ensure_ascii=False)[:-2]
    texts = []
    first = True
    for document, mentions in found:
        texts.append(_fingerprint(document.name, document.text))
        for mention in mentions:
            yield ("\n" if first else ",\n") + json.dumps(
                _annotation(document, mention, texts[-1], lang), ensure_ascii=False
            )
            first = False
    # The page's own id comes last: what stands on it is known only now.
    yield f'\n], "id": "urn:mapsvc:annotations:{_fingerprint(*texts)}"}}\n'


def _fingerprint(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _annotation(document: Document, mention: Mention, text_id: str, lang: str) -> dict[str, Any]:
    start, end = _offsets(document, mention)
    text = document.text
    if isinstance(mention, PlaceMention):
        motivation, body = "identifying", _place_body(document, mention, lang)
    else:
        motivation, body = "tagging", [_date_body(document, mention, lang)]
    return {
        "id": f"urn:mapsvc:mention:{text_id}:{start}-{end}",
        "type": "Annotation",
        "motivation": motivation,
        "body": body,
        "target": {
            "type": "SpecificResource",
            # A name is no address, and the offsets hold for these very characters alone.
            "source": {"id": f"urn:mapsvc:text:{text_id}", "type": "Text", "label": document.name},
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": text[mention.start : mention.end],
                    "prefix": text[max(0, mention.start - _QUOTED_AROUND) : mention.start],
                    "suffix": text[mention.end : mention.end + _QUOTED_AROUND],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }


def _date_body(document: Document, mention: DateMention, lang: str) -> dict[str, Any]:
    record = mention_record(document, mention, lang=lang)
    kept = ("edtf", "calendar", "gregorian")
    body = {"type": "TextualBody", "purpose": "tagging", "value": mention.edtf}
    return body | {name: record[name] for name in kept}


def _place_body(document: Document, mention: PlaceMention, lang: str) -> list[dict[str, Any]]:
    usage = {"type": "TextualBody", "purpose": "classifying", "value": mention.usage}
    if mention.entry is None:
        return [usage]
    record = mention_record(document, mention, lang=lang)
    number = mention.entry.id.removeprefix("geonames:")
    place = {
        "id": f"https://www.geonames.org/{number}"
        if number.isdigit()
        else f"urn:mapsvc:places/{quote(mention.entry.id)}",
        "type": "Dataset",
        "label": mention.entry.title,
        "geometry": {"type": "Point", "coordinates": [record["lon"], record["lat"]]},
    }
    return [{"type": "SpecificResource", "purpose": "identifying", "source": place}, usage]


Writer = Callable[..., Iterator[str]]
WRITERS: Mapping[str, Writer] = {
    "jsonl": write_jsonl,
    "geojson": write_mentions_geojson,
    "csv": write_mentions_csv,
    "annotations": write_mentions_annotations,
}


def writer_of(name: str) -> Writer:
    """
    Return the writer of a format.

    Raises
    ------
    UnknownFormatError
        If there is none.
    """
    if name not in WRITERS:
        raise not_found(UnknownFormatError, "format", name, WRITERS)
    return WRITERS[name]
