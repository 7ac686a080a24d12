"""Pages of every kind over the small atlases: they answer, in the atlas's languages, and tell of it alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mapsvc.atlas.store import Store
from mapsvc.language import interface_words
from tests.atlases.conftest import keys_of, sample
from tests.html_text import parse

#: Names of the atlas for which the engine was made first.
FIRST = ("Kars", "Baku", "Bakü", "Moscow", "Moskova", "the paper", "makale", "Azerba")
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"})
_SILENT = frozenset({"script", "style", "svg", "title"})


def said_of(client: FlaskClient, records: Store, paths: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield address, language and text of each page."""
    for path in paths:
        for lang in records.meta.languages:
            address = f"{path}{'&' if '?' in path else '?'}lang={lang}"
            answer = client.get(address)
            assert answer.status_code == 200, address
            if answer.mimetype == "text/html":
                yield address, lang, answer.text


def test_page_is_whole_and_in_its_language(served: FlaskClient, records: Store, paths: list[str]) -> None:
    seen = 0
    for address, lang, text in said_of(served, records, paths):
        page = parse(text)
        assert page.named("html")[0]["lang"] == lang, address
        assert len(page.named("h1")) == 1 or address.startswith(("/share", "/tour/")), address
        assert page.handlers == [], address
        ids = [attributes["id"] for _, attributes in page.elements if attributes.get("id")]
        assert len(ids) == len(set(ids)), address
        assert not re.search(r"\b(None|nan|undefined|Infinity)\b", page.text), address
        if not address.startswith("/share"):  # which holds code to copy
            assert not re.search(r"[{}]|\b\d{4}-XX", page.text), address
        assert Balanced.of(text) == [], address
        seen += 1
    assert seen > 20 * len(records.meta.languages)


class Balanced(HTMLParser):
    """Notes the elements that are closed out of their turn, or left open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    @classmethod
    def of(cls, text: str) -> list[str]:
        """Return the faults of a page."""
        reader = cls()
        reader.feed(text)
        reader.close()
        return [*reader.faults, *reader.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.faults.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass


def test_page_names_nothing_of_the_first_atlas(
    served: FlaskClient, records: Store, paths: list[str], root: Path
) -> None:
    own = "".join(path.read_text(encoding="utf-8") for path in root.rglob("*.*") if path.is_file())
    strange = re.compile("|".join(rf"\b{word}" for word in FIRST if word not in own))
    for address, _, text in said_of(served, records, paths):
        found = strange.search(text)
        assert found is None, (address, text[found.start() - 60 : found.end() + 60] if found else "")


def test_every_link_leads_somewhere(served: FlaskClient, records: Store, paths: list[str]) -> None:
    links: set[str] = set()
    for _, _, text in said_of(served, records, sample(paths, 24)):
        links |= {found.partition("#")[0] for found in parse(text).addresses if found.startswith("/")}
    # What is downloaded is drawn, and drawn again by the tests of files.
    links = {link for link in links if not link.startswith("/download/") or link.startswith("/download/?")}
    kinds: dict[str, list[str]] = {}
    for link in sorted(links):
        kinds.setdefault("/".join(link.split("?")[0].split("/")[:3]), []).append(link)
    for found in kinds.values():
        for link in sample(found, 2):
            assert served.get(link, follow_redirects=True).status_code == 200, link


def test_menu_leads_to_what_there_is(served: FlaskClient, records: Store) -> None:
    home = served.get("/?lang=en").text
    menu = home[home.index('class="site-nav"') : home.index("</nav>")]
    for name in ("events", "places", "routes", "borders"):
        assert (f'href="/{name}/' in menu) is bool(getattr(records, name))
        assert served.get(f"/{name}/?lang=en").status_code == 200


def test_words_of_the_interface_are_marked_with_its_language(
    served: FlaskClient, records: Store, paths: list[str]
) -> None:
    """Where the interface does not speak the language of the page, its words are told from the atlas's."""
    for address, lang, text in said_of(served, records, sample(paths, 12)):
        spoken = records.language(lang).interface
        if spoken == lang or address.startswith("/api"):
            continue
        words = {word for word in interface_words(spoken).values() if len(word) > 12}
        for tongue, said in Spoken.of(text):
            if said in words:
                assert tongue == spoken, (address, said)


class Spoken(HTMLParser):
    """Notes what a page says, each with the language in which it says so."""

    def __init__(self) -> None:
        super().__init__()
        self.langs: list[tuple[str, str]] = []
        self.said: list[tuple[str, str]] = []

    @classmethod
    def of(cls, text: str) -> list[tuple[str, str]]:
        """Return language and words of each piece of text."""
        reader = cls()
        reader.feed(text)
        reader.close()
        return reader.said

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        before = self.langs[-1][1] if self.langs else ""
        if tag not in _VOID:
            self.langs.append((tag, dict(attrs).get("lang") or before))

    def handle_endtag(self, tag: str) -> None:
        if self.langs and self.langs[-1][0] == tag:
            self.langs.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_data(self, data: str) -> None:
        if self.langs and data.strip() and not any(tag in _SILENT for tag, _ in self.langs):
            self.said.append((self.langs[-1][1], " ".join(data.split())))


def test_words_of_two_languages_in_a_row_are_each_marked(served: FlaskClient, records: Store) -> None:
    for route in records.routes.values():
        for lang in records.meta.languages:
            spoken = records.language(lang).interface
            said = Spoken.of(served.get(f"/routes/{route.id}?lang={lang}").text)
            tongues = {words: tongue for tongue, words in said}
            title = route.variants[0].title.in_(lang)
            if len(route.variants) > 1:
                assert tongues[title] == lang
            assert any(tongue == spoken for tongue in tongues.values())


@pytest.mark.parametrize("level", ["embed", "oembed", "card"])
def test_map_can_be_shown_elsewhere(served: FlaskClient, records: Store, level: str) -> None:
    for key in sample([key for key in keys_of(records) if key.section != "tour"], 8):
        path = f"/timeline?on={key.id}" if key.section == "timeline" else f"/{key}"
        asked = {
            "embed": f"/embed{path}",
            "oembed": f"/oembed?url={path.replace('?', '%3F')}&format=json",
            "card": f"/qr{path}.svg" if key.section != "timeline" else "/healthz",
        }[level]
        assert served.get(asked).status_code == 200, asked
