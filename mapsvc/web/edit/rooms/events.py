"""The Events room: drafts and events, each a form beside its map."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, get_args

from flask import Blueprint, Response, abort, current_app, g, request

from mapsvc.atlas.editing.desk import FileChange
from mapsvc.atlas.editing.entry_places import PlaceIds, place_id, place_of_entry
from mapsvc.atlas.editing.event_text import put_event, read_event
from mapsvc.atlas.editing.geojson_text import put_feature
from mapsvc.atlas.followed_texts import language_of, read_words, text_ids, words_file
from mapsvc.atlas.gazetteer.index import Entry, name_key
from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.atlas.problems import Problems, build
from mapsvc.atlas.store import Store
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.drafting.draft_events import draft_record
from mapsvc.geoparse.drafting.draft_files import draft_text
from mapsvc.geoparse.drafting.proposals import propose_events
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.typed_dates import read_written
from mapsvc.kinds.words import Words
from mapsvc.language import translate
from mapsvc.model.calendars import gregorian_to_julian
from mapsvc.model.date_text import format_date
from mapsvc.model.fields import Category, Certainty, Role
from mapsvc.model.geometry import distance_km
from mapsvc.model.names import fold
from mapsvc.model.records import Event, Place
from mapsvc.web.edit import Room
from mapsvc.web.edit.bench import bench
from mapsvc.web.edit.previews import previews_of
from mapsvc.web.edit.replies import answer_data, base_of, desk, problems, room_page, saved, sent

ROOM = Room("events", 30)

blueprint = Blueprint("edit_events", __name__, url_prefix="/edit/events")

_PLACES_FILE = "places.geojson"
#: So many places are offered for what was typed.
_OFFERED = 12
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _atlas() -> Store:
    atlas = bench().atlas
    if atlas is None:
        abort(HTTPStatus.NOT_FOUND)
    return atlas


@blueprint.get("/")
@blueprint.get("/new")
@blueprint.get("/<event_id>")
def open_room(event_id: str = "") -> Response:
    """Show the room, with an event open."""
    atlas = bench().atlas
    if atlas is None:
        return room_page(ROOM, open=False)
    asked = {name: request.args[name] for name in ("text", "from", "to") if name in request.args}
    data = {
        "open": event_id,
        "new": asked if request.path.endswith("/new") else None,
        "languages": list(atlas.meta.languages),
        "roles": [[one, translate(g.lang, f"role.{one}")] for one in get_args(Role)],
        "certainties": [[one, translate(g.lang, f"certainty.{one}")] for one in get_args(Certainty)],
        "categories": [
            *([one, translate(g.lang, f"category.{one}")] for one in get_args(Category)),
            *([one, kind.name.in_(g.lang)] for one, kind in atlas.categories.items()),
        ],
        "sources": [[one, str(source.label.in_(g.lang))] for one, source in atlas.sources.items()],
        "texts": list(atlas.texts),
        "readable": _readable(atlas),
    }
    return room_page(ROOM, data, open=True)


def _readable(atlas: Store) -> list[list[str]]:
    """Return the texts whose words lie in the atlas, with what they are called."""
    return [
        [one, str(text.title.in_(g.lang)) if text.title else one]
        for one, text in atlas.texts.items()
        if words_file(atlas.root, one)
    ]


# ---- what there is ---------------------------------------------------------------------------------------
@blueprint.get("/list.json")
def listed_events() -> Response:
    """Return the drafts and the events, by date."""
    atlas = _atlas()
    return answer_data(
        {
            "drafts": [_line(atlas, event) for event in atlas.drafts.values()],
            "events": [_line(atlas, event) for event in atlas.events.values()],
            "faulty": sorted(
                {problem.file for problem in bench().read()[1] if problem.file.startswith("events/")}
            ),
        }
    )


def _line(atlas: Store, event: Event) -> dict[str, Any]:
    words = Words(atlas, atlas.language(_reader(atlas)))
    lacks = [lang for lang in atlas.meta.languages if lang not in event.title.languages]
    return {
        "id": event.id,
        "title": str(event.title.in_(words.lang)),
        "when": words.event_date(event).text,
        "lacks": lacks,
    }


def _reader(atlas: Store) -> str:
    """Return the language of the atlas that is nearest to the one that the room speaks."""
    return next((tag for tag in atlas.meta.languages if tag == g.lang), atlas.meta.languages[0])


@blueprint.get("/<event_id>.json")
def one(event_id: str) -> Response:
    """Return an event as its file says it, with the places that it names."""
    path = _path(event_id)
    data, _ = desk().read(path)
    if not data:
        abort(HTTPStatus.NOT_FOUND)
    try:
        record = read_event(data.decode("utf-8"))
    except ValueError as error:
        return problems([("", str(error))])
    return answer_data({"record": record, "base": base_of([path]), "places": _named(_atlas(), record)})


def _path(event_id: str) -> str:
    if not _SLUG.fullmatch(event_id):
        abort(HTTPStatus.NOT_FOUND)
    return f"events/{event_id}.toml"


def _named(atlas: Store, record: Mapping[str, Any]) -> dict[str, str]:
    """Return what the places of a record are called."""
    parts = record.get("places")
    named = [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    ids = [str(part.get("place")) for part in named]
    lang = _reader(atlas)
    return {one: str(atlas.places[one].name_on(lang)) for one in ids if one in atlas.places}


@blueprint.get("/new.json")
def begun() -> Response:
    """Return a new event: empty, or what a selection of a text tells of."""
    atlas, text = _atlas(), request.args.get("text", "")
    record: dict[str, Any] = {"on": "", "draft": True, "title": {}, "places": []}
    words = read_words(atlas.root, text) if text in text_ids(atlas.root) else None
    start, end = (request.args.get(name, -1, type=int) for name in ("from", "to"))
    if words is not None and 0 <= start < end <= len(words):
        record |= _told(atlas, text, words, (start, end))
    return answer_data({"record": record, "base": {}, "places": _named(atlas, record)})


def _told(atlas: Store, text: str, words: str, span: tuple[int, int]) -> dict[str, Any]:
    """Return what a selection tells of: the first event in it, else its lines."""
    start, end = span
    document = Document(text, words)
    spoken = language_of(atlas.root, text)
    parsed = _geoparser(atlas).parse(words[start:end], language=spoken)
    # The selection stands where it stands: lines are those of the whole text.
    lines = range(document.line_column(start)[0], document.line_column(max(start, end - 1))[0] + 1)
    found = propose_events(Document(text, words[start:end]), parsed, spoken)
    ids = {one.entry.id: one.entry.id for one in parsed if isinstance(one, PlaceMention) and one.entry}
    known = {key: own for key in ids if (own := _known_place(key))}
    record = draft_record(words[start:end], found[0], known, text, atlas.meta.languages) if found else {}
    return {**record, "texts": {text: list(lines)}}


@blueprint.post("/propose.json")
def propose() -> Response:
    """Draft the events that a text tells of, with its places and mentions, as `mapsvc draft` does."""
    atlas, text = _atlas(), str(sent().get("text", ""))
    words = read_words(atlas.root, text) if text in text_ids(atlas.root) else None
    if words is None:
        return problems([("text", translate(g.lang, "edit_events.no_words").format(text))])
    # With the places that the atlas has by now: corrections name them.
    parser = Geoparser(open_gazetteer(atlas.root))
    found = draft_text(
        atlas, Document(f"{text}.txt", words), parser, text=text, language=language_of(atlas.root, text)
    )
    what = translate(g.lang, "edit_events.proposed").format(text)
    done = desk().save(found.changes, what) if found.changes else None
    return saved(done, drafts=list(found.drafts), known=found.known, stale=list(found.stale))


def _known_place(entry_id: str) -> str:
    return PlaceIds.read(desk().read(_PLACES_FILE)[0]).find(entry_id)


def _geoparser(atlas: Store) -> Geoparser:
    kept: dict[str, Geoparser] = current_app.extensions.setdefault("mapsvc.events.geoparser", {})
    if str(atlas.root) not in kept:
        kept[str(atlas.root)] = Geoparser(open_gazetteer(atlas.root))
    return kept[str(atlas.root)]


# ---- what is typed ---------------------------------------------------------------------------------------
@blueprint.get("/date.json")
def date() -> Response:
    """Return what a date that was typed in any notation is: EDTF, and the same day in both calendars."""
    atlas = _atlas()
    langs = (str(g.lang), *atlas.meta.languages)
    typed = read_written(request.args.get("typed", "")[:200], langs, of_source=True)
    if typed is None:
        return answer_data({"edtf": ""})
    span = typed.span
    day = span.start if span.start is not None and span.start == span.end else None
    julian = "{:04d}-{:02d}-{:02d}".format(*gregorian_to_julian(day)) if day is not None else ""
    return answer_data(
        {
            "edtf": span.edtf,
            "calendar": typed.calendar,
            "julian": julian,
            "words": str(format_date(span, atlas.language(_reader(atlas)))),
        }
    )


@blueprint.get("/places.json")
def offered_places() -> Response:
    """Return places that are called as was typed: of the atlas, then of the gazetteer."""
    atlas, typed = _atlas(), request.args.get("q", "")[:100]
    lang = _reader(atlas)
    own = [
        {"id": place.id, "name": str(place.name_on(lang)), "where": "", "own": True}
        for place in _called(atlas, fold(typed.strip()))
    ]
    uses = _geoparser(atlas).gazetteer.uses(name_key(typed)) if typed.strip() else ()
    entries = {use.entry.id: use.entry for use in uses if use.entry.id not in atlas.places}
    other = [
        {"id": entry.id, "name": entry.title, "where": _where(entry), "own": False}
        for entry in sorted(entries.values(), key=lambda entry: _rank(atlas, entry))
        if not _known_place(entry.id)
    ]
    return answer_data({"places": [*own, *other][:_OFFERED]})


def _rank(atlas: Store, entry: Entry) -> tuple[bool, float]:
    """Return what sorts the entries of one name: those listed by hand first, then by how near they lie."""
    west, south, east, north = atlas.home
    middle = (west + east) / 2, (south + north) / 2
    if entry.lon is None or entry.lat is None:
        return entry.tier == "geonames", math.inf
    return entry.tier == "geonames", distance_km(*middle, entry.lon, entry.lat)


def _called(atlas: Store, typed: str) -> Iterator[Place]:
    """Yield the places of the atlas one of whose names begins so, or holds it."""
    if not typed:
        return
    ranked = []
    for place in atlas.places.values():
        names = [fold(place.title), *(fold(name.toponym) for name in place.names)]
        if any(typed in name for name in names):
            ranked.append((not any(name.startswith(typed) for name in names), place.title, place))
    ranked.sort(key=lambda row: row[:2])
    yield from (place for *_, place in ranked)


def _where(entry: Entry) -> str:
    parts = [translate(g.lang, f"reading_kind.{entry.kind}"), entry.country]
    return ", ".join(part for part in parts if part and not part.startswith("reading_kind."))


@blueprint.post("/places.json")
def add_place() -> Response:
    """Make a place of the atlas of an entry of the gazetteer."""
    atlas = _atlas()
    entry = _geoparser(atlas).gazetteer.find_entry(str(sent().get("entry", "")))
    if entry is None:
        return problems([("places", translate(g.lang, "edit_events.no_entry"))])
    data, base = desk().read(_PLACES_FILE)
    known = PlaceIds.read(data)
    own = known.find(entry.id)
    if own:
        return answer_data({"id": own, "name": known.places[own].name})
    feature = place_of_entry(entry, known, atlas.meta.languages[0])
    change = FileChange(
        _PLACES_FILE, base or None, put_feature(data.decode("utf-8"), feature).encode("utf-8")
    )
    done = desk().save([change], translate(g.lang, "edit_events.placed").format(entry.title))
    return saved(done, id=feature["id"], name=entry.title)


# ---- what is saved ---------------------------------------------------------------------------------------
def _built(
    atlas: Store, record: Mapping[str, Any], event_id: str
) -> tuple[Event | None, list[tuple[str, str]]]:
    """Return the record of an event, and what is wrong with it by field."""
    found = Problems(languages=atlas.meta.languages)
    event = build(Event, {**record, "id": event_id}, file="", problems=found)
    told = [(problem.field, problem.message) for problem in found.found]
    for at, part in enumerate(event.places if event is not None else ()):
        if part.place not in atlas.places:
            told.append((f"places[{at}].place", translate(g.lang, "edit_events.no_place").format(part.place)))
    if event is not None and not event.draft and not (event.cites or any(event.texts.values())):
        told.append(("cites", translate(g.lang, "edit_events.no_source")))
    if event is not None and not event.draft and not event.places:
        told.append(("places", translate(g.lang, "edit_events.no_places")))
    return event, told


@blueprint.post("/preview")
def preview_event() -> Response:
    """Compose the map of an event as it is typed, and return the address of its frame."""
    atlas = _atlas()
    record = sent().get("record")
    event, told = _built(atlas, record if isinstance(record, dict) else {}, "unsaved")
    faults = [{"field": field, "message": message} for field, message in told]
    if event is None or any(part.place not in atlas.places for part in event.places) or not event.places:
        return answer_data({"href": "", "problems": faults})
    number = previews_of(bench()).make(atlas, event, _reader(atlas))
    return answer_data({"href": f"/edit/events/preview/{number}", "problems": faults})


@blueprint.get("/preview/<int:number>")
def frame(number: int) -> Response:
    """Return the frame of a map that was composed."""
    found = previews_of(bench()).find(number)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    html, policy = found
    kept = re.sub(r"frame-ancestors[^;]*", "frame-ancestors 'self'", policy)
    headers = {"Content-Security-Policy": kept, "X-Frame-Options": "SAMEORIGIN"}
    return Response(html, headers=headers, mimetype="text/html")


@blueprint.put("/<event_id>.json")
def save(event_id: str) -> Response:
    """Write an event; a new one under an id made of its place and date."""
    atlas, body = _atlas(), sent()
    record, base = body.get("record"), body.get("base")
    if not isinstance(record, dict) or not isinstance(base, dict):
        return problems([("", translate(g.lang, "edit.js.failed"))], HTTPStatus.BAD_REQUEST)
    own = event_id if event_id != "new" else _new_id(atlas, record)
    event, told = _built(atlas, record, own)
    if event is None or told:
        return problems(told)
    path = _path(own)
    seen = base.get(path) or None
    what = f"{translate(g.lang, 'edit.room.events')}: {own}"
    if seen:
        done = desk().edit(path, lambda words: put_event(words, record), what, base=seen)
    else:
        done = desk().save([FileChange(path, None, put_event("", record).encode("utf-8"))], what)
    return saved(done, id=own)


def _new_id(atlas: Store, record: Mapping[str, Any]) -> str:
    parts = record.get("places") or [{}]
    first = parts[0].get("place", "") if isinstance(parts[0], dict) else ""
    title = record.get("title")
    said = title if isinstance(title, str) else next(iter((title or {}).values()), "")
    return place_id(f"{first or said} {record.get('on', '')}", {*atlas.events, *atlas.drafts})


@blueprint.delete("/<event_id>.json")
def remove(event_id: str) -> Response:
    """Take an event away; undo brings it back."""
    path = _path(event_id)
    base = sent().get("base")
    seen = base.get(path) if isinstance(base, dict) else None
    done = desk().save([FileChange(path, seen, None)], f"– {event_id}")
    return saved(done)
