"""Every form in which a map can be taken along, in one place: as a page, and as data for the dialog."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, g, request

from mapsvc import __version__
from mapsvc.errors import RequestError
from mapsvc.export.formats import FORMATS
from mapsvc.export.formats.format import PARTS, Format
from mapsvc.export.map_citation import ACCESSED_ISO, CitedMap, accessed_words, cite_map
from mapsvc.export.qr import write_qr
from mapsvc.export.snippets import jupyter_cell, reveal_slide
from mapsvc.kinds import kind_of
from mapsvc.language import own_name, plural, strings, translate
from mapsvc.model.date_text import day_words
from mapsvc.model.scene import MapKey, Scene
from mapsvc.web.frame_options import allowed, frame_of_request
from mapsvc.web.naming import find_key
from mapsvc.web.oembed import iframe, own_address, own_urls
from mapsvc.web.page import answer_json, answer_page
from mapsvc.web.service import service
from mapsvc.web.urls import Urls

blueprint = Blueprint("sharing", __name__)

#: Sizes that the frame's code is offered in: a course page, a wide page, a square, as wide as its column.
SHARE_SIZES: dict[str, tuple[int | str, int]] = {
    "800x600": (800, 600),
    "1280x720": (1280, 720),
    "480x480": (480, 480),
    "full": ("100%", 600),
}
GROUPS = ("web", "file", "picture", "slide", "data", "cite", "qr")
_SAFE_VALUE = re.compile(r"[A-Za-z0-9,._-]{1,120}", re.ASCII)
_PREVIEW_PX = 1280

Form = dict[str, Any]


@blueprint.get("/share/<path:name>")
def share(name: str) -> Response:
    """List all forms of a map, each ready to be copied or downloaded; no script is needed."""
    key = find_key(name)
    document = _document(key)
    title = f"{translate(g.lang, 'share.title')}: {document['title']}"
    return answer_page("share", title, translate(g.lang, "share.intro"), share=document)


@blueprint.get("/share/<path:name>.json")
def share_data(name: str) -> Response:
    """Return the same for the dialog."""
    return answer_json(_document(find_key(name)))


@blueprint.get("/qr/<path:name>.svg")
def qr(name: str) -> Response:
    """Return the QR code of a map's page, in the state that the address asks for."""
    key = find_key(name)
    address = own_urls(g.lang).map_page(key, **_page_state(key))
    title = service().scene(key, g.lang).title
    return Response(write_qr(address, title=title), mimetype="image/svg+xml")


# ---- the state that all forms keep --------------------------------------------------------------------
def _kind_options(key: MapKey) -> tuple[str, ...]:
    kind = kind_of(key)
    return tuple(name for name in kind.options if name not in kind.named)


def _page_state(key: MapKey) -> dict[str, str]:
    """Return what a page's address keeps: the view, and what its kind knows."""
    return {
        name: value for name, value in _state(key).items() if name in {"view", "oldmap", *_kind_options(key)}
    }


def _state(key: MapKey) -> dict[str, str]:
    """
    Return what an embed's address keeps of a request.

    Raises
    ------
    RequestError
        If a value cannot be used.
    """
    frame = frame_of_request()
    # Layers and view are tried on the map, so that no code is given out that the embed would refuse.
    frame.applied(service().scene(key, g.lang))
    names = allowed(key.section)
    state = {name: request.args[name] for name in ("view", "layers", "oldmap") if name in request.args}
    state |= {name: "0" for name in ("controls", "legend") if not getattr(frame, name)}
    state = {name: value for name, value in state.items() if name in names}
    for name in _kind_options(key):
        value = request.args.get(name, "")
        if value and not _SAFE_VALUE.fullmatch(value):
            msg = f"{name!r} is {value[:40]!r}; letters, digits, commas, dots and hyphens may stand in it."
            raise RequestError(msg)
        if value:
            state[name] = value
    return state


