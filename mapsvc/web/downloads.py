"""Maps as files: `/download/<map>.<format>`."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from flask import Blueprint, Response, g, request

from mapsvc.errors import RequestError, UnknownFormatError, not_found
from mapsvc.export.formats import FORMATS, Format, read_options
from mapsvc.export.job import ExportJob
from mapsvc.kinds import KINDS, export_job, parse_map_key
from mapsvc.kinds.kind import Kind
from mapsvc.kinds.views import View
from mapsvc.language import translate
from mapsvc.model.scene import MapKey
from mapsvc.web.made_files import attachment, hold_limits, made_file
from mapsvc.web.page import answer_page, paged
from mapsvc.web.service import service
from mapsvc.web.urls import Urls

blueprint = Blueprint("downloads", __name__)

#: The whole atlas in one file; no map has this name.
WHOLE = "atlas"
#: So many maps stand on a page; their rows are short.
_MOST_ROWS = 300


@blueprint.get("/download/")
def downloads() -> Response:
    """List every map with the formats that it can be had in."""
    urls, atlas = service().urls(g.lang), service().atlas
    listed = [(kind, key) for kind in KINDS.values() for key in kind.listed(atlas)]
    shown, pager = paged(listed, size=_MOST_ROWS)
    groups = [
        {"title": translate(g.lang, kind.listed_as), "rows": [_row(kind, key, urls) for _, key in rows]}
        for kind, rows in groupby(shown, key=lambda pair: pair[0])
    ]
    return answer_page(
        "downloads",
        translate(g.lang, "download.title"),
        translate(g.lang, "download.intro"),
        whole=urls.page(f"/download/{WHOLE}.zip"),
        groups=groups,
        pager=pager,
    )


def _row(kind: Kind, key: MapKey, urls: Urls) -> View:
    """Return a map with the formats that it can be had in."""
    return {
        "title": kind.title_of(service().atlas, key.id, g.lang),
        "href": urls.map_page(key),
        "files": [
            {"name": name, "href": urls.page(f"/download/{key}.{format_.suffix}")}
            for name, format_ in FORMATS.items()
            if name not in kind.cannot and format_.is_offered
        ],
    }


@blueprint.get("/download/<path:stem>.<end>")
def download(stem: str, end: str) -> Response:
    """Give a map as a file, in a format named by the end of the address: its name or its suffix."""
    stem, format_ = _split(f"{stem}.{end}")
    given = {key: value for key, value in request.args.items() if key != "lang"}
    if stem == WHOLE and format_.whole:
        if given:
            msg = f"unknown option {next(iter(given))[:40]!r}; the whole atlas takes lang."
            raise RequestError(msg)
        return made_file((WHOLE, format_.name, g.lang), partial(_whole, format_, g.lang))
    key = parse_map_key(service().atlas, stem)
    options = read_options(format_, given)
    # Never of the request's own host: the answer is kept for readers who ask by another.
    address = service().urls(g.lang).map_page(key) if service().settings.base_url else ""
    job = export_job(service().atlas, key, g.lang, address, options)
    hold_limits(format_, job)
    asked = (format_.name, str(key), g.lang, address, *map(str, sorted(given.items())))
    return made_file(asked, partial(_written, format_, job))


def _whole(format_: Format, lang: str) -> Response:
    data = format_.write_atlas(service().atlas, lang)
    return attachment(data, f"{WHOLE}.{format_.suffix}", format_.media_type)


def _written(format_: Format, job: ExportJob) -> Response:
    return attachment(format_.write(job), f"{job.stem}.{format_.suffix}", format_.media_type)


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
