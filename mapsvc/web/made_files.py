"""Files that take a while to make: what they are known by, how large they may be, and where they are made."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import quote

from flask import Response, request

from mapsvc import __version__
from mapsvc.errors import RequestError
from mapsvc.export.formats import Format
from mapsvc.export.job import ExportJob
from mapsvc.export.print.options import LEAST_WIDTH_PX, PAPERS
from mapsvc.web.caching import NAMED, ONLY_NAMED
from mapsvc.web.service import service

#: In an environment of WSGI: the code with which a request is refused that was already found good.
REFUSED = "mapsvc.refused"
#: A file that somebody opens in a browser after all may run nothing and reach nothing.
_CONFINED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"


def made_file(asked: tuple[str, ...], make: Callable[[], Response]) -> Response:
    """
    Answer with a file, made only if it must be.

    Parameters
    ----------
    asked
        All that decides what is in the file, beside the atlas and the version of the service.
    make
        Makes it. It is not called for a reader who has the file, nor where the request only asks what
        the file would be known by: the front then knows whether it is kept, and where else it is made.
    """
    served = service()
    made_of = (__version__, served.atlas.digest, served.data_version, served.static_version)
    tag = sha256("\0".join((*made_of, *asked)).encode()).hexdigest()[:24]
    if request.method != "POST" and request.if_none_match.contains(tag):
        response = Response(status=HTTPStatus.NOT_MODIFIED)
    elif request.environ.get(ONLY_NAMED):
        response = Response(headers={NAMED: tag})
    else:
        response = make()
    response.set_etag(tag)
    return response


def attachment(data: bytes, name: str, media_type: str) -> Response:
    """Return a file under a name, which a browser keeps instead of opening it."""
    response = Response(data, content_type=media_type)
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    )
    response.headers["Content-Security-Policy"] = _CONFINED
    # Other pages may offer the files too; nothing in them is private.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def hold_limits(format_: Format, job: ExportJob) -> None:
    """
    Refuse a file that would take too much of the service.

    Raises
    ------
    RequestError
        If a deck has too many slides or a picture too many pixels; the message says how many would do.
    """
    settings = service().settings
    if "part" in format_.options and (format_.group == "slide" or job.part == "tour"):
        hold_slides(sum(1 for _ in job.slides()))
    width, paper = job.options.get("width"), job.options.get("paper")
    broad, high = PAPERS.get(str(paper or "16:9").lower(), PAPERS["16:9"])
    most = settings.most_megapixels * 1_000_000
    if format_.name == "png" and width and width * width * high / broad > most:
        largest = max(LEAST_WIDTH_PX, int((most * broad / high) ** 0.5))
        msg = f"'width' is {width}; a picture of this sheet may be {largest} pixels wide here."
        raise RequestError(msg)


def hold_slides(count: int) -> None:
    """Refuse a deck of too many slides; `RequestError` says how many would do."""
    most = service().settings.most_slides
    if count > most:
        msg = f"The file would have {count} slides; here one may have {most}. Ask for fewer, or for a step."
        raise RequestError(msg)
