"""Read who held the ground: the districts of `districts.geojson`, and the rows of `control.csv`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapsvc.atlas.problems import Problems, build
from mapsvc.atlas.raw_files import csv_rows, features_in, read_raw_json, read_text, whole_rows
from mapsvc.model.control import Control, District
from mapsvc.model.records import Citation

if TYPE_CHECKING:
    from mapsvc.atlas.store import Store

DISTRICTS_FILE, CONTROL_FILE = "districts.geojson", "control.csv"
#: The columns, and those that no file may go without.
CONTROL_COLUMNS = ("district", "polity", "from", "to", "how", "of", "certainty", "source", "locator", "note")
_NEEDED = ("district", "polity", "from", "how", "certainty", "source")
#: What a row must say of a holder; where nobody is known to have held the ground nothing needs to be.
_OF_HOLDER = ("how", "certainty", "source")
_TURNS = {"from": "begins", "to": "ends"}
_COLUMN_OF = {name: column for column, name in _TURNS.items()}
#: Columns and the fields of the record that they fill.
_FIELD_OF = {name: name for name in ("district", "how", "of", "certainty", "note")} | _TURNS
#: Between the sources of a row, and between their locators.
_AND = ";"
#: What stands between columns in files that other programs and countries write.
_OTHER_MARKS = {";": "';'", "\t": "tabs"}


def read_districts(root: Path, licence: str, problems: Problems) -> dict[str, District]:
    """
    Read the districts of an atlas, by id; none where it has no such file.

    Parameters
    ----------
    root
        The folder of the atlas.
    licence
        That of the atlas, where the file names none of its own.
    problems
        Takes every fault.
    """
    if not (root / DISTRICTS_FILE).is_file():
        if (root / CONTROL_FILE).is_file():
            problems.add(DISTRICTS_FILE, "", f"is missing; it holds the ground that {CONTROL_FILE} speaks of")
            problems.break_all("district")
        return {}
    document = read_raw_json(root / DISTRICTS_FILE, DISTRICTS_FILE, problems)
    head = terms_of_districts(document, problems)
    found: dict[str, District] = {}
    for prefix, feature in features_in(document, DISTRICTS_FILE, problems):
        # Drawing programs write a null for each column that is empty.
        said = {key: value for key, value in (feature.get("properties") or {}).items() if value is not None}
        own = {"id": feature.get("id", said.get("id")), "geometry": feature.get("geometry")}
        raw = {"licence": licence} | head | said | own
        where = f"{prefix}properties."
        district = build(District, raw, file=DISTRICTS_FILE, prefix=where, problems=problems)
        if district is None:
            problems.break_off("district", own["id"])
        elif district.id in found:
            problems.add(DISTRICTS_FILE, f"{prefix}id", f"{district.id!r} stands there twice")
        else:
            found[district.id] = district
    return found


def terms_of_districts(document: Any, problems: Problems) -> dict[str, Any]:
    """Return what the file says of all its districts: who drew them, under which licence."""
    head = document.get("properties") if isinstance(document, dict) else {"attribution": "–"}
    if not isinstance(head, dict) or "attribution" not in head:
        message = "is missing; it must say who drew the districts"
        problems.add(DISTRICTS_FILE, "properties.attribution", message)
        head = {"attribution": "–"}
    return head


def read_control(root: Path, problems: Problems) -> tuple[Control, ...]:
    """Read the rows of `control.csv`, in the order of the file; none where the atlas has no such file."""
    if not (root / CONTROL_FILE).is_file():
        return ()
    text = read_text(root / CONTROL_FILE, CONTROL_FILE, problems)
    if text is None:
        return ()
    made = (build_row(said, line, problems) for line, said in filled_rows(text, problems))
    return tuple(row for row in made if row is not None)


def filled_rows(text: str, problems: Problems) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line of each row, and its cells that are not empty by column; of a faulty header none."""
    rows = csv_rows(text, CONTROL_FILE, problems)
    if rows is None:
        problems.break_all("row")
        return
    rows.fieldnames = [name.strip() for name in rows.fieldnames or ()]
    faults = list(faults_of_header(rows.fieldnames))
    for fault in faults:
        problems.add(CONTROL_FILE, "line 1", fault)
        problems.break_all("row")
    for line, row in whole_rows(rows, CONTROL_FILE, problems) if not faults else ():
        said = {key: value.strip() for key, value in row.items() if value.strip()}
        if said:
            yield line, said


