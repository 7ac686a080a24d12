"""Which pages are opened, and in which windows."""

from __future__ import annotations

DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
SIZES = {"desktop": DESKTOP, "phone": PHONE}
HEADLINES = ("/events/kars-treaty", "/events/delegation-leaves", "/events/baku-taken")
SAMPLE = (
    "/",
    "/events/",
    "/events/?kind=treaty&from=1921",
    *HEADLINES,
    "/places/",
    "/places/baku",
    "/places/kafkasya",
    "/routes/",
    "/routes/bekir-sami-1920",
    "/routes/red-army-1920",
    "/borders/",
    "/borders/kars-1921",
    "/borders/wilson-1920",
    "/search?q=kars",
    "/search?q=20+June+1920",
    "/search?q=zzzz",
    "/mentions",
    "/embed/events/kars-treaty",
)
REFUSED = ("/nothing", "/events/nothing", "/events/?from=x")


def with_language(path: str, lang: str) -> str:
    """The address of a page in a language."""
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


def is_map(path: str) -> bool:
    """Whether a page shows a map."""
    return path == "/mentions" or (path.count("/") >= 2 and not path.endswith("/") and "?" not in path)
