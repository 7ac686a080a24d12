"""The whole site as files that any web server, or a folder on a stick, can serve."""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import Client

from mapsvc import __version__
from mapsvc.atlas.store import Store
from mapsvc.errors import SettingsError
from mapsvc.export.formats import FORMATS
from mapsvc.files import held_folder, make_folder, sweep, sync_folder, write_atomic
from mapsvc.kinds import KINDS, every_map, kind_of
from mapsvc.language import own_name
from mapsvc.scene.ground.basemap import VECTORS
from mapsvc.templating import render, static_root
from mapsvc.web.data import MEDIA_TYPES
from mapsvc.web.frozen_html import DOWNLOADS, data_script, frozen_data, frozen_page, links_of, strings_of
from mapsvc.web.frozen_packs import pack, pack_of
from mapsvc.web.frozen_paths import Address, Links, is_frozen, read_address
from mapsvc.web.media import HTML
from mapsvc.web.origins import filled
from mapsvc.web.pages.search import answer_index
from mapsvc.web.service import Service

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

MANIFEST = ".mapsvc-freeze.json"
JOURNAL = ".mapsvc-freeze.journal"
FROZEN_SCRIPT = "js/frozen.js"
#: The files of every map; the headline maps have all formats.
LIGHT = ("geojson", "kml", "csv")
#: As many features as the API gives at once; a frozen collection is whole.
_WHOLE = "?limit=10000"
_TILE_FOLDERS = ("relief/", "water/")
_JSON = ("application/json", "application/geo+json")

Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Frozen:
    """What a run did: how many files the site has, how many it wrote and removed, and bytes of all."""

    files: int
    written: int
    removed: int
    size: int


@dataclass
class _Answers:
    """What the service said to each address; pages wait in memory until all links are known."""

    pages: dict[Address, str] = field(default_factory=dict)
    data: dict[Address, bytes] = field(default_factory=dict)
    others: dict[Address, bytes] = field(default_factory=dict)
    leads: dict[Address, Address] = field(default_factory=dict)

    def files(self) -> dict[Address, str]:
        """Return the file of every address that is in the site."""
        found = {address: address.file for part in (self.pages, self.data, self.others) for address in part}
        for address, target in self.leads.items():
            if target in found:
                found[address] = found[target]
        return found


def freeze_site(
    app: Flask,
    folder: Path,
    *,
    languages: Sequence[str] = (),
    base: str = "",
    step: Step | None = None,
) -> Frozen:
    """
    Write the site of an application.

    Parameters
    ----------
    app
        Whose pages are asked for: all that need nothing but an address, those of every map, and what they
        lead to. Its settings must name no base URL, or its links would lead there.
    folder
        Where to; made if it is missing. A run over an earlier one writes only what differs.
    base
        Under which address the site will lie, for link cards; without it pages have none.
    languages
        Tags of those to write, of the atlas's; nothing for all that it is written in.
    step
        Told how many addresses are done, and how many are known.

    Returns
    -------
    frozen
        What was done.

    Raises
    ------
    SettingsError
        If the folder holds files that no earlier run wrote, or another run is writing it.
    NotFoundError
        If the atlas has none of a language.
    WriteError
        If a file cannot be written.
    """
    atlas = app.extensions["mapsvc"].atlas
    chosen = tuple(atlas.find_language(tag) for tag in languages) or atlas.written_languages
    # Pages offer no language that is not frozen, and their links lead to none.
    app.extensions["mapsvc"] = replace(app.extensions["mapsvc"], offered=chosen)
    make_folder(folder)
    with held_folder(folder):
        shelf = _Shelf(folder)
        shelf.open()
        answers = _crawl(app, step or (lambda _done, _known: None))
        for path, data in _files(app, answers, base):
            shelf.put(path, data)
        return shelf.close(atlas.digest)


