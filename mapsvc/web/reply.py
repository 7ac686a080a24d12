"""An answer that may be given again: its forms, its tag, and what of it a reader gets."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

import brotli
from werkzeug.http import parse_range_header

from mapsvc.web.origins import filled, names_own, origin_of

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
#: Files that take a while: they are known by what they are made of, and drawn in a lane of their own.
MADE = ("/download/", "/card/")
#: Addresses with a version in them never change their content.
IMMUTABLE = ("/static/", "/data/")
#: A file is taken again without a question for so long: the atlas under it may be corrected meanwhile.
_FILE_S = 300
#: Answers that are about this moment.
NEVER_KEPT = ("/healthz", "/readyz")
#: Answers that may name the host by which they were asked: kept, one reader's host would reach the next.
_ABOUT_THE_HOST = ("/oembed", "/qr/", "/share/")
_LEAST_BYTES = 256
#: A weight of nothing, in each way of writing it, says that the reader cannot take an encoding.
_REFUSED = re.compile(r"q=0(?:\.0{0,3})?")
#: From quality 7 up, Brotli clears tables of many megabytes for each answer, which took 28 ms a page: that is
#: for what a browser keeps for good. At 6 a page takes 0.4 ms and is one byte in a hundred longer.
_BROTLI_QUALITY, _BROTLI_QUALITY_LASTING = 6, 9
#: Of an answer that names the host it was asked by: two encodings for each of a few hosts.
_MOST_ENCODED = 8
#: What an answer takes beside its bodies: its headers, and its place.
OVERHEAD_BYTES = 2_000

Environ = dict[str, Any]
Headers = list[tuple[str, str]]


class Reply(NamedTuple):
    """What a reader gets."""

    status: str
    headers: Headers
    body: bytes


@dataclass(frozen=True)
class Answer:
    """
    An answer 200; each encoding of its body is made when a reader first takes it.

    Attributes
    ----------
    headers
        Without those that depend on the reader.
    vary
        What of a request it depends on, without the language.
    by_language
        Whether the language was negotiated.
    lasting
        Whether its address never has other content.
    whole
        Whether parts of it may be asked for.
    own
        Whether it names the host that the reader asked: it has another body, and another tag, for each.
    """

    headers: tuple[tuple[str, str], ...]
    body: bytes
    etag: str
    vary: str
    by_language: bool
    compressible: bool
    lasting: bool
    whole: bool
    own: bool = False
    _encoded: dict[tuple[str, str], bytes] = field(default_factory=dict, repr=False, compare=False)

    @property
    def size_bytes(self) -> int:
        """How much memory it takes, with the encodings that were asked for."""
        return len(self.body) + sum(map(len, self._encoded.values())) + OVERHEAD_BYTES

    @property
    def bodies(self) -> dict[int, int]:
        """How many bytes each of its bodies takes, by the id of the body."""
        return {id(body): len(body) for body in (self.body, *self._encoded.values())}

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

    def give(self, environ: Mapping[str, Any]) -> Reply:
        """Return what a reader gets who asks with this environment of WSGI."""
        encoding = self.encoding(_accepted(environ.get("HTTP_ACCEPT_ENCODING", "")))
        origin = origin_of(environ) if self.own else ""
        tag = self.tag(encoding, origin)
        headers = [*self.headers, ("Vary", self._vary(environ)), ("ETag", tag)]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        asked = environ.get("HTTP_IF_NONE_MATCH", "")
        if asked and {tag, "*"} & {part.strip().removeprefix("W/") for part in asked.split(",")}:
            return Reply(
                "304 Not Modified", [pair for pair in headers if pair[0].lower() != "content-type"], b""
            )
        body = self.encoded(encoding, origin)
        if self.whole:
            headers.append(("Accept-Ranges", "bytes"))
            if environ.get("HTTP_RANGE") and environ["REQUEST_METHOD"] == "GET":
                return _part(environ, tag, headers, body)
        headers.append(("Content-Length", str(len(body))))
        return Reply("200 OK", headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else body)

    def _vary(self, environ: Mapping[str, Any]) -> str:
        # A file is the same whether its language was asked for or guessed, and is kept once.
        guessed = self.by_language and not names_language(str(environ.get("QUERY_STRING", "")))
        return f"{self.vary}, {_LANGUAGE}" if guessed else self.vary


def names_language(query: str) -> bool:
    """Tell whether a query says in which language something is wanted."""
    return query.startswith("lang=") or "&lang=" in query


def _part(environ: Mapping[str, Any], tag: str, headers: Headers, body: bytes) -> Reply:
    """Return one part of a body; all of it where several parts are asked for, or of another state of it."""
    wanted = parse_range_header(environ["HTTP_RANGE"])
    since = environ.get("HTTP_IF_RANGE", tag)
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1 or since != tag:
        return Reply("200 OK", [*headers, ("Content-Length", str(len(body)))], body)
    span = wanted.range_for_length(len(body))
    if span is None:
        told = [("Content-Range", f"bytes */{len(body)}"), ("Content-Length", "0")]
        return Reply("416 Range Not Satisfiable", [*headers, *told], b"")
    part = body[span[0] : span[1]]
    told = [
        ("Content-Range", f"bytes {span[0]}-{span[1] - 1}/{len(body)}"),
        ("Content-Length", str(len(part))),
    ]
    return Reply("206 Partial Content", [*headers, *told], part)


def prepare_answer(path: str, headers: Sequence[tuple[str, str]], body: bytes) -> Answer:
    """Return what the application answered, so that it can be given to others."""
    kept = [(name, value) for name, value in headers if name.lower() not in _OF_EACH_READER]
    mimetype = next((value for name, value in kept if name.lower() == "content-type"), "")
    lasting, made = path.startswith(IMMUTABLE), path.startswith(MADE)
    vary = _listed(value for name, value in headers if name.lower() == "vary")
    return Answer(
        headers=(*kept, ("Cache-Control", _cache_control(path))),
        body=body,
        etag=_tag_of(headers, body, made=made),
        vary=", ".join(name for name in dict.fromkeys([*vary, "Accept-Encoding"]) if name != _LANGUAGE),
        by_language=made or _LANGUAGE in vary,
        compressible=len(body) >= _LEAST_BYTES and mimetype.startswith(_COMPRESSIBLE),
        lasting=lasting,
        whole=lasting or made,
        own=names_own(body),
    )


_LANGUAGE = "Accept-Language"
#: Headers that are written for each reader.
_OF_EACH_READER = ("content-length", "etag", "cache-control", "vary")


def _cache_control(path: str) -> str:
    if path.startswith(IMMUTABLE):
        return "public, max-age=31536000, immutable"
    if path.startswith(MADE) and path not in MADE:
        return f"public, max-age={_FILE_S}"
    return "no-store" if is_fleeting(path) else "no-cache"


def _listed(values: Iterable[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def is_fleeting(path: str) -> bool:
    """Tell whether an answer may be kept by nobody."""
    return path in NEVER_KEPT or path.startswith(_ABOUT_THE_HOST)


def _tag_of(headers: Sequence[tuple[str, str]], body: bytes, *, made: bool) -> str:
    """Return what an answer is known by: a made file says so itself, of others it is their bytes."""
    tags = [value.strip('"') for name, value in headers if name.lower() == "etag" and made]
    return next(iter(tags), sha256(body).hexdigest()[:24])


def give_once(reply: Reply, environ: Mapping[str, Any]) -> Reply:
    """Give an answer that is not kept, such as a file made of what was sent; a whole one compressed too."""
    status, headers, body = reply
    if names_own(body):
        body = filled(body, origin_of(environ))
        size = str(len(body))
        headers = [(name, size if name.lower() == "content-length" else value) for name, value in headers]
    made = prepare_answer(environ["PATH_INFO"], headers, body)
    encoding = made.encoding(_accepted(environ.get("HTTP_ACCEPT_ENCODING", "")))
    if not encoding or not status.startswith("200") or environ["REQUEST_METHOD"] == "HEAD":
        return Reply(status, headers, body)
    packed = made.encoded(encoding, "")
    kept = [(name, value) for name, value in headers if name.lower() not in {"content-length", "etag"}]
    more = [
        ("Vary", "Accept-Encoding"),
        ("Content-Encoding", encoding),
        ("Content-Length", str(len(packed))),
    ]
    return Reply(status, [*kept, *more], packed)


def _accepted(header: str) -> set[str]:
    names = set()
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if not _REFUSED.fullmatch(weight.replace(" ", "")):
            names.add(name.strip())
    return names
