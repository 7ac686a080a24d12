"""Pages from templates; texts of data are always escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mapsvc.language import translate
from mapsvc.resources import template_root

LANGUAGES = ("tr", "en")


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
