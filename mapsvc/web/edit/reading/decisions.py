"""What a reader decided on the mentions of a text: read from what a page sends, folded, and saved at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from hashlib import sha256
from typing import Any

from mapsvc.atlas.correction_writing import record_corrections
from mapsvc.atlas.corrections import CORRECTIONS, Correction, is_printed_date, parse_corrections
from mapsvc.atlas.editing.csv_text import put_row, remove_row
from mapsvc.atlas.editing.desk import Desk, FileChange, Saved
from mapsvc.atlas.editing.entry_places import PlaceIds, made_place, place_id, place_of_entry
from mapsvc.atlas.editing.geojson_text import put_feature
from mapsvc.atlas.gazetteer.names import Entry
from mapsvc.errors import EditConflict
from mapsvc.files import compact_json
from mapsvc.geoparse.documents import Document
from mapsvc.model.calendars import CALENDARS
from mapsvc.model.usages import USAGES
from mapsvc.web.edit.reading.finding import Found

PLACES = "places.geojson"
ACTIONS = ("accept", "reject", "forget")
MOST_DECISIONS = 2_000
_LONGEST, _LONGEST_NAME = 1_000, 200
_MOST_TRIES = 5
_NUMBERS, _LARGEST = frozenset({"line", "column", "length"}), 10**9
_ROW_COLUMNS = ("line", "column", "surface", "place", "usage", "lang")
_ROW_KEY = _ROW_COLUMNS[:2]

#: Line, column and type of a mention.
Where = tuple[int, int, str]


@dataclass(frozen=True)
class Decision:
    """
    A reader's word on one mention.

    Attributes
    ----------
    line, column, length
        Where the words stand that it is about, in characters.
    seen
        The `decision_mark` of what had been decided there as far as the reader knew.
    """

    line: int
    column: int
    length: int
    action: str
    type: str = "place"
    place: str = ""
    usage: str = "literal"
    lang: str = ""
    reason: str = ""
    certainty: str = ""
    edtf: str = ""
    calendar: str = ""
    gregorian: str = ""
    seen: str = ""

    @property
    def where(self) -> Where:
        """What it is about."""
        return self.line, self.column, self.type


@dataclass(frozen=True)
class NewPlace:
    """A place that a reader says by hand, on a spot of the map or by name alone."""

    name: str
    lon: float | None
    lat: float | None
    kind: str = "settlement"


class RefusedError(Exception):
    """Something that was sent cannot be: its field, and the key of the words that say why."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why)
        self.field, self.why = name, why


# ---- what is sent ------------------------------------------------------------------------------------
def read_decisions(sent: Mapping[str, Any]) -> tuple[list[Decision], dict[str, NewPlace]]:
    """
    Read what a page sends.

    Raises
    ------
    RefusedError
        If something of it cannot be.
    """
    raws, raw_places = sent.get("decisions"), sent.get("places") or {}
    if not isinstance(raws, list) or not 0 < len(raws) <= MOST_DECISIONS or not isinstance(raw_places, dict):
        raise RefusedError("decisions", "count")
    return [_decision(raw) for raw in raws], {key: _new_place(raw) for key, raw in raw_places.items()}


def _decision(raw: Any) -> Decision:
    if not isinstance(raw, dict) or not raw.keys() <= Decision.__dataclass_fields__.keys():
        raise RefusedError("decisions", "form")
    for name, value in raw.items():
        if not (_is_place(value) if name in _NUMBERS else isinstance(value, str) and len(value) <= _LONGEST):
            raise RefusedError(name, "form")
    try:
        made = Decision(**raw)
    except TypeError:
        raise RefusedError("decisions", "form") from None
    for name, value, allowed in (
        ("action", made.action, ACTIONS),
        ("type", made.type, ("place", "date")),
        ("usage", made.usage, USAGES),
        ("certainty", made.certainty, ("", "uncertain")),
    ):
        if value not in allowed:
            raise RefusedError(name, "form")
    if made.action == "accept":
        _check_accepted(made)
    return made


def _is_place(value: Any) -> bool:
    return type(value) is int and 0 < value < _LARGEST


def _check_accepted(made: Decision) -> None:
    if made.type == "place" and not made.place:
        raise RefusedError("place", "place")
    if made.type == "date":
        if made.calendar not in CALENDARS:
            raise RefusedError("calendar", "form")
        if not is_printed_date(made.edtf, made.calendar):
            raise RefusedError("edtf", "date")
        if not is_printed_date(made.gregorian):
            raise RefusedError("gregorian", "date")


def _new_place(raw: Any) -> NewPlace:
    try:
        made = NewPlace(**raw)
    except TypeError:
        raise RefusedError("places", "form") from None
    if not isinstance(made.name, str) or not 0 < len(made.name.strip()) <= _LONGEST_NAME:
        raise RefusedError("name", "name")
    lon, lat = made.lon, made.lat
    if (lon is None) != (lat is None) or not isinstance(made.kind, str):
        raise RefusedError("lon", "point")
    if lon is not None and lat is not None and not (_is_number(lon, 180) and _is_number(lat, 90)):
        raise RefusedError("lon", "point")
    return replace(made, name=" ".join(made.name.split()))


