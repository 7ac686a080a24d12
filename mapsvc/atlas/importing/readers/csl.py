"""Reads bibliographies in CSL-JSON, as Zotero exports them."""

from __future__ import annotations

from mapsvc.atlas.importing.foreign_files import FileContent, FileReader, Flaw, ForeignFile, Incoming
from mapsvc.atlas.importing.json_values import begins_json, list_of, mapping, parse_json

_CSL_WORDS = (
    '"container-title"',
    '"date-parts"',
    '"family"',
    '"literal"',
    '"article-journal"',
    '"type": "book"',
    '"type":"book"',
)


#: What stands in JSON of other forms.
_OF_OTHER_JSON = ('"FeatureCollection"', '"Feature"', '"bindings"', '"slides"', '"entities"', '"reprPoint"')


def _claims(file: ForeignFile) -> bool:
    if begins_json(file, *_OF_OTHER_JSON):
        return False
    return begins_json(file, *_CSL_WORDS) or (file.wanted == "sources" and begins_json(file, '"type"'))


def _read(file: ForeignFile) -> FileContent:
    document = parse_json(file)
    found = FileContent()
    items = document if isinstance(document, list) else list_of(mapping(document).get("items", document))
    for number, item in enumerate(items, start=1):
        where = f"item {number}"
        if not isinstance(item, dict) or not (item.get("title") or item.get("author") or item.get("note")):
            found.flaws.append(Flaw(where, "has neither a title nor an author"))
        else:
            found.records.append(Incoming("sources", dict(item), where))
    return found


READER = FileReader("CSL-JSON", (".json",), _claims, _read)