# ---- asking ------------------------------------------------------------------------------------------
def _crawl(app: Flask, step: Step) -> _Answers:
    # Without the front, which would compress every answer for browsers that never come.
    client = Client(lambda environ, start: Flask.wsgi_app(app, environ, start))
    answers = _Answers()
    _take_tiles(app.extensions["mapsvc"], answers)
    tiles = {*answers.data, *answers.others}
    seeds = set(_seeds(app))
    known = tiles | seeds
    queue = [(_subject(address), address) for address in seeds]
    heapq.heapify(queue)
    done = len(tiles)
    while queue:
        _, address = heapq.heappop(queue)
        for found in _ask(app, client, address, answers):
            # Which files a frozen site has is decided at the start, not by the page that lists them all.
            listed = found.path.startswith(DOWNLOADS) and found.path != DOWNLOADS
            if found not in known and is_frozen(found) and not listed:
                known.add(found)
                heapq.heappush(queue, (_subject(found), found))
        done += 1
        step(done, len(known))
    return answers


def _subject(address: Address) -> str:
    """Return what an address is about: asked for together, a map is composed once for all."""
    path = address.path.removeprefix("/embed").removeprefix("/download").removeprefix("/")
    if path.startswith("data/"):
        path = "/".join(path.split("/")[2:]).partition(".")[0]
    if path.startswith("compare/"):
        # Two borders share their shapes, whichever comes first.
        return "/".join(["compare", *sorted(path.split("/")[1:])])
    return path.rpartition(".")[0] or path


def _paths_of_maps(atlas: Store) -> Iterator[str]:
    """Yield where maps are embedded, what else their kinds want, and files: all for the home page."""
    headline = {kind.key(map_id) for kind in KINDS.values() for map_id in kind.headline(atlas)}
    yield from (f"/{kind.key(map_id)}" for kind in KINDS.values() for map_id in kind.frozen(atlas))
    for key in every_map(atlas):
        yield f"/embed/{key}"
        for name in FORMATS if key in headline else LIGHT:
            if name not in kind_of(key).cannot and FORMATS[name].is_offered:
                yield f"{DOWNLOADS}{key}.{FORMATS[name].suffix}"


def _seeds(app: Flask) -> Iterator[Address]:
    """Yield where to begin: pages without parameters, every map for frames and as files, what maps load."""
    service: Service = app.extensions["mapsvc"]
    # The addresses without parameters that a frozen site has.
    rules = [
        rule for rule in app.url_map.iter_rules() if not rule.arguments and "GET" in (rule.methods or ())
    ]
    for path in [
        *sorted({rule.rule for rule in rules if is_frozen(Address(rule.rule, ""))}),
        *_paths_of_maps(service.atlas),
        f"{DOWNLOADS}atlas.zip",
    ]:
        if path.startswith("/api/"):
            yield Address(path, "")
        else:
            yield from (Address(path, lang) for lang in service.languages)
    for file in _tree(static_root()):
        yield Address(f"/static/{service.static_version}/{file}", "")
    yield from _names_of_ground(service)


def _names_of_ground(service: Service) -> Iterator[Address]:
    for name in filter(service.ground.has, VECTORS):
        yield from (_ground_address(service, f"{name}.{lang}.geojson") for lang in service.languages)


def _ground_address(service: Service, file: str) -> Address:
    return Address(f"/data/{service.data_version}/basemap/{file}", "")


def _take_tiles(service: Service, answers: _Answers) -> None:
    """Keep the tiles of the ground: files that lead nowhere, and thousands, so that asking takes a while."""
    ground = service.ground
    for file in sorted({file for folder in ground.folders for file in _tree(folder)}):
        path = ground.file(file) if file.startswith(_TILE_FOLDERS) else None
        if path is not None and path.suffix in MEDIA_TYPES:
            kept = answers.data if MEDIA_TYPES[path.suffix] in _JSON else answers.others
            kept[_ground_address(service, file)] = path.read_bytes()
    for laid in ground.old_maps:
        for tile in laid.tiles.tiles:
            address = _ground_address(service, f"{laid.path}/{tile.path}.webp")
            answers.others[address] = laid.tiles.file(tile).read_bytes()


