"""The *Read* room: a text with what was found in it, and a reader's word on each mention."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, g, request

from mapsvc.atlas.corrections import CORRECTIONS, Correction, parse_corrections
from mapsvc.atlas.editing.entry_places import PlaceIds
from mapsvc.atlas.followed_texts import read_words, text_ids
from mapsvc.atlas.gazetteer.names import Entry
from mapsvc.errors import DateError, SchemaError
from mapsvc.files import compact_json
from mapsvc.language import direction, interface_languages, strings, translate
from mapsvc.model.calendars import CALENDARS
from mapsvc.model.usages import USAGES
from mapsvc.web.edit import Room
from mapsvc.web.edit.bench import bench
from mapsvc.web.edit.ground_map import ground_map
from mapsvc.web.edit.reading.candidates import search_places
from mapsvc.web.edit.reading.dates import read_decided_date
from mapsvc.web.edit.reading.decisions import (
    PLACES,
    Outcome,
    ReadingDesk,
    RefusedError,
    fold_decisions,
    read_decisions,
    told_decisions,
)
from mapsvc.web.edit.reading.finding import Findings
from mapsvc.web.edit.reading.views import found_json, joined_json, listed_texts, said_of_text
from mapsvc.web.edit.replies import answer_data, desk, problems, room_page, sent

blueprint = Blueprint("edit_read", __name__, url_prefix="/edit/read")

ROOM = Room("read", 20, "edit_read.title")

_LONGEST_TYPED = 100


def _findings() -> Findings:
    held: dict[Path, Findings] = current_app.extensions.setdefault("mapsvc.findings", {})
    return held.setdefault(bench().root, Findings(bench().root))


# ---- pages -------------------------------------------------------------------------------------------
@blueprint.get("/")
def texts() -> Response:
    """List the texts of the atlas."""
    listed = listed_texts(bench().root, g.lang, _corrections()[0])
    return room_page(ROOM, texts=listed, text=None)


@blueprint.get("/<text>/")
def text_page(text: str) -> Response:
    """Show the page of a text; its words come apart, as they are long."""
    _words_of(text)
    title, language = said_of_text(bench().root, text, g.lang)
    atlas = bench().atlas
    ground = ground_map(atlas, g.lang) if atlas else None
    data = {
        "text": text,
        "title": title,
        "language": language,
        "usages": list(USAGES),
        "calendars": list(CALENDARS),
        "said": _said(g.lang),
        "map": ground,
    }
    return room_page(
        ROOM,
        data,
        text={"id": text, "title": title, "language": language, "direction": direction(language)},
        has_map=ground is not None,
    )


def _said(lang: str) -> dict[str, str]:
    """Return words of other pages that this one says too: kinds of places, calendars, lists of names."""
    heads = ("reading_kind.", "reason_tier.", "reading.calendar_", "reading.usage_")
    return {key: said for key, said in strings(lang).items() if key.startswith(heads)}


# ---- data --------------------------------------------------------------------------------------------
@blueprint.get("/<text>/text.json")
def wordscompact_json(text: str) -> Response:
    """Return the words of a text, and what was found in them once that is done; else how far it is."""
    words, findings = _words_of(text), _findings()
    found = findings.find(words)
    corrections, fault = _corrections(text)
    pieces = {"base": joined_json(_base(text)), "fault": compact_json(fault)}
    if request.args.get("words") != "no":
        pieces["words"] = compact_json(words)
    if found is None:
        reading = findings.begin(words)
        told = {
            "ready": compact_json(False),
            "share": compact_json(reading.share),
            "unread": compact_json(reading.fault),
        }
    else:
        told = {"ready": compact_json(True)} | found_json(
            words, found, _places(), corrections, findings.titles(g.lang), g.lang
        )
    return Response(joined_json(pieces | told), mimetype="application/json")


@blueprint.get("/<text>/progress.json")
def progress(text: str) -> Response:
    """Return how much of a text has been read, 0 to 1."""
    reading = _findings().reading(_words_of(text))
    if reading is None:
        return answer_data({"share": 0, "done": False, "unread": ""})
    return answer_data({"share": reading.share, "done": reading.done.is_set(), "unread": reading.fault})


@blueprint.post("/<text>/again.json")
def again(text: str) -> Response:
    """Read a text again, with the places that the atlas has by now."""
    _findings().begin(_words_of(text), again=True)
    return answer_data({"share": 0, "done": False}, 202)


@blueprint.get("/<text>/decisions.json")
def decisions_now(text: str) -> Response:
    """Return what stands decided now: for a page beside which somebody else writes, or that undid."""
    corrections, fault = _corrections(text)
    folded, known = fold_decisions(corrections), _places()
    places = {told["place"] for told in folded.values() if "place" in told}
    return answer_data(
        {
            "base": {path: desk().read(path)[1] for path in _files(text)},
            "decisions": told_decisions(folded, folded),
            "linked": {one: own for one in places if (own := known.find(one))} | known.linked(),
            "fault": fault,
        }
    )


@blueprint.post("/<text>/decisions.json")
def save_decisions(text: str) -> Response:
    """Save decisions; those on which somebody else decided meanwhile come back with what stands there."""
    words, findings, body = _words_of(text), _findings(), sent()
    found = findings.find(words)
    if found is None:
        return problems([("", translate(g.lang, "edit_read.fault.unread"))], 409)
    _, language = said_of_text(bench().root, text, g.lang)
    reasons = {action: translate(g.lang, f"edit_read.reason.{action}") for action in ("accept", "reject")}
    entry_of = partial(_entry_of, findings, language)
    try:
        decisions, places = read_decisions(body)
        made = ReadingDesk(desk(), text, language, words, found, entry_of, reasons)
        counted = translate(g.lang, "edit_read.saved").replace("{0}", str(len(decisions)))
        with findings.saving:
            outcome = made.save(decisions, places, _named(body) or counted)
    except RefusedError as refused:
        return problems([(refused.field, translate(g.lang, f"edit_read.fault.{refused.why}"))])
    except SchemaError as error:
        return problems([(CORRECTIONS, str(error))])
    return answer_data(_told(text, outcome))


def _told(text: str, outcome: Outcome) -> dict[str, Any]:
    saved = outcome.saved
    return {
        "base": {path: desk().read(path)[1] for path in _files(text)},
        "entry": saved.entry if saved else 0,
        "what": saved.what if saved else "",
        "problems": [],
        "decisions": outcome.decisions,
        "made": outcome.made,
        "disagreed": outcome.disagreed,
    }


def _named(body: dict[str, Any]) -> str:
    """Return what the page says that it saves, for the history."""
    said = body.get("what")
    return " ".join(said.split())[:_LONGEST_TYPED] if isinstance(said, str) else ""


def _entry_of(findings: Findings, lang: str, entry_id: str) -> Entry | None:
    """Return an entry of the gazetteer, called as the language of the text calls it."""
    entry = findings.gazetteer().find_entry(entry_id)
    return entry and replace(entry, title=findings.titles(lang).get(entry_id, entry.title))


# ---- what is typed -----------------------------------------------------------------------------------
@blueprint.get("/search.json")
def typed_place() -> Response:
    """Find places by the beginning of a name."""
    typed = request.args.get("q", "")[:_LONGEST_TYPED]
    lon, lat = request.args.get("lon", type=float), request.args.get("lat", type=float)
    findings = _findings()
    near = None if lon is None or lat is None or abs(lon) > 180 or abs(lat) > 90 else (lon, lat)
    found = search_places(findings.gazetteer(), _places(), typed, near, findings.titles(g.lang))
    return answer_data({"q": typed, "found": found})


@blueprint.get("/date.json")
def typed_date_of() -> Response:
    """Read a date in any notation."""
    typed, calendar = request.args.get("q", "")[:_LONGEST_TYPED], request.args.get("calendar", "")
    langs = list(dict.fromkeys([request.args.get("language", ""), g.lang, *interface_languages()]))
    try:
        return answer_data(read_decided_date(typed, calendar, [tag for tag in langs if tag]))
    except (DateError, ValueError):
        return problems([("q", translate(g.lang, "edit_read.fault.date"))])


# ---- files -------------------------------------------------------------------------------------------
def _words_of(text: str) -> str:
    words = read_words(bench().root, text) if text in text_ids(bench().root) else None
    if words is None:
        abort(404)
    return words


def _corrections(text: str | None = None) -> tuple[list[Correction], str]:
    """Return the corrections of a text, and what is wrong with their file, if they cannot be read."""
    data, _ = desk().read(CORRECTIONS)
    try:
        listed = parse_corrections(data.decode("utf-8"))
    except (SchemaError, UnicodeDecodeError) as error:
        return [], str(error)
    return [one for one in listed if text is None or one.text in {"", text}], ""


def _places() -> PlaceIds:
    return PlaceIds.read(desk().read(PLACES)[0])


def _files(text: str) -> tuple[str, ...]:
    return CORRECTIONS, f"mentions/{text}.csv", PLACES


def _base(text: str) -> dict[str, str]:
    return {path: compact_json(desk().read(path)[1]) for path in _files(text)}
