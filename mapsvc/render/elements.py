"""The few folium elements of ours: each writes one call with JSON options, never a text from data."""

from __future__ import annotations

import re
from typing import Any

from branca.element import Element, MacroElement
from folium import Map as FoliumMap
from folium.template import Template

from mapsvc.templating import script_json

__all__ = ["Call", "FoliumMap", "raw_html"]

#: branca compiles what it has rendered a second time as Jinja, so these pairs must not reach it.
_JINJA_OPENING = re.compile(r"\{(?=[{%#])")
#: In compact JSON `{"` or `{}` opens an object; before anything else a brace stands inside a string.
_BRACE_IN_STRING = re.compile(r'\{(?![}"])')


class Call(MacroElement):
    """
    One call of the page's own script: `mapsvc.<function>(<map>, <options>);`.

    Parameters
    ----------
    function
        Name of a function of the browser's `mapsvc` object.
    options
        What `json` can write. Strings in it come out as they are, whatever they contain.
    element_id
        Makes the name of the element; the same map must give the same bytes.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}\n"
        "            mapsvc.{{ this.function }}({{ this._parent.get_name() }}, {{ this.options_json }});\n"
        "{% endmacro %}"
    )

    def __init__(self, function: str, options: dict[str, Any], *, element_id: str) -> None:
        super().__init__()
        self._name = "Call"
        self._id = element_id
        self.function = function
        self.options_json = json_literal(options)


def json_literal(value: Any) -> str:
    """
    Return JSON that is safe inside a script and inert as a Jinja template.

    An opening brace is followed by a brace, percent or number sign only inside a string,
    where it may be written as an escape.
    """
    return _BRACE_IN_STRING.sub("\\\\u007b", str(script_json(value)))


def raw_html(html: str) -> Element:
    """Return trusted HTML as an element that shows it unchanged, though branca reads it as a template."""
    escaped = _JINJA_OPENING.sub('{{"{"}}', html)
    return Element(escaped + "\n" if html.endswith("\n") else escaped)
