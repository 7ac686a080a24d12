"""
Ask a running service for what nobody should.

`python -m bench.attack http://127.0.0.1:8000 [COUNT] [SEED]`: so many hostile requests, fifty malformed
connections, and 1,500 clients that never come to an end.
"""

# ruff: noqa: E501

from __future__ import annotations

import contextlib
import http.client
import random
import re
import socket
import sys
import threading
import time
from collections import Counter
from urllib.parse import quote, urlsplit

PATHS = (
    "/", "/events/", "/events/{x}", "/routes/", "/routes/{x}", "/borders/{x}", "/compare/{x}/{x}", "/timeline", "/places/",
    "/places/{x}", "/mentions", "/tour/{x}", "/search", "/lecture", "/embed/{x}/{x}", "/oembed", "/download/",
    "/download/{x}/{x}.{x}", "/share/{x}/{x}", "/card/{x}/{x}.png", "/qr/{x}", "/api/", "/api/collections",
    "/api/collections/{x}", "/api/collections/places/items", "/api/collections/{x}/items/{x}", "/api/collections/places/queryables",
    "/api/conformance", "/api/openapi", "/static/{x}/{x}", "/data/{x}/basemap/{x}", "/healthz", "/readyz", "/version",
    "/metrics", "/sitemap.xml", "/robots.txt", "/favicon.ico", "/{x}",
)  # fmt: skip
NAMES = (
    "lang", "on", "view", "at", "variant", "step", "q", "kind", "from", "to", "ids", "url", "maxwidth", "format", "callback",
    "bbox", "datetime", "limit", "offset", "filter", "f", "crs", "sortby", "properties", "width", "paper", "mode", "next", "x",
)  # fmt: skip
VALUES = (
    "", "0", "-1", "1e400", "NaN", "9" * 400, "'\"><script>alert(1)</script>", "{{7*7}}", "${7*7}", "../../etc/passwd", "..%2f..",
    "%00", "\r\nSet-Cookie: a=b", "\u202e\u2028", "' OR 1=1 --", "//evil.example", "/\\evil.example", "javascript:alert(1)",
    "1921-03-16", "0000-00-00", "-180,-90,180,90", "9e9,0,0,0", "(" * 900, "a" * 4000, "tr", "en", "line-drawn", "front", "journey",
    "pg_sleep(10)=1", "S_INTERSECTS(geometry,POINT(1e9 1e9))", "name LIKE '%%%%%%%%%a'", "\ud800", "\U0001f4a3", "a]; drop", "*",
)  # fmt: skip
HEADERS = {
    "Host": ("x", "evil.example", "a b", "<script>", "127.0.0.1:99999"), "Accept": ("*/*", "text/html", "x/y;q=9", "," * 300),
    "Accept-Language": ("tr", "x-" * 400, "en;q=nan", "\xff"), "Accept-Encoding": ("br", "gzip;q=0", "*", "identity;q=0"),
    "If-None-Match": ("*", '"a"', '"' * 200), "Range": ("bytes=0-", "bytes=9-1", "bytes=0-1,5-6", "x=1"), "Cookie": ("a=b",),
    "X-Forwarded-Host": ("evil.example",), "X-Forwarded-For": ("1.2.3.4",), "X-Request-ID": ("a", "<b>", "a" * 900), "Origin": ("null",),
}  # fmt: skip
METHODS = ("GET",) * 12 + ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "FOO")
#: Sent as they stand.
MALFORMED = (
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
    b"GET / HTTP/1.1\r\nHost: x\r\n obs: fold\r\n\r\n", b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n", b"GET / HTTP/0.9\r\n\r\n", b"GET /\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", b"\x16\x03\x01\x02\x00",
    b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 500_000 + b"\r\n\r\n", b"GET " + b"/a" * 60_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 2_000 + b"\r\n", b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", b"G\xffT / HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /tour HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", b"\r\n" * 5_000, b"GET / HTTP/1.1\nHost: x\n\n",
    b"POST /tour HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", b"POST /tour HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\nabc",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n" * 2_000, b"CONNECT evil.example:80 HTTP/1.1\r\nHost: x\r\n\r\n", b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    # Hosts, lines and spaces.
    b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", b"GET / HTTP/1.1\r\nHost:\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", b"GET / HTTP/1.1\r\n Host: x\r\n\r\n", b"GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1 \r\nHost: x\r\n\r\n", b"\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", b"GET\t/\tHTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\rHost: x\r\r", b"GET / http/1.1\r\nHost: x\r\n\r\n", b"get / HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", b"GET ?x HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n: empty\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nA\x00B: c\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nX: a\x01b\r\n\r\n",
    # Bodies whose end is told in two ways, or in none that is one.
    b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0x5\r\n\r\nabcde", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nabcde",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5, 5\r\n\r\nabcdeGET /evil HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /tour HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;" + b"x" * 70_000 + b"\r\nabcde\r\n0\r\n\r\n",
    b"POST /tour HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n",
    b"POST /tour HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n",
    b"POST /tour HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nHost: evil.example\r\n\r\n",
    b"POST /tour HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n",
    b"POST /tour HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08",
)  # fmt: skip


