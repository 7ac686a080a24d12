"""Pages from templates; texts of data are always escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from mapsvc.files import compact_json
from mapsvc.language import direction, interface_of, plural, plural_forms, translate
from mapsvc.marking import mark_languages, signed
from mapsvc.resources import template_root


@cache
def environment() -> Environment:
    """Return the Jinja environment: every file is escaped, and a name that is not given is an error."""
    return Environment(
        loader=FileSystemLoader(template_root()),
        autoescape=True,
        finalize=_printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@pass_context
def _printed(context: Context, value: Any) -> Any:
    """Return what a template prints of a value; words in another language carry it on."""
    return signed(value, context.get("interface", "")) if hasattr(value, "lang") else value


def render(template: str, lang: str, context: Mapping[str, Any]) -> str:
    """
    Render a template of the package.

    Parameters
    ----------
    template
        Its path under `templates/`; never a text from data.
    lang
        Of the reader; the template finds it as `lang`, `t(key)` speaks its interface, and
        `plural(key, n)` counts in it. Words of the atlas in another language are marked.
    context
        The names that the template uses. Plain strings are escaped.

    Returns
    -------
    html
        The page.
    """
    speaks = interface_of(lang)
    words = {
        "lang": lang,
        "interface": speaks,
        "direction": direction(speaks),
        "t": lambda key: translate(lang, key),
        "plural": lambda key, n: plural(lang, key, n),
        "plural_forms": lambda key: plural_forms(lang, key),
    }
    return mark_languages(environment().get_template(template).render({**context, **words}), speaks)


def script_json(value: Any) -> Markup:
    """Return plain data as JSON that may stand inside a `<script>` element."""
    return script_safe(compact_json(value))


def script_safe(json_text: str) -> Markup:
    """Return JSON that may stand inside a `<script>` element, whatever strings it carries."""
    replaced = json_text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(replaced.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def read_static(name: str) -> bytes:
    """Return a file under `templates/static/`; the name is one of ours, never from a request."""
    return (static_root() / name).read_bytes()


def read_vendored(name: str) -> bytes:
    """Return a file under `templates/vendor/`: put into files, or of the workbench; no page loads it."""
    return (template_root() / "vendor" / name).read_bytes()


def static_root() -> Path:
    """Return the folder with everything that the browser loads."""
    return template_root() / "static"


def hash_static() -> str:
    """Return a short hash over everything that the browser loads: a part of its address."""
    digest = sha256()
    for path in sorted(path for path in static_root().rglob("*") if path.is_file()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
