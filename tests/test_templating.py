"""Templates and the words of the interface."""

from __future__ import annotations

import re

import pytest

from mapsvc.errors import SchemaError
from mapsvc.language import interface_languages, strings, translate
from mapsvc.model import fields
from mapsvc.model.usages import Usage
from mapsvc.resources import template_root
from mapsvc.templating import environment, script_safe

FAMILIES = {
    "certainty": fields.Certainty, "evidence": fields.Evidence, "role": fields.Role, "arrow": fields.Arrow,
    "category": fields.Category, "calendar": fields.CalendarName, "basis": fields.DateBasis,
    "kind": fields.PlaceKind,
    "usage": Usage, "status": fields.BorderStatus, "mode": fields.Mode,
}  # fmt: skip


@pytest.mark.parametrize("lang", interface_languages())
@pytest.mark.parametrize("family", FAMILIES)
def test_every_value_of_a_field_has_a_word(family: str, lang: str) -> None:
    values = FAMILIES[family].__args__  # type: ignore[attr-defined]
    assert [value for value in values if not strings(lang).get(f"{family}.{value}")] == []


@pytest.mark.parametrize("lang", interface_languages())
def test_every_word_that_a_template_names_is_there(lang: str) -> None:
    missing = []
    for path in template_root().rglob("*.html"):
        keys = re.findall(r"\bt\('([a-z0-9_.]+)'\)", path.read_text("utf-8"))
        missing += [(path.name, key) for key in keys if key not in strings(lang)]
    assert missing == []


def test_missing_word_is_an_error() -> None:
    with pytest.raises(SchemaError, match=r"no\.such"):
        translate("tr", "no.such")


def test_every_template_compiles_and_marks_nothing_safe() -> None:
    for path in template_root().rglob("*.html"):
        name = path.relative_to(template_root()).as_posix()
        environment().get_template(name)
        source = path.read_text("utf-8")
        assert not re.search(r"\|\s*safe|autoescape\s+false|\bon\w+\s*=\s*\"", source), name


def test_template_escapes_and_refuses_unknown_names() -> None:
    page = environment().from_string("{{ text }}").render(text="<b>&\"'")
    assert page == "&lt;b&gt;&amp;&#34;&#39;"
    with pytest.raises(Exception, match="undefined"):
        environment().from_string("{{ nothing }}").render()


@pytest.mark.parametrize("text", ["</script>", "<!--", "\u2028", "\u2029", "&amp;", "]]>"])
def test_json_for_a_script_holds_nothing_that_ends_it(text: str) -> None:
    safe = script_safe(f'{{"a":"{text}"}}')
    assert not set("<>&\u2028\u2029") & set(safe)


def test_scripts_put_no_text_into_html() -> None:
    names = (
        "innerHTML", "outerHTML", "insertAdjacentHTML", "document\\.write", "\\beval\\(", "new Function",
        "createContextualFragment", "DOMParser", "setHTMLUnsafe", "srcdoc",
    )  # fmt: skip
    sinks = re.compile("|".join(names))
    for path in (template_root() / "static" / "js").glob("*.js"):
        assert not sinks.search(path.read_text("utf-8")), path.name
