"""GeoJSON files changed so that a moved vertex is one line, and the rest stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mapsvc.atlas.editing.json_spans import Part, closing_of, parts_of, value_at
from mapsvc.atlas.editing.json_style import HOUSE_FEATURE, layout_of
from mapsvc.atlas.editing.json_text import patched, put_into, take_from
from mapsvc.atlas.editing.marked_text import begin_of, is_blank

_LIST_OF_ALL = "features"
_EMPTY_COLLECTION = '{\n"type": "FeatureCollection",\n"features": []\n}\n'


def put_feature(text: str, feature: Mapping[str, Any]) -> str:
    """
    Put a feature into a collection: in place of the one with its id, else at the end, in the file's style.

    Parameters
    ----------
    text
        The file; an empty one becomes a collection with a vertex a line.
    feature
        The whole feature, with its `id`.

    Raises
    ------
    ValueError
        If the file is no FeatureCollection, or JSON cannot say the feature.
    """
    text = _begun(text)
    features = _features(text)
    start = features.value_start
    return text[:start] + put_into(text, start, feature, key="id", house=HOUSE_FEATURE) + text[features.end :]


def put_features(text: str, features: Sequence[Mapping[str, Any]]) -> str:
    """Put several features into a collection; many new ones cost as much as one."""
    known = {feature.get("id") for feature in features_of_text(text)}
    new = [feature for feature in features if feature["id"] not in known]
    for feature in [*(feature for feature in features if feature["id"] in known), *new[:1]]:
        text = put_feature(text, feature)
    if len(new) < 2:
        return text
    whole = _features(text)
    last = parts_of(text, whole.value_start)[-1]
    style = layout_of(text, last.value_start, last.end)
    made = patched(text, whole.value_start, [*whole.value, *new[1:]], style, ("array",), inner=())
    return text[: whole.value_start] + made + text[whole.end :]


def features_of_text(text: str) -> list[dict[str, Any]]:
    """Return the features of a collection; none of an empty file."""
    found = [] if is_blank(text) else _features(text).value
    return [feature for feature in found if isinstance(feature, dict)]


def remove_feature(text: str, feature_id: str) -> str:
    """Take the feature of an id out of a collection; the text as it is where there is none."""
    features = _features(text)
    start = features.value_start
    return text[:start] + take_from(text, start, features.value, feature_id, key="id") + text[features.end :]


def put_head(text: str, key: str, value: Any) -> str:
    """
    Say something of a collection itself, such as its `properties`; `None` takes the member out.

    Raises
    ------
    ValueError
        If the file is no FeatureCollection, or JSON cannot say the value.
    """
    text = _begun(text)
    members = _members(text)
    new: dict[str, Any] = {}
    for part in members:
        # What is new stands before the features, which are long.
        if part.key == _LIST_OF_ALL and value is not None and key not in new:
            new[key] = value
        new[str(part.key)] = part.value
    new[key] = value
    if value is None:
        del new[key]
    start = _outermost(text)
    first = next((part for part in members if part.key not in (_LIST_OF_ALL, "type")), members[0])
    style = layout_of(text, first.value_start, first.end, way=("head", str(first.key)))
    end = closing_of(text, start, members)
    return text[:start] + patched(text, start, new, style, ("head",)) + text[end:]


def _begun(text: str) -> str:
    return text + _EMPTY_COLLECTION if is_blank(text) else text


def _outermost(text: str) -> int:
    _, start, _ = value_at(text, begin_of(text))
    if text[start] != "{":
        msg = "it is no FeatureCollection"
        raise ValueError(msg)
    return start


def _members(text: str) -> list[Part]:
    return parts_of(text, _outermost(text))


def _features(text: str) -> Part:
    """Return the array of a collection's features."""
    for part in _members(text):
        if part.key == _LIST_OF_ALL and isinstance(part.value, list):
            return part
    msg = "it is no FeatureCollection"
    raise ValueError(msg)