def faults_of_header(names: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with the first line of the file, given the columns that it names."""
    for mark, called in _OTHER_MARKS.items():
        if len(names) == 1 and mark in names[0]:
            yield f"has {called} between its columns; save it with commas"
            return
    for name in _NEEDED:
        if name not in names:
            yield f"has no column {name!r}; the first line is {','.join(CONTROL_COLUMNS)}"
    for name, times in Counter(names).items():
        near = get_close_matches(name.lower(), CONTROL_COLUMNS, n=1)
        if name not in CONTROL_COLUMNS:
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(CONTROL_COLUMNS)}"
            yield f"{name!r} is no column of it; {hint}"
        elif times > 1:
            yield f"has the column {name!r} twice"


def build_row(said: Mapping[str, str], line: int, problems: Problems) -> Control | None:
    """
    Make a row, noting every fault of it.

    Parameters
    ----------
    said
        Its cells that are not empty, by column.
    line
        Where it stands in the file.
    problems
        Takes the faults.
    """
    where = f"line {line}."
    missing = [name for name in _OF_HOLDER if "polity" in said and name not in said]
    for name in missing:
        problems.add(CONTROL_FILE, f"{where}{name}", "is missing; a row with a holder says it")
    raw: dict[str, Any] = {name: said[column] for column, name in _FIELD_OF.items() if column in said}
    raw |= {"polity": said.get("polity"), "sources": _sources(said), "line": line}
    tried = Problems(languages=problems.languages)
    made = build(Control, raw, file=CONTROL_FILE, problems=tried)
    for fault in tried.found:
        problems.add(CONTROL_FILE, where + _COLUMN_OF.get(fault.field, fault.field), fault.message)
    if made is None or missing:
        # What a faulty row names may be at fault too.
        named = {key: said[key] for key in said.keys() & {"district", "polity"}}
        problems.unmade.append((CONTROL_FILE, where, named))
        problems.break_off("row", said.get("district"))
        return None
    return made


def _sources(said: Mapping[str, str]) -> tuple[dict[str, str], ...]:
    """Return what a row cites; a locator is of the first source, or each has one of its own."""
    sources = [name.strip() for name in said.get("source", "").split(_AND) if name.strip()]
    places = [place.strip() for place in said.get("locator", "").split(_AND)]
    if len(places) != len(sources):
        places = [said.get("locator", "")]
    cited = [{"source": source} for source in sources]
    for citation, place in zip(cited, places, strict=False):
        if place:
            citation["locator"] = place
    return tuple(cited)


def control_references(atlas: Store) -> Iterator[tuple[str, str, str, str]]:
    """Yield file, field, kind and id of all that rows name."""
    for row in atlas.control:
        yield CONTROL_FILE, f"line {row.line}.district", "district", row.district
        for field, polity in (("polity", row.polity), ("of", row.of)):
            if polity is not None:
                yield CONTROL_FILE, f"line {row.line}.{field}", "polity", polity


def control_citations(atlas: Store) -> Iterator[tuple[str, str, Citation]]:
    """Yield file, field and citation of all that districts and rows rest on."""
    for district in atlas.districts.values():
        for index, citation in enumerate(district.sources):
            yield DISTRICTS_FILE, f"features.{district.id}.sources[{index}]", citation
    for row in atlas.control:
        for citation in row.sources:
            yield CONTROL_FILE, f"line {row.line}.source", citation