def _tree(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def _ask(app: Flask, client: Client, address: Address, answers: _Answers) -> list[Address]:
    """Ask for an address, keep the answer, and return what it leads to."""
    if address.path == "/search":
        answers.pages[address] = page = _index_of_search(app, address.lang)
        return _addresses(links_of(page), address.lang)
    whole = address.path.startswith("/api/") and address.path.endswith("/items")
    response = client.get(address.url + (_WHOLE if whole else ""))
    if response.status_code in {301, 302, 303, 307, 308}:
        found = read_address(response.headers["Location"], address.lang)
        if found is None:
            return []
        answers.leads[address] = found[0]
        return [found[0]]
    if response.status_code != 200:
        return []
    return _keep(app, address, response, answers)


def _keep(app: Flask, address: Address, response: TestResponse, answers: _Answers) -> list[Address]:
    # Files lie on no host: what would name the reader's begins at the root.
    data = filled(response.get_data(), "")
    attached = "attachment" in response.headers.get("Content-Disposition", "")
    if response.mimetype == "text/html" and not attached:
        answers.pages[address] = page = data.decode()
        found = _addresses(links_of(page), address.lang)
        bare = Address(f"/embed{address.path}", address.lang, address.query)
        return [*found, bare] if _exists(app, bare.path) else found
    if response.mimetype in _JSON and not attached:
        answers.data[address] = data
        return _addresses(strings_of(json.loads(data)), address.lang) if _may_lead_on(data) else []
    answers.others[address] = data
    return []


def _may_lead_on(data: bytes) -> bool:
    """Return whether a text of data may begin as an address: thousands of tiles hold nothing but numbers."""
    return b'"/' in data or b"\\" in data


def _addresses(hrefs: Iterator[str], lang: str) -> list[Address]:
    found = (read_address(href, lang) for href in hrefs)
    return [address for address, _ in filter(None, found) if "DAY" not in address.path]


def _exists(app: Flask, path: str) -> bool:
    if path.startswith("/embed/embed"):
        return False
    try:
        app.url_map.bind("localhost").match(path)
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True


def _index_of_search(app: Flask, lang: str) -> str:
    """Return the search page with everything on it: a script narrows it."""
    with app.test_request_context(f"/search?lang={lang}"):
        app.preprocess_request()
        return answer_index().get_data(as_text=True)


# ---- writing -----------------------------------------------------------------------------------------
def _files(app: Flask, answers: _Answers, base: str) -> Iterator[tuple[str, bytes]]:
    service: Service = app.extensions["mapsvc"]
    files = answers.files()
    script = f"/static/{service.static_version}/{FROZEN_SCRIPT}"
    for address, page in answers.pages.items():
        links = Links(address.file, address.lang, files, service.languages, base)
        yield address.file, frozen_page(page, links, script).encode()
    yield from _data_files(answers.data, files, service.languages)
    for address, data in answers.others.items():
        yield address.file, data
    context = {
        "links": [
            {"lang": lang, "label": own_name(lang), "title": service.atlas.meta.title.in_(lang)}
            for lang in service.languages
        ],
        "script": script.lstrip("/"),
    }
    yield "index.html", render("export/languages.html", service.languages[0], context).encode()


def _data_files(
    data: Mapping[Address, bytes], files: Mapping[Address, str], languages: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    packs: dict[str, dict[str, Any]] = {}
    for address, text in sorted(data.items()):
        # The language of data, which stands before the end of its name.
        parts = address.path.rsplit(".", 2)
        links = Links(
            address.file, parts[-2] if len(parts) > 2 and parts[-2] in languages else languages[0], files
        )
        if address.path.startswith("/api/"):
            yield address.file, _api_file(json.loads(text), links)
        else:
            document = json.loads(text)
            told = frozen_data(document, links.marked) if _may_lead_on(text) else document
            packs.setdefault(pack_of(address.path), {})[address.path] = told
    for name, documents in packs.items():
        # As a script alone: a page may run it from a disk, where it may ask for no file, and from any server.
        whole = documents[name] if name in documents else pack(documents)
        yield f"{Address(name, '').file}.js", data_script(name, whole).encode()


def _api_file(document: Any, links: Links) -> bytes:
    told = frozen_data(_without_pages(document), lambda href: links.href(href.partition("?")[0]))
    return json.dumps(_without_dead(told), ensure_ascii=False).encode()


def _without_pages(document: Any) -> Any:
    """Return a document without the links to its form as a page, which a file does not have."""
    return _with_links(document, lambda link: link.get("type") != HTML)


def _without_dead(document: Any) -> Any:
    """Return a document without the links that lead nowhere."""
    return _with_links(document, lambda link: link.get("href") is not None)


def _with_links(value: Any, is_kept: Callable[[dict[str, Any]], bool]) -> Any:
    if isinstance(value, list):
        return [_with_links(part, is_kept) for part in value]
    if not isinstance(value, dict):
        return value
    return {
        key: [link for link in part if is_kept(link)]
        if key == "links" and _are_links(part)
        else _with_links(part, is_kept)
        for key, part in value.items()
    }


def _are_links(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, dict) for part in value)


class _Shelf:
    """A folder that only what differs is written to, and that knows its own files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own: set[str] = set()
        self._put: dict[str, str] = {}
        self._written = self._size = 0
        self._folders: set[Path] = set()

    def open(self) -> None:
        """Take over what an earlier run wrote, whole or not; refuse a folder of somebody else's."""
        manifest = self._folder / MANIFEST
        if manifest.is_file():
            self._own = set(json.loads(manifest.read_text("utf-8"))["files"])
        elif not (self._folder / JOURNAL).is_file() and any(self._folder.iterdir()):
            msg = (
                f"{str(self._folder)!r} is not empty and was not made by 'mapsvc freeze'; "
                "name a new folder, or empty it."
            )
            raise SettingsError(msg)
        if (self._folder / JOURNAL).is_file():
            # A run that was stopped: what it wrote is ours too.
            self._own |= set((self._folder / JOURNAL).read_text("utf-8").splitlines())
        for path in {self._folder, *(self._folder / name for name in self._own)}:
            sweep(path if path.is_dir() else path.parent)

    def put(self, name: str, data: bytes) -> None:
        """Write a file unless it is there already, as it should be."""
        path = self._folder / name
        self._put[name] = sha256(data).hexdigest()
        self._size += len(data)
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return
        if name not in self._own:
            # Told before it is there, so that no file of a run that is stopped is forgotten.
            self._own.add(name)
            with (self._folder / JOURNAL).open("a", encoding="utf-8") as journal:
                journal.write(f"{name}\n")
        make_folder(path.parent)
        write_atomic(path, data, durable=False)
        self._folders.add(path.parent)
        self._written += 1

    def close(self, digest: str) -> Frozen:
        """Remove what the site no longer has, and say what it has."""
        stale = [name for name in sorted(self._own - self._put.keys()) if _is_below(name)]
        for name in stale:
            (self._folder / name).unlink(missing_ok=True)
        for parent in sorted({(self._folder / name).parent for name in stale}, reverse=True):
            folder = parent
            while folder != self._folder and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent
        for parent in self._folders:
            sync_folder(parent)
        held = {"mapsvc": __version__, "atlas": digest, "files": dict(sorted(self._put.items()))}
        text = json.dumps(held, ensure_ascii=False, indent=0) + "\n"
        manifest = self._folder / MANIFEST
        if not manifest.is_file() or manifest.read_text("utf-8") != text:
            write_atomic(manifest, text.encode())
        (self._folder / JOURNAL).unlink(missing_ok=True)
        return Frozen(len(self._put), self._written, len(stale), self._size)


def _is_below(name: str) -> bool:
    """Tell whether a name of a manifest, which anybody may have changed, stays in its folder."""
    return not Path(name).is_absolute() and ".." not in Path(name).parts
