"""CSL-JSON items read as sources with a short and a full reference in each language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic.dataclasses import dataclass

from mapsvc.atlas.problems import Problems, build
from mapsvc.language import translate
from mapsvc.model.fields import RECORD, FilledText
from mapsvc.model.records import Source
from mapsvc.model.text import Text

#: Letters up to which a title is its own short form, and those that a longer one keeps.
_WHOLE_TITLE = 64
_CUT_TITLE = 48
#: The language of what an item's fields say in our words, where it is one of the atlas's.
USUAL_LANGUAGE = "en"


@dataclass(frozen=True, config=RECORD)
class Custom:
    """
    What the `custom` object of an item may hold: words of the atlas in its other languages.

    CSL-JSON has one language to an item and leaves `custom` to who writes it. `short` is what a step
    of a tour calls the work; `verified` is false of what was not seen, or not enough of it, and `through`
    names the work that quotes it.
    """

    author: Text | None = None
    title: Text | None = None
    note: Text | None = None
    short: Text | None = None
    verified: bool = True
    through: FilledText | None = None

    def mark_in(self, lang: str) -> str:
        """Return what stands behind the name of a work that is not verified; nothing of another."""
        return "" if self.verified else f" ({translate(lang, 'cite.unverified')})"

    @property
    def marked_short(self) -> Text | None:
        """What a step of a tour calls the work, with that mark."""
        return self.short and Text({lang: name + self.mark_in(lang) for lang, name in self.short.items()})


def read_source(item: Mapping[str, Any], *, file: str, prefix: str, problems: Problems) -> Source | None:
    """
    Make a source of a CSL-JSON item.

    Parameters
    ----------
    item
        An object with at least `id` and `type`.
    file, prefix
        Where it stands: the file, and the path of fields that leads to it.
    problems
        Takes what is wrong with its `custom`.

    Returns
    -------
    source
        `label` as it stands in a text ("Carr 1989"), `full` as in a list of references; both say of what
        is not verified that it is not. What `custom` does not say in a language is said in the next of
        the atlas's order. Nothing if it was at fault.
    """
    raw = item.get("custom", {})
    if not isinstance(raw, dict):
        problems.add(file, f"{prefix}custom", 'must be an object, such as {"title": {"fr": "…"}}')
        return None
    custom = build(Custom, raw, file=file, prefix=f"{prefix}custom.", problems=problems)
    if custom is None or not _check_form(item, file, prefix, problems):
        return None
    languages = problems.languages or (USUAL_LANGUAGE,)
    spoken = [lang for lang in languages if _is_said(item, custom, lang, languages)]
    references = {lang: _references(item, custom, lang, languages) for lang in spoken or languages[:1]}
    url = str(item.get("URL", ""))
    return Source(
        id=str(item["id"]),
        label=Text({lang: label + custom.mark_in(lang) for lang, (label, _) in references.items()}),
        full=Text({lang: full for lang, (_, full) in references.items()}),
        short=custom.marked_short,
        url=url if url.startswith(("http://", "https://")) else None,
        csl=dict(item),
        verified=custom.verified,
        through=custom.through,
    )


def _check_form(item: Mapping[str, Any], file: str, prefix: str, problems: Problems) -> bool:
    """Note what is not written as CSL-JSON has it, of the fields that are read here; tell whether all is."""
    before = len(problems.found)
    authors, issued = item.get("author", []), item.get("issued", {})
    if not isinstance(authors, list) or not all(isinstance(author, dict) for author in authors):
        problems.add(file, f"{prefix}author", 'must be a list, such as [{"family": "Carr", "given": "E."}]')
    if not isinstance(issued, dict) or not _is_dated(issued.get("date-parts", [[]])):
        problems.add(file, f"{prefix}issued", 'must be an object, such as {"date-parts": [[1648, 10, 24]]}')
    return len(problems.found) == before


def _is_dated(parts: Any) -> bool:
    return isinstance(parts, list) and bool(parts) and all(isinstance(part, list) for part in parts)


def plain_language(languages: Sequence[str]) -> str:
    """Return the language of what the fields of an item say in the atlas's own words."""
    return USUAL_LANGUAGE if USUAL_LANGUAGE in languages else languages[0]


def _is_said(item: Mapping[str, Any], custom: Custom, lang: str, languages: Sequence[str]) -> bool:
    """Tell whether all that the atlas itself says of a work is said in a language."""
    noted = {tag for tag, _ in custom.note.items()} if custom.note else set()
    if _text(item, "note"):
        noted.add(plain_language(languages))
    titled = {tag for tag, _ in custom.title.items()} if custom.title else set()
    if titled and _text(item, "title"):
        titled.add(plain_language(languages))
    return all(lang in tags for tags in (noted, titled) if tags)


def _words(item: Mapping[str, Any], name: str, own: Text | None, lang: str, languages: Sequence[str]) -> str:
    """Return a field in a language: the words of `custom`, or those of the field itself."""
    plain = plain_language(languages)
    words = {plain: _text(item, name)} if _text(item, name) else {}
    words |= dict(own.items()) if own else {}
    return Text({tag: words[tag] for tag in languages if tag in words}).in_(lang) if words else ""


def _references(
    item: Mapping[str, Any], custom: Custom, lang: str, languages: Sequence[str]
) -> tuple[str, str]:
    """Return the short and the full reference in one language."""
    year = _year(item)
    own_author = custom.author.get(lang) if custom.author else None
    authors = [own_author] if own_author else _authors(item)
    title = _words(item, "title", custom.title, lang, languages)
    note = _words(item, "note", custom.note, lang, languages)
    named = _short(authors, lang) or _shorten(title) or str(item["id"])
    label = " ".join(part for part in (named, year) if part)
    dated = f"({year})" if year else ""
    # Nobody stands before the year of a work without an author: its title does.
    head = [", ".join(authors), dated, title] if authors else [" ".join(filter(None, (title, dated)))]
    parts = [
        *head,
        _text(item, "container-title"),
        _text(item, "publisher"),
        note,
        custom.mark_in(lang).strip(" ()").capitalize(),
    ]
    return label, " ".join(map(_stopped, filter(None, parts))) or label


def _stopped(part: str) -> str:
    """Return a part of a reference with one sign at its end."""
    return part if part.endswith(("?", "!")) else f"{part.rstrip('.')}."


def _authors(item: Mapping[str, Any]) -> list[str]:
    found = (_author(author) for author in item.get("author", ()))
    return [name for name in found if name]


def _author(author: Mapping[str, Any]) -> str:
    if "literal" in author:
        return _text(author, "literal")
    return ", ".join(_parts(author)) if "family" in author else ""


def _parts(author: Mapping[str, Any]) -> Iterable[str]:
    return filter(None, (_text(author, key) for key in ("family", "given")))


def _short(authors: list[str], lang: str) -> str:
    both, several, others = (translate(lang, f"cite.{key}") for key in ("both", "several", "others"))
    names = [name.split(",")[0] for name in authors[:2]]
    return several.join(names) + others if len(authors) > 2 else both.join(names)


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return "" if value is None else str(value).strip()


def _year(item: Mapping[str, Any]) -> str:
    issued = item.get("issued", {})
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return str(parts[0][0]) if parts and parts[0] else ""


def _shorten(title: str) -> str:
    """Return a title whole where it is short enough, else its first words."""
    if len(title) <= _WHOLE_TITLE:
        return title
    words = title[:_CUT_TITLE].rpartition(" ")[0] or title[:_CUT_TITLE]
    return words.rstrip(" ,;:–(") + "…"
