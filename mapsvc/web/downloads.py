"""Maps as files: `/download/<map>.<format>`."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from flask import Blueprint, Response, g, request

from mapsvc.errors import RequestError, UnknownFormatError, not_found
from mapsvc.export.formats import FORMATS, ExportJob, Format, every_map, read_options
from mapsvc.language import translate
from mapsvc.model.records import Border, Event, Place, Route
from mapsvc.scene.keys import SECTIONS, parse_map_key
from mapsvc.web.page import answer_page
from mapsvc.web.service import service
from mapsvc.web.views import View

blueprint = Blueprint("downloads", __name__)

#: The whole atlas in one file; no map has this name.
WHOLE = "atlas"
#: A file that somebody opens in a browser after all may run nothing and reach nothing.
_ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"


@blueprint.get("/download/")
def downloads() -> Response:
    """List every map with the formats that it can be had in."""
    urls, atlas = service().urls(g.lang), service().atlas
    groups: dict[str, list[View]] = {}
    for key in every_map(atlas):
        found = getattr(atlas, SECTIONS[key.kind])[key.id] if key.id else None
        files = [
            {"name": name, "href": urls.page(f"/download/{key}.{format_.suffix}")}
            for name, format_ in FORMATS.items()
        ]
        row = {"title": _title(found, g.lang), "href": urls.page(f"/{key}"), "files": files}
        groups.setdefault(key.kind, []).append(row)
    names = {kind: "mentions.title" if kind == "mentions" else f"nav.{SECTIONS[kind]}" for kind in groups}
    return answer_page(
        "downloads",
        translate(g.lang, "download.title"),
        translate(g.lang, "download.intro"),
        whole=urls.page(f"/download/{WHOLE}.zip"),
        groups=[{"title": translate(g.lang, names[kind]), "rows": rows} for kind, rows in groups.items()],
    )


def _title(found: Event | Border | Route | Place | None, lang: str) -> str:
    if found is None:
        return translate(lang, "mentions.title")
    return found.name_on(lang) if isinstance(found, Place) else found.title.in_(lang)


@blueprint.get("/download/<path:stem>.<end>")
def download(stem: str, end: str) -> Response:
    """Give a map as a file, in a format named by the end of the address: its name or its suffix."""
    stem, format_ = _split(f"{stem}.{end}")
    given = {key: value for key, value in request.args.items() if key != "lang"}
    if stem == WHOLE and format_.name == "zip":
        if given:
            msg = f"unknown option {next(iter(given))[:40]!r}; the whole atlas takes lang."
            raise RequestError(msg)
        return _attachment(_whole(service().atlas.digest, g.lang), f"{WHOLE}.zip", format_)
    key = parse_map_key(service().atlas, stem)
    options = read_options(format_, given)
    # Never of the request's own host: the answer is kept for readers who ask by another.
    base = service().settings.base_url
    job = ExportJob(service().atlas, key, g.lang, f"{base}/{key}" if base else "", options)
    return _attachment(format_.write(job), f"{key.stem}.{format_.suffix}", format_)


def _split(name: str) -> tuple[str, Format]:
    """Return the name of the map and the format that an address asks for."""
    ends = {found.name: found for found in FORMATS.values()} | {
        found.suffix: found for found in FORMATS.values()
    }
    fitting = [end for end in ends if name.endswith(f".{end}") and len(name) > len(end) + 1]
    if not fitting:
        raise not_found(UnknownFormatError, "format", name.rpartition(".")[2], FORMATS)
    end = max(fitting, key=len)
    return name[: -len(end) - 1], ends[end]


@lru_cache(maxsize=2)
def _whole(digest: str, lang: str) -> bytes:
    from mapsvc.export.data.bundle import write_atlas

    del digest
    return write_atlas(service().atlas, lang)


def _attachment(data: bytes, name: str, format_: Format) -> Response:
    response = Response(data, content_type=format_.media_type)
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    )
    response.headers["Content-Security-Policy"] = _ALONE
    # Other pages may offer the files too; nothing in them is private.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
