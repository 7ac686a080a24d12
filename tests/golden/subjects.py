"""The pictures and pages of the shipped atlas whose looks are kept, each by its address."""

from __future__ import annotations

LANGUAGES = ("tr", "en")

#: Maps as their addresses under `/download/` name them, each drawn in every language.
_MAPS = (
    # Events: the three of the first page, talks, a battle, one far from the others, one before the period.
    "events/delegation-leaves.svg",
    "events/kars-treaty.svg",
    "events/baku-taken.svg",
    "events/moscow-treaty.svg",
    "events/sakarya.svg",
    "events/lenin-arrives.svg",
    "events/resulzade-born.svg",
    "events/delegation-leaves.svg?paper=a4",
    "places/kars.svg",
    "places/azerbaycan.svg",
    "routes/bekir-sami-1920.svg",
    "routes/red-army-1920.svg",
    "routes/lenin-1917.svg",
    "borders/kars-1921.svg",
    "borders/wilson-1920.svg",
    "borders/caucasus-april-1920.svg",
    "compare/moscow-1921/kars-1921.svg",
    "compare/moscow-1921/kars-1921.svg?mode=difference",
    "compare/berlin-1878/kars-1921.svg?paper=a3",
    "compare/1914-08-01/1921-10-13.svg?mode=difference",
    "timeline/1918-06-04.svg",
    "timeline/1921-03-16.svg?width=2560",
    "mentions.svg",
    "tour/journey-to-moscow/3.svg",
    "tour/routes/yusuf-kemal-1921/2.svg",
)
#: The same laid out by the other writers, where one language says enough.
_OTHER_PICTURES = (
    "events/kars-treaty.png?lang=tr&width=1000",
    "compare/moscow-1921/kars-1921.png?lang=en&mode=difference&width=800",
    "timeline/1920-04-28.png?lang=tr&width=640",
    "mentions.png?lang=en&paper=a4&width=640",
    "events/delegation-leaves.handout.pdf?lang=tr",
    "compare/moscow-1921/kars-1921.pdf?lang=en&paper=a4",
)
#: Pages read in every language.
_PAGES = (
    "/",
    "/events/",
    "/events/kars-treaty",
    "/places/",
    "/places/kars",
    "/routes/",
    "/routes/bekir-sami-1920",
    "/borders/",
    "/borders/kars-1921",
    "/compare/moscow-1921/kars-1921",
    "/timeline?on=1920-04-28",
    "/mentions",
    "/tour/",
    "/tour/journey-to-moscow",
    "/search?q=kars",
    "/share/events/kars-treaty",
)
#: Pages of a kind that stands above, and answers for programmes.
_OTHER_PAGES = (
    "/compare/1914-08-01/1921-10-13?mode=difference&lang=tr",
    "/timeline?lang=en",
    "/timeline?on=1918-06-04&lang=tr",
    "/tour/routes/lenin-1917?step=2&lang=en",
    "/tour/events?ids=delegation-leaves,kars-treaty&lang=tr",
    "/download/?lang=en",
    "/no-such-page?lang=tr",
    "/events/kars-treatyx?lang=en",
    "/embed/events/kars-treaty?lang=en",
    "/embed/places/kars?lang=tr",
    "/embed/routes/bekir-sami-1920?lang=en",
    "/embed/borders/kars-1921?lang=tr",
    "/embed/compare/moscow-1921/kars-1921?lang=en",
    "/embed/timeline?on=1920-04-28&lang=tr",
    "/embed/mentions?lang=en",
    "/embed/tour/journey-to-moscow?lang=tr",
    "/oembed?url=http://localhost/events/kars-treaty%3Flang%3Den&format=json",
    "/api/",
    "/api/collections",
    "/api/collections/events/items?limit=3&lang=en",
)
#: What a page answers, if not 200.
STATUSES = {"/no-such-page?lang=tr": 404, "/events/kars-treatyx?lang=en": 404}


def _in_languages(address: str) -> list[str]:
    sign = "&" if "?" in address else "?"
    return [f"{address}{sign}lang={lang}" for lang in LANGUAGES]


#: Every address of a group by the group's name.
GROUPS = {
    "pictures": (*(found for name in _MAPS for found in _in_languages(name)), *_OTHER_PICTURES),
    "pages": (*(found for name in _PAGES for found in _in_languages(name)), *_OTHER_PAGES),
}