# ---- the forms ------------------------------------------------------------------------------------------
def _document(key: MapKey) -> dict[str, Any]:
    scene, state = service().scene(key, g.lang), _state(key)
    urls = own_urls(g.lang)
    size = request.args.get("size", next(iter(SHARE_SIZES)))
    if size not in SHARE_SIZES:
        msg = f"'size' is {size[:20]!r}; it may be {', '.join(SHARE_SIZES)}."
        raise RequestError(msg)
    deck = list(kind_of(key).deck(service().atlas, key.id))
    part, here = _part(deck), str(key.id)
    if part == "tour":
        # All of a tour begins with its first step, whichever was looked at.
        key, name = kind_of(key).key(deck[0]), kind_of(key).whole_title(service().atlas, key.id, g.lang)
        scene = replace(scene, title=name, caption=name)
    groups: dict[str, list[Form]] = {group: [] for group in GROUPS}
    for form in (
        *_web_forms(key, scene, urls, state, size),
        *_file_forms(key, urls, state, part, len(deck)),
        *_snippet_forms(key, scene, urls, state),
        *_cite_forms(key, scene, urls),
        *_qr_forms(key, urls),
    ):
        groups[form["group"]].append(form)
    parts = _parts(deck, here, part)
    chosen = next((f" – {each['label']}" for each in parts if each["on"]), "")
    return {
        "name": str(key),
        "title": scene.title,
        "heading": f"{translate(g.lang, 'share.title')}: {scene.title}{chosen}",
        "parts": parts,
        "lecture": _lecture(key, state),
        "caption": scene.caption,
        # Without the path below which a service may lie: the browser puts its own host there.
        "origin": own_address().removesuffix(urlsplit(own_address()).path),
        "page": urls.map_page(key, **_page_state(key)),
        "options": _options(key, scene, state, size),
        "groups": [
            {"id": group, "title": translate(g.lang, f"share.group_{group}"), "forms": forms}
            for group, forms in groups.items()
            if forms
        ],
        "accessed": {
            "words": accessed_words(g.lang),
            "iso": ACCESSED_ISO,
            "calendar": day_words(g.lang),
        },
        "words": {word: translate(g.lang, f"share.{word}") for word in _DIALOG_WORDS},
    }


def _part(deck: list[str]) -> str:
    """Return what of a deck is shared: all of it, if the address does not say; nothing without a deck."""
    asked = request.args.get("part", PARTS[-1])
    if asked not in PARTS:
        msg = f"'part' is {asked[:20]!r}; it may be {' or '.join(PARTS)}."
        raise RequestError(msg)
    return asked if len(deck) > 1 else ""


def _parts(deck: list[str], here: str, part: str) -> list[dict[str, Any]]:
    """Return the choice between all of a tour and the step that was looked at, in words."""
    if not part:
        return []
    words = {
        "tour": translate(g.lang, "share.part_tour").format(steps=plural(g.lang, "tour.count", len(deck))),
        "step": translate(g.lang, "share.part_step").format(n=deck.index(here) + 1, all=len(deck)),
    }
    return [{"id": name, "label": label, "on": name == part} for name, label in words.items()]


def _lecture(key: MapKey, state: dict[str, str]) -> Form | None:
    """Return the way into a lecture of the reader's own, for maps that can be a step of one."""
    kind = kind_of(key)
    if kind.step is None:
        return None
    wishes = {"mode": state.get("mode", ""), "on": state.get("at", "")}
    asked = {name: value for name, value in wishes.items() if name in kind.wishes}
    view = state.get("view", "").rpartition("law,")[2]
    href = service().urls(g.lang).lecture(key, **asked, view=view if "," in view else "")
    return {"href": href, "label": translate(g.lang, "lecture.add")}


_DIALOG_WORDS = (
    "title", "close", "copy", "copied", "copy_by_hand", "download", "options", "size", "language", "layers",
    "view", "controls", "legend", "preview", "failed", "keys", "forms", "part",
)  # fmt: skip


def _options(key: MapKey, scene: Scene, state: dict[str, str], size: str) -> dict[str, Any]:
    """Return what may be chosen of a map, and what is chosen."""
    names = allowed(key.section)
    layers = scene.layers if "layers" in names else ()
    chosen = state["layers"].split(",") if "layers" in state else [layer.id for layer in layers]
    return {
        "lang": g.lang,
        "languages": [{"id": lang, "label": own_name(lang)} for lang in service().languages],
        "size": size,
        "sizes": [{"id": name, "label": _size_words(name)} for name in SHARE_SIZES],
        "layers": [{"id": layer.id, "label": layer.title, "on": layer.id in chosen} for layer in layers],
        "view": state.get("view", ""),
        "offered": [name for name in ("view", "controls", "legend") if name in names],
        "controls": "controls" not in state,
        "legend": "legend" not in state,
        "kept": {name: state[name] for name in _kind_options(key) if name in state},
    }


def _size_words(name: str) -> str:
    width, height = SHARE_SIZES[name]
    if isinstance(width, int):
        return f"{width} × {height}"
    return f"{translate(g.lang, 'share.size_full')} × {height}"


def _form(form_id: str, group: str, **rest: Any) -> Form:
    found = strings(g.lang)
    return {
        "id": form_id,
        "group": group,
        "title": found.get(f"share.form_{form_id}", form_id.upper()),
        "hint": found.get(f"share.hint_{form_id}", ""),
        "text": "",
        "href": "",
        "file": "",
        "preview": {"kind": "none"},
        **rest,
    }


