"""The few folium elements of ours: each writes one call with JSON options, never a text from data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from branca.element import Element, Figure, MacroElement
from folium import Map as FoliumMap
from folium.template import Template

from mapsvc.render.folium_links import copies_of, helpers_for, inlined, without_links
from mapsvc.templating import script_json

__all__ = ["Call", "FoliumMap", "OfflineHead", "raw_html"]

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


class OfflineHead(Element):
    """
    The head of a page with a map to which folium's elements are added: it needs no network for them.

    What an element links of other hosts stands in the page itself, as far as the package has it; what an
    element takes for granted, as a map of folium's links it, comes after our own script where it is needed.

    Parameters
    ----------
    figure
        The page.
    own
        Names of what the package itself puts into the page.
    script
        Which of them is its script.
    """

    def __init__(self, figure: Figure, own: frozenset[str], script: str) -> None:
        super().__init__()
        self._name = "OfflineHead"
        self._parent = figure
        self._figure, self._own, self._script = figure, own, script
        for name, child in figure.header._children.items():
            self.add_child(child, name=name)

    def render(self, **kwargs: Any) -> str:
        """Return the head; every other part of the page has been rendered by then."""
        texts = {name: str(child.render(**kwargs)) for name, child in self._children.items()}
        parts = {name: text if name in self._own else without_links(text) for name, text in texts.items()}
        parts[self._script] += inlined(self._helpers(kwargs))
        return "\n".join(parts.values())

    def _helpers(self, kwargs: dict[str, Any]) -> Iterator[str]:
        """Yield what elements take for granted and do not link."""
        added = [*self._added(self), *self._added(self._figure.html), *self._added(self._figure.script)]
        linked = {name for child in added for name in copies_of(getattr(child, "url", "")) or ()}
        for name in helpers_for(str(child.render(**kwargs)) for child in added):
            if name not in linked:
                yield name

    def _added(self, part: Element) -> Iterator[Element]:
        return (child for name, child in part._children.items() if name not in self._own)
