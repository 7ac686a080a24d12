"""Pages of the service turned into pages that stand alone: links relative, data loaded by script."""

from __future__ import annotations

import html
import itertools
import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from mapsvc.files import compact_json
from mapsvc.templating import script_safe
from mapsvc.web.frozen_packs import PACK_NUMBERS, packed_text
from mapsvc.web.frozen_paths import Links, chosen_page

_LINKS = ("href", "src", "action", "data-prev", "data-next", "poster")
#: What other sites read of a page's head: of no use if it is not whole.
_CARD_ADDRESSES = ("og:url", "og:image", "twitter:image")
DOWNLOADS = "/download/"
#: Stands for a day in the addresses that a page's script makes.
_DAY_MARK = "DAY"
#: A form with more choices than this is left to those who run a service.
_MOST_CHOICES = 400


class _PageReader(HTMLParser):
    """Hands the parts of a page on: start tags to a function that may change them, JSON to another."""

    def __init__(
        self,
        tag: Callable[[str, list[tuple[str, str | None]], str], str],
        data: Callable[[str], str],
    ) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._tag, self._data = tag, data
        self._in_json = False
        self._json: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(self._tag(tag, attrs, self.get_starttag_text() or ""))
        self._in_json = tag == "script" and dict(attrs).get("type") == "application/json"

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if self._in_json:
            self.parts.append(self._data("".join(self._json)))
            self._in_json, self._json = False, []
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        (self._json if self._in_json else self.parts).append(data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")


def links_of(page: str) -> Iterator[str]:
    """Yield what a page leads to or loads: its links, the addresses in its data, the choices of its forms."""
    found: list[str] = []
    forms = _Forms()

    def tag(name: str, attrs: list[tuple[str, str | None]], text: str) -> str:
        found.extend(value for key, value in attrs if key in _LINKS and value and name != "form")
        forms.take(name, dict(attrs))
        return text

    def data(text: str) -> str:
        found.extend(strings_of(json.loads(text)))
        return text

    reader = _PageReader(tag, data)
    reader.feed(page)
    reader.close()
    yield from found
    for choices in forms.choices():
        yield from choices.values()


def strings_of(value: Any) -> Iterator[str]:
    """Yield the texts in data that begin as addresses do; one that stands for many days as all of them."""
    if isinstance(value, str):
        if value.startswith("/"):
            yield value
    elif isinstance(value, list):
        for part in value:
            yield from strings_of(part)
    elif isinstance(value, dict):
        days = value.get("moments", ())
        for key, part in value.items():
            if key == PACK_NUMBERS:
                continue
            if isinstance(part, str) and _DAY_MARK in part:
                yield from (part.replace(_DAY_MARK, str(day)) for day in days if part.startswith("/data/"))
            yield from strings_of(part)


def frozen_page(page: str, links: Links, script: str) -> str:
    """
    Return a page that needs no service.

    Parameters
    ----------
    page
        As the service answers.
    links
        Where its links lead.
    script
        Address of the script that does what the service did.

    Returns
    -------
    page
        Links that lead nowhere have lost their address; everything else is as it was.
    """
    forms = _Forms()
    # What a form may ask is known when its last choice has been read, so the forms are read first.
    reader = _PageReader(lambda name, attrs, text: forms.take(name, dict(attrs)) or text, lambda text: text)
    reader.feed(page)
    reader.close()
    choices = iter(forms.choices())

    def tag(name: str, attrs: list[tuple[str, str | None]], text: str) -> str:
        return _frozen_tag(name, attrs, text, links, choices)

    def data(text: str) -> str:
        frozen = frozen_data(json.loads(text), lambda href: _in_page(href, links))
        return str(script_safe(packed_text(frozen)))

    reader = _PageReader(tag, data)
    reader.feed(page)
    reader.close()
    body, end, rest = "".join(reader.parts).rpartition("</body>")
    return f'{body}<script src="{html.escape(links.href(script) or "")}"></script>\n{end}{rest}'


def _frozen_tag(
    name: str, attrs: list[tuple[str, str | None]], text: str, links: Links, choices: Iterator[dict[str, str]]
) -> str:
    given = dict(attrs)
    if name == "meta":
        return _frozen_meta(given, text, links)
    changed = {key: links.href(value) for key, value in attrs if key in _LINKS and value}
    if name == "link":
        changed |= _whole_link(given, links)
        # What is asked for early is asked for by its address on a service.
        if given.get("rel") == "preload" or changed.get("href", "") is None:
            return ""
    elif name == "html":
        changed |= {"data-frozen": links.root, "data-languages": " ".join(links.languages)}
    elif name == "form":
        changed |= _form_attributes(given.get("action") or "", next(choices), links)
    if "data-share" in given:
        # The dialog asks the service for addresses on it; what is left of it here are the files.
        changed |= dict.fromkeys(("data-share", "data-script", "data-style", "aria-keyshortcuts"))
        changed["href"] = links.href(DOWNLOADS)
    return _changed_tag(name, given, changed, text)


def _frozen_meta(given: dict[str, str | None], text: str, links: Links) -> str:
    """Return what a card says, its addresses whole; an address that has no place in the site is left out."""
    if (given.get("property") or given.get("name")) not in _CARD_ADDRESSES:
        return text
    content = links.whole(given.get("content") or "")
    return _changed_tag("meta", given, {"content": content}, text) if content else ""


def _whole_link(given: dict[str, str | None], links: Links) -> dict[str, str | None]:
    """Return the address by which others know a page, whole where the site's own is known."""
    if given.get("rel") not in ("canonical", "alternate") or not links.base:
        return {}
    return {"href": links.whole(given.get("href") or "")}


def _changed_tag(name: str, given: dict[str, str | None], changed: dict[str, str | None], text: str) -> str:
    """Return a start tag with attributes of other values; those that have none any more are left out."""
    if all(given.get(key) == value for key, value in changed.items()):
        return text
    dead = {"crossorigin", *(key for key, value in changed.items() if value is None)}
    told = "".join(
        f" {key}" if value is None else f' {key}="{html.escape(value)}"'
        for key, value in (given | changed).items()
        if key not in dead
    )
    return f"<{name}{told}{'/' if text.endswith('/>') else ''}>"


def _form_attributes(action: str, choices: dict[str, str], links: Links) -> dict[str, str | None]:
    """Return where a form leads without a service: to pages named by its fields, or one for each choice."""
    page = chosen_page(action, links.lang, links.origin)
    if page:
        return {"data-frozen-page": page}
    known = {asked: found for asked, href in choices.items() if (found := links.href(href))}
    return {"data-frozen-choices": json.dumps(known, ensure_ascii=False, sort_keys=True)}


def _in_page(href: str, links: Links) -> str | None:
    """Return an address in a page's data; what the page's script loads keeps its name on the service."""
    if href.startswith(("/data/", "/static/")):
        return href
    if _DAY_MARK in href:
        # The script puts the day in: it is no address until then.
        path = href.replace("/OTHER", "")
        found = links.href(path) if path == href else None
        return found if found is not None else ""
    return links.href(href)


def frozen_data(value: Any, link: Callable[[str], str | None]) -> Any:
    """Return data whose addresses are links of the frozen site; dead ones are nothing."""
    if isinstance(value, str):
        return link(value) if value.startswith("/") and not value.startswith("//") else value
    if isinstance(value, list):
        return [frozen_data(part, link) for part in value]
    if isinstance(value, dict):
        return {key: part if key == PACK_NUMBERS else frozen_data(part, link) for key, part in value.items()}
    return value


def data_script(address: str, document: Any) -> str:
    """Return frozen data as a script that hands them to the page which asked for them by their address."""
    told = compact_json(document)
    return f"mapsvc.give({json.dumps(address)},{script_safe(told)});\n"


class _Forms:
    """The forms of a page, and what each may ask if it has only choices."""

    def __init__(self) -> None:
        self._forms: list[tuple[str, dict[str, list[str]], bool]] = []
        self._select = ""

    def take(self, name: str, attrs: dict[str, str | None]) -> str:
        """Read a start tag; returns nothing."""
        given = {key: value or "" for key, value in attrs.items()}
        if name == "form":
            self._forms.append((given.get("action", ""), {}, True))
        if not self._forms:
            return ""
        action, fields, _ = self._forms[-1]
        field = given.get("name", "")
        if name == "select":
            self._select = field
            fields[field] = []
        elif name == "option" and self._select in fields:
            fields[self._select].append(given.get("value", ""))
        elif name == "input" and field:
            if given.get("type") == "hidden":
                fields[field] = [given.get("value", "")]
            else:
                # What a reader types cannot be foreseen.
                self._forms[-1] = (action, fields, False)
        return ""

    def choices(self) -> Iterator[dict[str, str]]:
        """Yield for each form the address that each of its choices asks for, by its query."""
        for action, fields, closed in self._forms:
            names = list(fields)
            values = [list(dict.fromkeys(field)) for field in fields.values()]
            count = 1
            for field in values:
                count *= len(field)
            if not closed or not action.startswith("/") or count > _MOST_CHOICES:
                yield {}
                continue
            yield dict(_choice(action, names, chosen) for chosen in itertools.product(*values))


def _choice(action: str, names: list[str], chosen: tuple[str, ...]) -> tuple[str, str]:
    given = [(name, value) for name, value in zip(names, chosen, strict=True) if value]
    asked = urlencode([pair for pair in given if pair[0] != "lang"])
    return asked, f"{action}?{urlencode(given)}"
