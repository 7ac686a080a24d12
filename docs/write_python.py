"""Write docs/python.md from the docstrings of the doors; `tests/test_docs.py` holds that it is current."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import mapsvc
from mapsvc import errors
from mapsvc.export.data.notebook_records import ShownMentions, ShownRecord, ShownRecords
from mapsvc.export.data.shown_tables import ShownComparison, ShownWhereabouts
from mapsvc.export.notebook_map import ShownMap
from mapsvc.geoparse.mentions import DateMention, PlaceMention
from mapsvc.history.comparison import Comparison
from mapsvc.history.whereabouts import Whereabouts
from mapsvc.model.tours import Tour

HEAD = """# Python

What `import mapsvc` gives, and what that returns. `docs/write_python.py` makes this page of the docstrings.

```python
import mapsvc

atlas = mapsvc.open_atlas()
atlas.event_map("kars-treaty").save("kars.html")
```
"""
FUNCTIONS: tuple[Callable[..., Any], ...] = (mapsvc.open_atlas, mapsvc.find_mentions)
CLASSES: tuple[type, ...] = (
    mapsvc.Atlas, ShownMap, Comparison, ShownComparison, Whereabouts, ShownWhereabouts, ShownRecord,
    ShownRecords, Tour, ShownMentions, PlaceMention, DateMention,
)  # fmt: skip


def reference_page() -> str:
    """Return the page."""
    parts = [HEAD]
    for function in FUNCTIONS:
        parts.append(_entry(f"mapsvc.{function.__name__}", function, 2))
    for class_ in CLASSES:
        parts.append(f"## {class_.__name__}\n\n{_said(class_)}")
        parts += [_entry(name, member, 3) for name, member in _members(class_)]
    parts.append("## Errors\n\n" + "\n".join(_errors()) + "\n")
    return "\n".join(parts)


def _members(class_: type) -> Iterator[tuple[str, Any]]:
    """Yield the public methods and properties that a class itself defines, in their order."""
    for name, member in vars(class_).items():
        if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, property)):
            yield name, member


def _entry(name: str, thing: Any, level: int) -> str:
    if isinstance(thing, property):
        return f"{'#' * level} {name}\n\n{_said(thing)}"
    # Types are texts in signatures, and stand in quotation marks.
    signature = re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(inspect.signature(thing))).replace("'", '"')
    signature = signature.replace("(self, ", "(").replace("(self)", "()")
    return f"{'#' * level} {name}\n\n```python\n{name}{signature}\n```\n\n{_said(thing)}"


def _said(thing: Any) -> str:
    """Return a docstring in Markdown: each section of numpydoc becomes a list."""
    text = inspect.getdoc(thing) or ""
    first, *rest = re.split(r"^(\w+)\n-+\n", text, flags=re.MULTILINE)
    parts = [first.strip()]
    for title, body in zip(rest[::2], rest[1::2], strict=True):
        parts.append(f"**{title}**\n\n" + "\n".join(_items(body)))
    return "\n\n".join(parts) + "\n"


def _items(body: str) -> Iterator[str]:
    """Yield what a section lists, each name with its words in one line."""
    for item in re.split(r"^(?=\S)", body.strip(), flags=re.MULTILINE):
        name, _, words = item.partition("\n")
        said = " ".join(words.split())
        if name:
            yield f"- `{name}`: {said}" if said else f"- {name}"


def _errors() -> Iterator[str]:
    for name, error in vars(errors).items():
        if inspect.isclass(error) and issubclass(error, errors.MapsvcError):
            said = (inspect.getdoc(error) or "").partition("\n")[0]
            base = error.__bases__[-1].__name__
            yield f"- `{name}` ({base}): {said}"


if __name__ == "__main__":
    Path(__file__).with_name("python.md").write_text(reference_page(), encoding="utf-8")
