"""What a reader and a browser find in a page: its text, its elements, its embedded JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

_SILENT = {"script", "style"}
#: Links by which others know a page; nobody loads them for it.
_TOLD_TO_OTHERS = {"canonical", "alternate"}
_LOADING = {"src", "srcset", "poster", "data", "action", "formaction", "background"}


@dataclass
class Parsed:
    """A page taken apart."""

    text: str = ""
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    scripts: list[tuple[dict[str, str], str]] = field(default_factory=list)

    def named(self, tag: str) -> list[dict[str, str]]:
        """Attributes of all elements of a name."""
        return [attributes for name, attributes in self.elements if name == tag]

    def json_script(self, element_id: str) -> Any:
        """The JSON that a script element carries."""
        return json.loads(
            next(text for attributes, text in self.scripts if attributes.get("id") == element_id)
        )

    @property
    def handlers(self) -> list[str]:
        """Event handlers written as attributes; a page of ours has none."""
        return [name for _, attributes in self.elements for name in attributes if name.startswith("on")]

    @property
    def addresses(self) -> list[str]:
        """Where links lead and what the page loads."""
        return [
            value
            for tag, attributes in self.elements
            for name, value in attributes.items()
            if name in _LOADING or name == "href" or (tag == "object" and name == "data")
        ]

    @property
    def links(self) -> list[str]:
        """Where a reader can go from here, in order."""
        return [attributes["href"] for attributes in self.named("a") if "href" in attributes]

    @property
    def loads(self) -> list[str]:
        """What the page loads unasked: sources, style sheets, icons; links to follow are left out."""
        return [
            value
            for tag, attributes in self.elements
            for name, value in attributes.items()
            if name in _LOADING
            or (tag in {"use", "image"} and name == "href")
            or (tag == "link" and name == "href" and attributes.get("rel") not in _TOLD_TO_OTHERS)
        ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Parsed()
        self._silent: list[tuple[str, dict[str, str]]] = []
        self._held: list[str] = []
        self._told: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.page.elements.append((tag, attributes))
        if tag in _SILENT:
            self._silent.append((tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            name, attributes = self._silent.pop()
            if name == "script":
                self.page.scripts.append((attributes, "".join(self._held)))
            self._held.clear()

    def handle_data(self, data: str) -> None:
        (self._held if self._silent else self._told).append(data)

    def close(self) -> None:
        super().close()
        self.page.text = "".join(self._told)


@lru_cache(maxsize=2048)
def parse(html: str) -> Parsed:
    """Take a page apart; once, for all tests of a session that read it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page
