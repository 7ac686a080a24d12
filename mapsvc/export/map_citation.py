"""How a map is cited: APA, Chicago, BibTeX and CSL-JSON, with the version that was seen."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from mapsvc.language import locale_of, translate

#: Stands for the day of access, which only the reader knows: a browser fills it in, else the reader does.
ACCESSED_ISO = "YYYY-MM-DD"
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_",
    "$": r"\$", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CitedMap:
    """
    What a citation says of a map.

    Attributes
    ----------
    name
        Of the map, `events/kars-treaty`; makes the key of BibTeX and the id of CSL.
    title, caption
        In the language `lang`; the caption says when the map shows.
    atlas
        Title of the atlas.
    version
        Of the programme and of the atlas's data: the same version is the same map.
    address
        Where it stands on the web; empty if nowhere.
    """

    name: str
    title: str
    caption: str
    atlas: str
    version: str
    address: str
    lang: str


def cite_map(cited: CitedMap) -> dict[str, str]:
    """Return the citation in each style; the day of access is left to the reader."""
    return {
        # Without an author the title leads; without a year "n.d.", with the version as what was retrieved.
        "apa": _sentence(cited, "apa"),
        "chicago": _sentence(cited, "chicago"),
        "bibtex": _bibtex(cited),
        "csl-json": _csl(cited),
    }


def accessed_words(lang: str) -> str:
    """Return what stands for the day of access in running text."""
    return translate(lang, "share.access_date")


def _full_title(cited: CitedMap) -> str:
    return cited.title if cited.caption in {"", cited.title} else f"{cited.title}, {cited.caption}"


def _sentence(cited: CitedMap, style: str) -> str:
    parts = [f"share.cite_{style}", *([f"share.cite_{style}_web"] if cited.address else [])]
    said = vars(cited) | {"title": _full_title(cited), "accessed": accessed_words(cited.lang)}
    return " ".join(translate(cited.lang, part).format(**said) for part in parts).strip()


def _bibtex(cited: CitedMap) -> str:
    fields = {
        "title": f"{{{_tex(_full_title(cited))}}}",
        "howpublished": _tex(translate(cited.lang, "share.cite_medium").format(atlas=cited.atlas)),
        "version": _tex(cited.version),
        "langid": str(locale_of(cited.lang).get_language_name("en")).lower(),
    }
    if cited.address:
        # The url field is verbatim in biblatex and in the styles that know it.
        fields |= {"url": cited.address, "urldate": ACCESSED_ISO}
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{_key(cited)},\n{lines}\n}}"


def _csl(cited: CitedMap) -> str:
    item: dict[str, object] = {
        "id": _key(cited),
        "type": "map",
        "title": _full_title(cited),
        "container-title": cited.atlas,
        "version": cited.version,
        "language": cited.lang,
    }
    if cited.address:
        item |= {"URL": cited.address, "accessed": {"raw": ACCESSED_ISO}}
    return json.dumps([item], ensure_ascii=False, indent=2)


def _key(cited: CitedMap) -> str:
    return "mapsvc-" + re.sub(r"[^a-z0-9]+", "-", cited.name.lower()).strip("-")


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in text)
