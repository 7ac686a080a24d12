"""Ready answers: rendered once, kept with ETag and the forms asked for, given before Flask is asked."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import brotli

from mapsvc.web.language import negotiate
from mapsvc.web.media import wants_page
from mapsvc.web.origins import filled, names_own, origin_of
from mapsvc.web.tracking import without_tracking

if TYPE_CHECKING:
    from mapsvc.language import Language

StartResponse = Callable[..., Any]
Environ = dict[str, Any]

_COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/geo+json",
    "application/schema+json",
    "application/vnd.oai.openapi+json",
    "image/svg+xml",
    "application/javascript",
    "application/xml",
)
#: Files that take a while: they are known by what they are made of, and the service keeps them.
_MADE = "/download/"
#: Addresses with a version in them never change their content.
_IMMUTABLE = ("/static/", "/data/")
#: Addresses whose answers are data or a page, as the reader takes them.
_IN_FORMS = "/api"
#: Answers that are about this moment.
_NEVER_KEPT = ("/healthz", "/readyz")
#: Answers that may name the host by which they were asked: kept, one reader's host would reach the next.
_ABOUT_THE_HOST = ("/oembed", "/qr/", "/share/")
_LEAST_BYTES = 256
#: A weight of nothing, in each way of writing it, says that the reader cannot take an encoding.
_REFUSED = re.compile(r"q=0(?:\.0{0,3})?")
#: From quality 7 up, Brotli clears tables of many megabytes for each answer, which took 28 ms a page: that is
#: for what a browser keeps for good. At 6 a page takes 0.4 ms and is one byte in a hundred longer.
_BROTLI_QUALITY, _BROTLI_QUALITY_LASTING = 6, 9
#: Sums to well over the pages, tiles and assets of one atlas; only answers 200 are kept.
_MOST_KEPT = 8000
#: Files and pictures are larger than any page: who asks for many of them must not fill the memory.
_LARGEST_KEPT_BYTES = 400_000
#: Of an answer that names the host it was asked by: two encodings for each of a few hosts.
_MOST_ENCODED = 8


@dataclass(frozen=True)
class Answer:
    """
    An answer 200; each encoding of its body is made when a reader first takes it.

    Attributes
    ----------
    own
        Whether it names the host that the reader asked: it has another body, and another tag, for each.
    """

    headers: tuple[tuple[str, str], ...]
    body: bytes
    etag: str
    compressible: bool
    lasting: bool
    own: bool = False
    _encoded: dict[tuple[str, str], bytes] = field(default_factory=dict, repr=False)

    def encoding(self, accepted: set[str]) -> str:
        """Return the best encoding of those accepted; nothing for the body as it is."""
        return next((name for name in ("br", "gzip") if self.compressible and name in accepted), "")

    def encoded(self, encoding: str, origin: str) -> bytes:
        """Return the body for readers of a host in one encoding."""
        if not (encoding or self.own):
            return self.body
        key = (encoding, origin if self.own else "")
        found = self._encoded.get(key)
        if found is None:
            body = filled(self.body, origin) if self.own else self.body
            found = self._encode(body, encoding) if encoding else body
            # Who makes up hosts drives out others' encodings, which cost less than an answer to make again.
            while self.own and len(self._encoded) >= _MOST_ENCODED:
                self._encoded.pop(next(iter([*self._encoded])), None)
            self._encoded[key] = found
        return found

    def _encode(self, body: bytes, encoding: str) -> bytes:
        if encoding == "gzip":
            return gzip.compress(body, compresslevel=9, mtime=0)
        quality = _BROTLI_QUALITY_LASTING if self.lasting else _BROTLI_QUALITY
        return bytes(brotli.compress(body, quality=quality))

    def tag(self, encoding: str, origin: str) -> str:
        """Return the strong ETag of one encoding for readers of a host."""
        host = sha256(origin.encode()).hexdigest()[:8] if self.own else ""
        return f'"{"-".join(filter(None, (self.etag, host, encoding)))}"'


class Front:
    """
    A WSGI application before another: gives kept answers, and keeps what it may.

    An answer is kept under its path, form and language alone, so that made-up queries cannot fill the memory.
    It is kept without the host that it was asked by: each reader gets it with the host that he asked.
    """

    def __init__(
        self,
        application: Callable[[Environ, StartResponse], Iterable[bytes]],
        languages: Sequence[Language],
    ) -> None:
        self._application = application
        self._languages = languages
        self._kept: dict[tuple[str, str], Answer] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        environ = environ | {"QUERY_STRING": without_tracking(environ.get("QUERY_STRING", ""))}
        key = _key(environ, self._languages)
        answer = self._kept.get(key) if key else None
        if answer is None:
            status, headers, body = self._ask(environ)
            if not status.startswith("200") or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
                return _give_once(status, headers, body, environ, start_response)
            answer = _prepare(environ["PATH_INFO"], headers, body)
            if key and len(self._kept) < _MOST_KEPT and len(body) <= _LARGEST_KEPT_BYTES:
                self._kept[key] = answer
        return _give(answer, environ, start_response)

    def _ask(self, environ: Environ) -> tuple[str, list[tuple[str, str]], bytes]:
        captured: list[Any] = []
        # A kept answer needs its body, so the application is always asked for GET.
        asked = environ | {"REQUEST_METHOD": "GET"} if environ["REQUEST_METHOD"] == "HEAD" else environ

        def keep(
            status: str, headers: list[tuple[str, str]], _exc_info: Any = None
        ) -> Callable[[bytes], None]:
            captured[:] = [status, headers]
            return lambda _: None

        chunks = self._application(asked, keep)
        try:
            body = b"".join(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close:
                close()
        return (
            captured[0],
            captured[1],
            b"" if environ["REQUEST_METHOD"] == "HEAD" and not captured[0].startswith("200") else body,
        )


def _key(environ: Environ, languages: Sequence[Language]) -> tuple[str, str] | None:
    path = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or _is_fleeting(path):
        return None
    query = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    if [name for name, _ in query] not in ([], ["lang"]):
        return None
    if path.startswith(_IMMUTABLE):
        return (path, "") if not query else None
    asked = query[0][1] if query else None
    lang = negotiate(asked, environ.get("HTTP_ACCEPT_LANGUAGE", ""), languages)
    # Whether the language was asked for or guessed shows in the answer's `Vary`.
    # So does the form that the reader takes.
    form = "page" if path.startswith(_IN_FORMS) and wants_page(environ.get("HTTP_ACCEPT", "")) else ""
    return (path, f"{lang}{'' if query else '*'}{form}") if lang else None


def _is_fleeting(path: str) -> bool:
    return path in _NEVER_KEPT or path.startswith(_ABOUT_THE_HOST)


def _prepare(path: str, headers: Sequence[tuple[str, str]], body: bytes) -> Answer:
    kept = [
        (name, value)
        for name, value in headers
        if name.lower() not in {"content-length", "etag", "cache-control"}
    ]
    mimetype = next((value for name, value in kept if name.lower() == "content-type"), "")
    lasting = path.startswith(_IMMUTABLE)
    fleeting = _is_fleeting(path)
    cache = "public, max-age=31536000, immutable" if lasting else "no-store" if fleeting else "no-cache"
    vary = [value for name, value in kept if name.lower() == "vary"]
    kept = [(name, value) for name, value in kept if name.lower() != "vary"]
    kept += [("Cache-Control", cache), ("Vary", ", ".join(dict.fromkeys([*vary, "Accept-Encoding"])))]
    return Answer(
        headers=tuple(kept),
        body=body,
        etag=_tag_of(path, headers, body),
        compressible=len(body) >= _LEAST_BYTES and mimetype.startswith(_COMPRESSIBLE),
        lasting=lasting,
        own=names_own(body),
    )


def _tag_of(path: str, headers: Sequence[tuple[str, str]], body: bytes) -> str:
    """Return what an answer is known by: a made file says so itself, of others it is their bytes."""
    tags = [value.strip('"') for name, value in headers if name.lower() == "etag" and path.startswith(_MADE)]
    return next(iter(tags), sha256(body).hexdigest()[:24])


def _give(answer: Answer, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    encoding = answer.encoding(_accepted(environ.get("HTTP_ACCEPT_ENCODING", "")))
    origin = origin_of(environ) if answer.own else ""
    tag = answer.tag(encoding, origin)
    headers = [*answer.headers, ("ETag", tag)]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    known = {part.strip().removeprefix("W/") for part in environ.get("HTTP_IF_NONE_MATCH", "").split(",")}
    if {tag, "*"} & known:
        start_response("304 Not Modified", [pair for pair in headers if pair[0].lower() != "content-type"])
        return [b""]
    body = answer.encoded(encoding, origin)
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]


def _give_once(
    status: str, headers: list[tuple[str, str]], body: bytes, environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    """Give an answer that is not kept, such as a file made of what was sent; a whole one compressed too."""
    if names_own(body):
        body = filled(body, origin_of(environ))
        size = str(len(body))
        headers = [(name, size if name.lower() == "content-length" else value) for name, value in headers]
    made = _prepare(environ["PATH_INFO"], headers, body)
    encoding = made.encoding(_accepted(environ.get("HTTP_ACCEPT_ENCODING", "")))
    if not encoding or not status.startswith("200") or environ["REQUEST_METHOD"] == "HEAD":
        start_response(status, headers)
        return [body]
    packed = made.encoded(encoding, "")
    kept = [(name, value) for name, value in headers if name.lower() not in {"content-length", "etag"}]
    more = [
        ("Vary", "Accept-Encoding"),
        ("Content-Encoding", encoding),
        ("Content-Length", str(len(packed))),
    ]
    start_response(status, [*kept, *more])
    return [packed]


def _accepted(header: str) -> set[str]:
    names = set()
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if not _REFUSED.fullmatch(weight.replace(" ", "")):
            names.add(name.strip())
    return names
