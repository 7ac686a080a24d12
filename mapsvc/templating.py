"""Pages from templates, and the words of the interface in each language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mapsvc.errors import AtlasError, SchemaError

LANGUAGES = ("tr", "en")


@cache
def template_root() -> Path:
    """
    Return the folder with the Jinja pages and, under `static/`, what the browser loads.

    Raises
    ------
    AtlasError
        If the package was installed without them.
    """
    package = Path(__file__).parent
    for root in (package / "templates", package.parent / "templates"):
        if (root / "base.html").is_file():
            return root
    msg = "'templates' is neither inside the package 'mapsvc' nor beside it in a checkout; install it again."
    raise AtlasError(msg)


@cache
def strings(lang: str) -> Mapping[str, str]:
    """
    Return the words of the interface in a language, by dotted key; a language is a folder of files.

    Raises
    ------
    SchemaError
        If there is no file for the language.
    """
    if lang not in LANGUAGES:
        msg = f"No interface words for {lang!r}; there are {', '.join(LANGUAGES)}."
        raise SchemaError(msg)
    found: dict[str, str] = {}
    for path in sorted((template_root() / "strings" / lang).glob("*.toml")):
        found |= _flat(tomllib.loads(path.read_text(encoding="utf-8")))
    return found


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = str(value)
    return found


def translate(lang: str, key: str) -> str:
    """
    Return one word or sentence of the interface.

    Raises
    ------
    SchemaError
        If the key is not in the language's file; the message names both.
    """
    try:
        return strings(lang)[key]
    except KeyError:
        msg = f"templates/strings/{lang}/ has no {key!r}."
        raise SchemaError(msg) from None


@cache
def environment() -> Environment:
    """Return the Jinja environment: every file is escaped, and a name that is not given is an error."""
    return Environment(
        loader=FileSystemLoader(template_root()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def render(template: str, lang: str, context: Mapping[str, Any]) -> str:
    """
    Render a template of the package.

    Parameters
    ----------
    template
        Its path under `templates/`; never a text from data.
    lang
        `"tr"` or `"en"`; the template finds it as `lang`, and `t(key)` speaks it.
    context
        The names that the template uses. Plain strings are escaped.

    Returns
    -------
    html
        The page.
    """
    page = environment().get_template(template)
    return page.render({**context, "lang": lang, "t": lambda key: translate(lang, key)})


def script_safe(json_text: str) -> Markup:
    """Return JSON that may stand inside a `<script>` element, whatever strings it carries."""
    replaced = json_text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(replaced.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def read_static(name: str) -> bytes:
    """Return a file under `templates/static/`; the name is one of ours, never from a request."""
    return (static_root() / name).read_bytes()


def static_root() -> Path:
    """Return the folder with everything that the browser loads."""
    return template_root() / "static"