def _is_number(value: Any, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= most


# ---- what was decided --------------------------------------------------------------------------------
def decision_mark(decided: Mapping[str, Any] | None) -> str:
    """Return what tells whether a decision is still the same; empty for none."""
    return sha256(compact_json(decided).encode()).hexdigest()[:12] if decided else ""


def fold_decisions(corrections: Iterable[Correction]) -> dict[Where, dict[str, str]]:
    """
    Return what was decided on each mention, all corrections of it taken together.

    Returns
    -------
    decided
        By line, column and type; a member that no correction says is as it was found.
    """
    decided: dict[Where, dict[str, str]] = {}
    for one in corrections:
        if one.action == "rename":
            continue
        where = one.line, one.column, one.type
        told = {
            "surface": one.surface,
            "place": one.to or one.place,
            "usage": one.usage,
            "lang": one.lang,
            "edtf": one.edtf,
            "calendar": one.calendar,
            "gregorian": one.gregorian,
            "certainty": one.certainty,
            "reason": one.reason,
        }
        said = {name: value for name, value in told.items() if value}
        before = {} if one.action in {"accept", "reject"} else decided.get(where, {})
        action = "reject" if one.action == "reject" else "accept"
        decided[where] = {**before, "action": action, **said}
    return decided


def told_decisions(
    decided: Mapping[Where, Mapping[str, str]], wheres: Iterable[Where]
) -> list[dict[str, Any]]:
    """Return what stands at some mentions as a page takes it; nothing but the place of those undecided."""
    return [
        {
            "line": line,
            "column": column,
            "type": type_,
            "seen": decision_mark(decided.get((line, column, type_))),
        }
        | dict(decided.get((line, column, type_), {}))
        for line, column, type_ in wheres
    ]


# ---- saving ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Outcome:
    """
    What was saved.

    Attributes
    ----------
    decisions
        What stands at the mentions now.
    made
        The ids that new places got, and entries of the gazetteer that became places.
    disagreed
        Mentions on which somebody else decided since the reader saw them, as it stands now; the decisions
        on them were not saved, all others were.
    """

    saved: Saved | None
    decisions: list[dict[str, Any]]
    made: dict[str, str]
    disagreed: list[dict[str, Any]]


@dataclass
class ReadingDesk:
    """
    Writes decisions on a text into its atlas: corrections, mentions, and places that are new there.

    Attributes
    ----------
    text, language
        The id of the text, and its language.
    words
        Of the text.
    found
        What was found in it.
    entry_of
        From an id to the entry of the gazetteer; nothing where there is none.
    reasons
        Words for decisions that give no reason, by action.
    """

    desk: Desk
    text: str
    language: str
    words: str
    found: Found
    entry_of: Callable[[str], Entry | None]
    reasons: Mapping[str, str]
    _document: Document = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Know the lines of the text."""
        self._document = Document(self.text, self.words)

    def save(self, decisions: Sequence[Decision], places: Mapping[str, NewPlace], what: str) -> Outcome:
        """
        Save decisions at once, but for those on which somebody else decided meanwhile.

        Raises
        ------
        RefusedError
            If one is about words that are not there, or a place that nobody knows.
        EditConflict, WriteError
            As the desk does.
        """
        for tried in range(_MOST_TRIES):
            try:
                return self._save(decisions, places, what)
            except EditConflict:
                if tried == _MOST_TRIES - 1:
                    raise
        raise AssertionError

    def _save(self, decisions: Sequence[Decision], places: Mapping[str, NewPlace], what: str) -> Outcome:
        files = {path: self.desk.read(path) for path in (CORRECTIONS, self._rows_path, PLACES)}
        listed = parse_corrections(files[CORRECTIONS][0].decode("utf-8"))
        agreed, disagreed = self._agreed(decisions, listed)
        if not agreed:
            return Outcome(None, [], {}, disagreed)
        known = PlaceIds.read(files[PLACES][0])
        ids, features = self._place_ids(agreed, places, known)
        settled = [replace(one, place=ids.get(one.place, one.place)) for one in agreed]
        corrections = [self._correction(one) for one in settled]
        words = {path: data.decode("utf-8") for path, (data, _) in files.items()}
        words[CORRECTIONS] = record_corrections(words[CORRECTIONS], corrections, listed)
        words[PLACES] = reduce(put_feature, features, words[PLACES])
        words[self._rows_path] = self._with_rows(words[self._rows_path], settled, known)
        saved = self.desk.save(_changes(files, words), what)
        made = {asked: own for asked, own in ids.items() if asked != own}
        return Outcome(saved, _standing(settled, corrections), made, disagreed)

    @property
    def _rows_path(self) -> str:
        return f"mentions/{self.text}.csv"

    def _agreed(
        self, decisions: Sequence[Decision], listed: Iterable[Correction]
    ) -> tuple[list[Decision], list[dict[str, Any]]]:
        """Return the decisions that nobody came before, and what stands at the mentions of the others."""
        before = fold_decisions(one for one in listed if one.text in {"", self.text})
        other = {one.where for one in decisions if one.seen != decision_mark(before.get(one.where))}
        return [one for one in decisions if one.where not in other], told_decisions(before, other)

    def _place_ids(
        self, decisions: Iterable[Decision], places: Mapping[str, NewPlace], known: PlaceIds
    ) -> tuple[dict[str, str], list[dict[str, Any]]]:
        """Return the atlas's ids of the places that are meant, and the places that it has to get."""
        ids: dict[str, str] = {}
        features = []
        for one in decisions:
            asked = one.place
            if one.action != "accept" or not asked or asked in ids:
                continue
            ids[asked] = known.find(asked)
            if ids[asked]:
                continue
            feature = self._feature(one, places, known)
            known.add(feature)
            features.append(feature)
            ids[asked] = str(feature["id"])
        return ids, features

    def _feature(self, one: Decision, places: Mapping[str, NewPlace], known: PlaceIds) -> dict[str, Any]:
        if one.place in places:
            new = places[one.place]
            own = place_id(new.name, known.places)
            return made_place(own, new.name, self.language, new.kind, (new.lon, new.lat))
        entry = self.entry_of(one.place)
        if entry is None:
            raise RefusedError("place", "unknown_place")
        return place_of_entry(entry, known, self.language, self._called(one))

    def _called(self, one: Decision) -> str:
        """Return what the text calls a place, if that is a name of it for all that the gazetteer knows."""
        mention = self.found.mentions.get(one.where)
        if mention is None or one.place not in {mention["place"], *(other for other, _ in mention["others"])}:
            return ""
        return self._surface(replace(one, length=mention["length"]))

    def _correction(self, one: Decision) -> dict[str, Any]:
        where = {"text": self.text, "action": one.action, "line": one.line, "column": one.column}
        dated = {"type": one.type} if one.type == "date" else {}
        if one.action == "forget":
            return where | dated
        told = where | dated | {"surface": self._surface(one)}
        if one.action == "accept" and one.type == "date":
            told |= {"edtf": one.edtf, "calendar": one.calendar, "gregorian": one.gregorian}
        elif one.action == "accept":
            told |= {"place": one.place, "usage": one.usage, "lang": one.lang or self.language}
        return told | {"certainty": one.certainty, "reason": one.reason or self.reasons[one.action]}

    def _surface(self, one: Decision) -> str:
        begin = self._document.offset_at(one.line, one.column)
        if begin is None or not 0 < one.length <= _LONGEST_NAME or begin + one.length > len(self.words):
            raise RefusedError("line", "words")
        surface = " ".join(self.words[begin : begin + one.length].split())
        if not surface:
            raise RefusedError("line", "words")
        return surface

    def _with_rows(self, table: str, settled: Iterable[Decision], known: PlaceIds) -> str:
        """Return the list of mentions as the decisions want it; undecided ones are as they were found."""
        for one in settled:
            if one.type == "date":
                continue
            row = self._row(one, known)
            if row is not None:
                table = put_row(table, row, _ROW_KEY, order=_in_order)
            elif table:
                table = remove_row(table, {"line": str(one.line), "column": str(one.column)}, _ROW_KEY)
        return table

    def _row(self, one: Decision, known: PlaceIds) -> dict[str, str] | None:
        if one.action == "accept":
            values = (self._surface(one), one.place, one.usage, one.lang or self.language)
        elif one.action == "forget" and (mention := self.found.mentions.get(one.where)) is not None:
            as_found = replace(one, length=mention["whole"])
            place = known.find(mention["place"]) if mention["place"] else ""
            values = (self._surface(as_found), place, mention["usage"], mention["lang"])
        else:
            return None
        row = dict(zip(_ROW_COLUMNS, (str(one.line), str(one.column), *values), strict=True))
        return row if row["place"] else None


def _standing(settled: Iterable[Decision], corrections: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what stands at mentions that were decided on; what is taken back leaves nothing."""
    after = fold_decisions(Correction(**told) for told in corrections if told["action"] != "forget")
    return told_decisions(after, dict.fromkeys(one.where for one in settled))


def _changes(files: Mapping[str, tuple[bytes, str]], words: Mapping[str, str]) -> list[FileChange]:
    """Return what is to be written of some files that were read: those that say something else now."""
    return [
        FileChange(path, digest or None, words[path].encode())
        for path, (data, digest) in files.items()
        if words[path].encode() != data
    ]


def _in_order(row: Mapping[str, str]) -> tuple[int, int]:
    numbers = [int(row[name]) if row.get(name, "").isdecimal() else 0 for name in _ROW_KEY]
    return numbers[0], numbers[1]


def stale_corrections(corrections: Iterable[Correction], words: str) -> list[dict[str, Any]]:
    """Return the corrections of a text whose words do not stand where they say any more, to be named."""
    document = Document("text", words)
    found = []
    for one in corrections:
        if one.action == "rename" or not one.surface:
            continue
        begin = document.offset_at(one.line, one.column)
        there = "" if begin is None else " ".join(words[begin : begin + 2 * len(one.surface) + 20].split())
        if not there.startswith(one.surface):
            found.append({"line": one.line, "column": one.column, "surface": one.surface, "told": one.told})
    return found