def fuzz(host: str, port: int, count: int, seed: int, found: Counter[str]) -> None:
    """Send requests of one seed, and count their answers and what no answer may be."""
    chance = random.Random(seed)
    connection = http.client.HTTPConnection(host, port, timeout=120)
    for _ in range(count):
        path = re.sub(r"\{x\}", lambda _: _quoted(chance.choice(VALUES)), chance.choice(PATHS))
        asked = [
            (chance.choice(NAMES), chance.choice(VALUES)) for _ in range(chance.choice((0, 0, 1, 1, 2, 5)))
        ]
        query = "&".join(f"{name}={_quoted(value)}" for name, value in asked)
        names = chance.sample(sorted(HEADERS), chance.choice((0, 0, 1, 3)))
        headers = {name: chance.choice(HEADERS[name]) for name in names}
        try:
            connection.request(chance.choice(METHODS), f"{path}?{query}" if query else path, headers=headers)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException, ValueError) as error:
            found[f"no answer: {type(error).__name__}"] += 1
            connection.close()
            continue
        found[str(answer.status)] += 1
        # Of a format that it does not know, oEmbed wants 501 to be said.
        meant = {503, 501} if path.startswith("/oembed") else {503}
        if answer.status >= 500 and answer.status not in meant:
            found[f"FAULT {path}?{query}"[:200]] += 1
        found["cookies"] += bool(answer.getheader("Set-Cookie"))
        # Data may repeat what was asked: it is JSON, says so, and no browser takes it for a page.
        if b"<script>alert(1)" in body and "json" not in (answer.getheader("Content-Type") or ""):
            found[f"REFLECTION {answer.getheader('Content-Type')} {path}?{query}"[:300]] += 1
        found["tracebacks"] += b"Traceback (most" in body
        found["off-host redirects"] += "evil" in (urlsplit(answer.getheader("Location") or "").netloc)


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"))


def malformed(host: str, port: int) -> Counter[str]:
    """Send what is no request, and count the first lines of the answers; the service must answer after each."""
    found: Counter[str] = Counter()
    for sent in MALFORMED:
        said = b""
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=3) as one:
            one.sendall(sent)
            one.shutdown(socket.SHUT_WR)
            while part := one.recv(65536):
                said = (said + part)[:9_000_000]
        found[said.split(b"\r\n")[0].decode("latin-1")[:40] or "closed"] += 1
        found["smuggled"] += b"/evil" in said and said.count(b"HTTP/1.1 ") > 1
        found["dead after"] += _seconds(host, port) is None
    return found


def slow(host: str, port: int, clients: int) -> list[float]:
    """Hold so many half requests, and return how long 30 healthy ones took meanwhile, in seconds."""
    with contextlib.ExitStack() as held:
        for number in range(clients):
            with contextlib.suppress(OSError):
                one = held.enter_context(socket.create_connection((host, port), timeout=5))
                one.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: " if number % 2 else b"G")
        return sorted(_seconds(host, port) or 99.0 for _ in range(30))


def _seconds(host: str, port: int) -> float | None:
    begin = time.perf_counter()
    connection = http.client.HTTPConnection(host, port, timeout=20)
    try:
        connection.request("GET", "/healthz")
        return time.perf_counter() - begin if connection.getresponse().status == 200 else None
    except OSError:
        return None
    finally:
        connection.close()


def main() -> None:
    """Attack, and print what was found."""
    place = urlsplit(sys.argv[1])
    host, port = place.hostname or "127.0.0.1", place.port or 80
    count, seed = (int(text) for text in (*sys.argv[2:4], "25000", "1")[:2])
    while _seconds(host, port) is None:
        time.sleep(0.2)
    found: Counter[str] = Counter()
    threads = [
        threading.Thread(target=fuzz, args=(host, port, count // 6, seed + one, found)) for one in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("fuzz", dict(found.most_common(40)))
    print("malformed", dict(malformed(host, port)))
    times = slow(host, port, 1500)
    print(f"1,500 partial: healthz median {times[15] * 1000:.1f} ms, slowest {times[-1] * 1000:.1f} ms")


if __name__ == "__main__":
    main()
