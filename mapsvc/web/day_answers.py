"""What the atlas answers to who asks for a day: the map of it, who held what was named, who was where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mapsvc.atlas.store import Store
from mapsvc.geoparse.typed_dates import TypedDate
from mapsvc.history.citations import format_citations
from mapsvc.history.holder_text import describe_holders
from mapsvc.history.holders import held_on, holders_on, timelines
from mapsvc.history.whereabouts import pick_variant, whereabouts_of
from mapsvc.kinds import map_of
from mapsvc.kinds.views import View
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import DateSpan, day_span
from mapsvc.model.day import Day
from mapsvc.model.itinerary import itinerary_of
from mapsvc.model.names import sort_key
from mapsvc.scene.day_journeys import routes_of_day
from mapsvc.scene.day_map import moments
from mapsvc.scene.named_ground import NamedGround, grounds_named
from mapsvc.scene.symbology import CERTAINTY_ORDER
from mapsvc.web.urls import Urls

#: Of grounds and holders that a question names, no more are told; a card is no list.
_MOST_GROUNDS, _MOST_HOLDERS = 4, 8
#: The language of the notes of `control.csv`.
_NOTED_IN = "en"


@dataclass(frozen=True)
class DayAnswers:
    """
    Answers from an atlas in one language.

    Attributes
    ----------
    words
        What was asked beside the date, without words that say nothing.
    """

    atlas: Store
    urls: Urls
    lang: str
    words: str

    def answer(self, dates: Sequence[TypedDate]) -> View:
        """
        Return the card for the first of some dates.

        Returns
        -------
        view
            `title`; `href` of the day's map, which is `opens` in words where a month or a year was asked for;
            `outside` in place of all else where the atlas does not tell of the date; `grounds` with who held
            them, `journeys` with where they were; `pair` where two dates were asked for.
        """
        span, period = dates[0].span, self.atlas.period
        title = format_date(span, self.lang)
        if not span.overlaps(period.span):
            return {"title": title, **self._outside(span)}
        first = max(span.begin, period.first)
        last = min(span.end or period.last, period.last)
        return {
            "title": title,
            "outside": "",
            "href": self.urls.timeline(first.isoformat()),
            "opens": format_date(first, self.lang) if first != last else "",
            "grounds": list(self._grounds(first, last)) if self._tells_of_hands else [],
            "journeys": list(self._journeys(first, last)),
            "pair": self._compared([date.span for date in dates]),
        }

    @property
    def _tells_of_hands(self) -> bool:
        return bool(self.atlas.control or self.atlas.territories)

    def _outside(self, span: DateSpan) -> View:
        period = self.atlas.period
        nearest = period.nearest(span.middle or period.opening)
        words = translate(self.lang, "answer.outside").format(
            first=format_date(period.first, self.lang), last=format_date(period.last, self.lang)
        )
        return {
            "outside": words,
            "nearest": {
                "href": self.urls.timeline(nearest.isoformat()),
                "title": format_date(nearest, self.lang),
            },
        }

    def _compared(self, spans: list[DateSpan]) -> View | None:
        """Return the way to the comparison of two dates; the first day of each."""
        period = self.atlas.period
        days = [max(span.begin, period.first) for span in spans[:2] if span.overlaps(period.span)]
        if len(days) < 2 or days[0] == days[1] or not self._tells_of_hands:
            return None
        words = translate(self.lang, "answer.compare")
        return {
            "href": self.urls.compare(days[0].isoformat(), days[1].isoformat()),
            "title": words.format(
                **dict(zip("ab", (format_date(day, self.lang) for day in days), strict=True))
            ),
        }

    # ---- in whose hands --------------------------------------------------------------------------
    def _grounds(self, first: Day, last: Day) -> Iterator[View]:
        """Yield what was named with who held it; if nothing was named, who held any ground on that day."""
        found = grounds_named(self.atlas, self.words)
        for ground in found[:_MOST_GROUNDS]:
            yield {
                "title": ground.say(self.lang, first),
                "runs": list(self._runs(ground, first, last)),
            }
        if not found and not self.words:
            names = self._holders(first)
            if names:
                yield {"title": "", "runs": [{"when": "", "who": names, "notes": []}]}

    def _runs(self, ground: NamedGround, first: Day, last: Day) -> Iterator[View]:
        """Yield from when to when who held a ground, in words, and the map of the first day of it."""
        changes = [day for day in self._moments() if first < day <= last] if first != last else []
        told: list[tuple[Day, View]] = []
        for day in (first, *changes):
            said = self._said(ground, day)
            if not told or told[-1][1] != said:
                told.append((day, said))
        ends = [*(day - 1 for day, _ in told[1:]), last]
        for (day, said), end in zip(told, ends, strict=True):
            when = format_date(day_span(day, end), self.lang) if len(told) > 1 else ""
            yield {**said, "when": when, "href": self.urls.timeline(day.isoformat())}

    def _moments(self) -> Sequence[Day]:
        return self.atlas.kept("moments of hands", "", lambda: tuple(moments(self.atlas)))

    def _said(self, ground: NamedGround, day: Day) -> View:
        """Return who held a ground on a day, how sure that is, who says so and what is noted of it."""
        if ground.point is None:
            return {"who": self._held_by(ground.polity, day), "notes": []}
        held = holders_on(self.atlas, ground.point, day)
        if not held:
            return {"who": translate(self.lang, "answer.unknown"), "notes": []}
        worst = max((holding.certainty for holding in held), key=CERTAINTY_ORDER.index)
        cites = dict.fromkeys(cite for holding in held for cite in holding.sources)
        noted = held if self.lang == _NOTED_IN else []
        notes = dict.fromkeys(holding.note for holding in noted if holding.note)
        return {
            "who": "; ".join(describe_holders(self.atlas, ground.point, [day], self.lang)),
            "notes": [
                translate(self.lang, f"certainty.{worst}"),
                format_citations(self.atlas, cites, self.lang),
                *notes,
            ],
        }

    def _held_by(self, polity: str, day: Day) -> str:
        """Return which districts a polity held on a day."""
        districts = [
            self.atlas.districts[holding.district].title.in_(self.lang)
            for holding in held_on(self.atlas, day)
            if holding.polity == polity
        ]
        names = sorted(dict.fromkeys(districts), key=lambda name: sort_key(name, self.lang))
        if not names:
            return translate(self.lang, "answer.held_none")
        more = len(names) - _MOST_HOLDERS
        listed = ", ".join(names[:_MOST_HOLDERS]) + (f" (+{more})" if more > 0 else "")
        return translate(self.lang, "answer.held").format(names=listed)

    def _holders(self, day: Day) -> str:
        """Return who held any ground on a day, who held most of it first."""
        if not timelines(self.atlas):
            return ""
        count: dict[str, int] = {}
        for holding in held_on(self.atlas, day):
            if holding.polity is not None:
                count[holding.polity] = count.get(holding.polity, 0) + 1
        first = sorted(count, key=lambda polity: -count[polity])
        names = [self.atlas.polities[polity].name_at(day_span(day)).in_(self.lang) for polity in first]
        return ", ".join(names[:_MOST_HOLDERS]) + (" …" if len(names) > _MOST_HOLDERS else "")

    # ---- who was where ---------------------------------------------------------------------------
    def _journeys(self, first: Day, last: Day) -> Iterator[View]:
        """Yield the journeys under way, those of a month or a year on the first of their days in it."""
        asked = day_span(first, last)
        for route in self.atlas.routes.values():
            if not route.valid.overlaps(asked):
                continue
            day = max(first, route.valid.begin)
            under_way = next(
                (found for found in routes_of_day(self.atlas, day) if found.id == route.id), None
            )
            if under_way is None:
                continue
            variant = pick_variant(under_way, None)
            found = whereabouts_of(under_way, itinerary_of(under_way, variant), day)
            if found.kind in {"before", "after"}:
                continue
            yield {
                "title": route.title.in_(self.lang),
                "text": found.text(self.lang),
                "when": format_date(day, self.lang) if first != last else "",
                "href": self.urls.map_page(map_of(("route", route.id)), at=day.isoformat()),
            }