def _web_forms(key: MapKey, scene: Scene, urls: Urls, state: dict[str, str], size: str) -> Iterator[Form]:
    embed = urls.map_embed(key, **state)
    # The preview is a page of this very host; the code names it whole.
    frame = {"kind": "frame", "src": service().urls(g.lang).map_embed(key, **state)}
    code = iframe(embed, scene.title, *SHARE_SIZES[size])
    yield _form("iframe", "web", text=code, preview=frame | {"size": size})
    page = urls.map_page(key, **_page_state(key))
    yield _form("link", "web", text=page)
    oembed = urls.oembed(urls.map_page(key, **_page_state(key)), "json")
    yield _form("oembed", "web", text=oembed, href=oembed, preview={"kind": "json", "src": oembed})


def _file_forms(key: MapKey, urls: Urls, state: dict[str, str], part: str, count: int) -> Iterator[Form]:
    """Yield the files that this service writes; of a whole tour those that hold all its steps."""
    if not any(rule.rule.startswith("/download/") for rule in current_app.url_map.iter_rules()):
        return
    drawn = {name: state[name] for name in ("view", "layers", "mode") if name in state}
    here = service().urls(g.lang)
    picture = {"kind": "picture", "src": here.map_card(key)}
    kind, offered = kind_of(key), _offered(key, part)
    if "png" in offered:
        picture["src"] = here.download(key, "png", width=_PREVIEW_PX, **drawn)
    frame = {"kind": "frame", "src": here.map_embed(key, **state), "size": "800x600"}
    for name, format_ in offered.items():
        query = _asked_of(format_, state, part)
        told = _whole_words(name, count) if part == "tour" else {}
        preview = {"file": frame, "data": {"kind": "none"}}.get(format_.group, picture)
        yield _form(
            name, format_.group, href=urls.download(key, name, **query),
            file=f"{kind.stem(key.id)}.{format_.suffix}", preview=preview, **told,
        )  # fmt: skip


def _offered(key: MapKey, part: str) -> dict[str, Format]:
    """Return the formats of a map; of a whole tour those that can hold all of it."""
    cannot = kind_of(key).cannot
    able = {name: format_ for name, format_ in FORMATS.items() if name not in cannot and format_.is_offered}
    return {name: format_ for name, format_ in able.items() if part != "tour" or "part" in format_.options}


def _asked_of(format_: Format, state: dict[str, str], part: str) -> dict[str, str]:
    """Return what the address of a file asks for."""
    query = {option: state[option] for option in format_.options if option in state}
    return query | ({"part": part} if part and "part" in format_.options else {})


def _whole_words(name: str, count: int) -> dict[str, str]:
    """Return how a file is called that holds all steps of a tour."""
    slides = FORMATS[name].group == "slide"
    title = "PowerPoint" if slides else strings(g.lang).get(f"share.form_{name}", name.upper())
    return {"title": f"{title}: {plural(g.lang, 'tour.count', count)}"}


def _snippet_forms(key: MapKey, scene: Scene, urls: Urls, state: dict[str, str]) -> Iterator[Form]:
    told = service().telling(key, g.lang)
    sources = "; ".join(work.label for work in told.works)
    notes = [*told.told[:3]]
    if sources:
        notes.append(f"{translate(g.lang, 'sources.title')}: {sources}")
    embed = urls.map_embed(key, **state)
    hint = translate(g.lang, "share.reveal_offline")
    reveal = reveal_slide(
        embed, title=scene.title, file=f"{kind_of(key).stem(key.id)}.html", hint=hint, notes=notes
    )
    yield _form("reveal", "slide", text=reveal)
    online = translate(g.lang, "share.jupyter_online")
    yield _form(
        "jupyter", "slide", text=jupyter_cell(key, lang=g.lang, atlas="", online=online, address=embed)
    )


def _cite_forms(key: MapKey, scene: Scene, urls: Urls) -> Iterator[Form]:
    atlas = service().atlas
    cited = CitedMap(
        name=str(key), title=scene.title, caption=scene.caption, lang=g.lang,
        atlas=atlas.meta.title.in_(g.lang), version=f"mapsvc {__version__}, {atlas.digest[:12]}",
        address=urls.map_page(key, **_page_state(key)),
    )  # fmt: skip
    for style, text in cite_map(cited).items():
        yield _form(style, "cite", text=text)


def _qr_forms(key: MapKey, urls: Urls) -> Iterator[Form]:
    state = _page_state(key)
    src = service().urls(g.lang).map_qr(key, **state)
    yield _form(
        "qr", "qr", href=urls.map_qr(key, **state), file=f"{kind_of(key).stem(key.id)}-qr.svg",
        preview={"kind": "picture", "src": src},
    )  # fmt: skip
