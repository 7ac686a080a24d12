"""XML of others as a tree that knows its lines; what is made to fill the memory is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

#: Elements within elements, and all of them.
_DEEPEST, _MOST_ELEMENTS = 200, 3_000_000


@dataclass(slots=True)
class XmlNode:
    """An element: its name without prefix, attributes, text before its first child, children, line."""

    name: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list[XmlNode] = field(default_factory=list)

    def all(self, *names: str) -> Iterator[XmlNode]:
        """Yield the elements of these names within it, at any depth, in order."""
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            if node.name in names:
                yield node
            waiting.extend(reversed(node.children))

    def child(self, name: str) -> XmlNode | None:
        """Return its first child of a name."""
        return next((node for node in self.children if node.name == name), None)

    def say(self, name: str) -> str:
        """Return the text of its first child of a name, without space around it."""
        found = self.child(name)
        return " ".join(found.text.split()) if found is not None else ""


def parse_xml(data: bytes) -> XmlNode:
    """
    Parse XML.

    Raises
    ------
    ValueError
        If it is none, or declares entities, or is nested deeper than any format needs; with the line.
    """
    root = XmlNode("", {}, 0)
    stack = [root]
    count = 0
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(stack) > _DEEPEST or count > _MOST_ELEMENTS:
            msg = f"line {parser.CurrentLineNumber}: has more elements than any file of its kind"
            raise ValueError(msg)
        plain = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        node = XmlNode(name.rpartition("}")[2], plain, parser.CurrentLineNumber)
        stack[-1].children.append(node)
        stack.append(node)

    def words(text: str) -> None:
        stack[-1].text += text

    def declared(*_: object) -> None:
        msg = f"line {parser.CurrentLineNumber}: declares entities, which no file of its kind needs"
        raise ValueError(msg)

    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _: stack.pop() and None
    parser.CharacterDataHandler = words
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        msg = f"line {error.lineno}: is no valid XML ({expat.ErrorString(error.code)})"
        raise ValueError(msg) from error
    return root.children[0]
