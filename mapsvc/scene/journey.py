"""What plays a journey: its accounts on the calendar as data for the browser, and the same as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from mapsvc.atlas.store import Store
from mapsvc.history.citations import format_citations
from mapsvc.history.holder_text import describe_holders
from mapsvc.history.legs import totals_of
from mapsvc.history.whereabouts import (
    Whereabouts,
    pick_variant,
    reports_on,
    say_on,
    whereabouts_of,
)
from mapsvc.language import plural, translate
from mapsvc.model.date_text import day_words, format_date
from mapsvc.model.day import Day
from mapsvc.model.itinerary import Itinerary, Window, itinerary_of
from mapsvc.model.numbers import format_km, format_number
from mapsvc.model.records import Report, Route, Stop
from mapsvc.scene.string_line import Axis, string_line
from mapsvc.templating import script_json

#: Words that the browser code says itself.
_PLAYER_WORDS = ("play", "pause", "stop_of", "stop_on_day", "on_way", "here")
#: A whole journey takes so many seconds to play, by name of the speed.
SPEEDS = {"slow": 60, "normal": 30, "fast": 12}
#: An average per day is told only where setting out and coming in are known to so many days.
_KNOWN_DAYS = 31
View = dict[str, Any]


class Journey:
    """
    A journey that can be played, in one language.

    Attributes
    ----------
    itineraries
        Each account on the calendar, by id of the variant.
    axis
        First and last day of all accounts.
    """

    def __init__(self, atlas: Store, route: Route, lang: str) -> None:
        self.atlas, self.route, self.lang = atlas, route, lang
        self.itineraries = {variant.id: itinerary_of(route, variant.id) for variant in route.variants}
        self.axis = Axis(
            min(itinerary.first_day for itinerary in self.itineraries.values()),
            max(itinerary.last_day for itinerary in self.itineraries.values()),
        )

    @property
    def first(self) -> Day:
        """The first day of any account."""
        return Day.fromordinal(self.axis.first)

    @property
    def last(self) -> Day:
        """The last day of any account."""
        return Day.fromordinal(self.axis.last)

    def start(self, variant: str | None = None) -> View:
        """Return the moment at which a journey stands before it is played: its first stop."""
        picked = pick_variant(self.route, variant)
        return self.moment(picked, stop=1)

    def moment(self, variant: str, *, on: Day | None = None, stop: int | None = None) -> View:
        """Return a moment in words: the day, or the stop and what is known of its day."""
        itinerary = self.itineraries[variant]
        day = on or Day.fromordinal(itinerary.step_days[(stop or 1) - 1])
        halt = itinerary.stops[stop - 1] if stop else None
        found = whereabouts_of(self.route, itinerary, day)
        return {
            "variant": variant,
            "day": day.isoformat(),
            "offset": day.toordinal() - self.axis.first,
            "stop": stop,
            "when": self.when_of(itinerary, stop - 1) if stop else format_date(day, self.lang),
            "text": self._stop_words(itinerary, halt, found) if halt else found.text(self.lang),
            "reports": self.reports(found.reports),
        }

    def _stop_words(self, itinerary: Itinerary, stop: Stop, found: Whereabouts) -> str:
        """Return which stop it is; where the day does not put them there, what is known of the day too."""
        words = translate(self.lang, "player.stop_of")
        told = words.format(n=stop.n, count=len(itinerary.stops), name=stop.title.in_(self.lang))
        if found.kind == "stop":
            return told
        on = translate(self.lang, "player.stop_on_day")
        return on.format(stop=told, day=format_date(found.day, self.lang), where=found.text(self.lang))

    def when_of(self, itinerary: Itinerary, index: int) -> str:
        """Return the date of a stop as it is known; without one, the days between which it must lie."""
        stop, visit = itinerary.stops[index], itinerary.visits[index]
        if stop.on:
            return format_date(stop.on, self.lang)
        first, last = (
            format_date(Day.fromordinal(day), self.lang) for day in (visit.arrive.first, visit.leave.last)
        )
        return translate(self.lang, "player.no_date").format(first=first, last=last)

    def reports(self, reports: tuple[Report, ...]) -> list[View]:
        """Return what sources say, each with its date and whom to hold to it."""
        return [
            {
                "when": format_date(report.on, self.lang),
                "text": report.text.in_(self.lang),
                "source": format_citations(self.atlas, report.sources, self.lang),
            }
            for report in reports
        ]

    def later_reports(self) -> list[View]:
        """Return what sources tell of the days after the journey."""
        last = self.last
        found = [r for r in self.route.reports if (start := r.on.start) is not None and start > last]
        return self.reports(tuple(found))

    # ---- one stop in words -----------------------------------------------------------------------
    def card(self, variant: str, index: int) -> View:
        """Return a stop as its card shows it: when, what, who ruled, who says so."""
        itinerary = self.itineraries[variant]
        stop, visit = itinerary.stops[index], itinerary.visits[index]
        # Only what happened on days on which they were surely here belongs to the stop.
        days = range(visit.arrive.last, visit.leave.first + 1)
        reports = {
            id(report): report
            for day in days
            for report in reports_on(self.route, variant, Day.fromordinal(day))
        }
        return {
            "n": stop.n,
            "id": stop.id,
            "name": stop.title.in_(self.lang),
            "when": self.when_of(itinerary, index),
            "day": Day.fromordinal(itinerary.step_days[index]).isoformat(),
            "certainty": stop.certainty,
            "note": stop.note.in_(self.lang) if stop.note else None,
            "rule": self.rule(itinerary, index),
            "reports": self.reports(tuple(reports.values())),
            "source": format_citations(self.atlas, stop.sources, self.lang),
            "km": format_km(itinerary.marks_km[index], self.lang),
            "feature": f"routes/{self.route.id}/{stop.id}",
        }

    def rule(self, itinerary: Itinerary, index: int) -> View | None:
        """
        Return who ruled a stop when the travellers were there.

        In whose hands the ground was on the days of the possible stay, and what the stop itself carries; both
        where both are known. By territories only where they say the same of all these days.
        """
        stop, visit = itinerary.stops[index], itinerary.visits[index]
        ordinals = sorted({visit.arrive.first, itinerary.step_days[index], visit.leave.first})
        days = [Day.fromordinal(ordinal) for ordinal in ordinals]
        who = describe_holders(self.atlas, stop.geometry, days, self.lang)
        if not who and stop.rule is None:
            return None
        return {
            "who": who,
            "text": stop.rule.text.in_(self.lang) if stop.rule else None,
            "certainty": stop.rule.certainty if stop.rule else "attested",
            "source": format_citations(self.atlas, stop.rule.sources, self.lang) if stop.rule else None,
        }

    # ---- for the browser -------------------------------------------------------------------------
    @cached_property
    def data(self) -> View:
        """What the browser plays, as plain data; the same at whatever moment a page begins."""
        return {
            "route": self.route.id,
            "calendar": day_words(self.lang),
            "parts": self.route.parts,
            "first": self.first.isoformat(),
            "days": self.axis.last - self.axis.first,
            "speeds": SPEEDS,
            "words": {word: translate(self.lang, f"player.{word}") for word in _PLAYER_WORDS},
            "variants": [self._variant_data(key) for key in self.itineraries],
        }

    def _variant_data(self, variant: str) -> View:
        itinerary = self.itineraries[variant]
        days = range(self.axis.first, self.axis.last + 1)
        reach = [itinerary.reach(day) for day in days]
        return {
            "id": variant,
            "title": next(found.title.in_(self.lang) for found in self.route.variants if found.id == variant),
            "stops": [
                {
                    "n": stop.n,
                    "name": stop.title.in_(self.lang),
                    "when": self.when_of(itinerary, index),
                    "day": itinerary.step_days[index] - self.axis.first,
                    "km": round(itinerary.marks_km[index], 2),
                    "sure": stop.certainty == "attested",
                    "feature": f"routes/{self.route.id}/{stop.id}",
                }
                for index, stop in enumerate(itinerary.stops)
            ],
            "legs": [f"routes/{self.route.id}/{leg.id}" for leg in itinerary.legs],
            "near": [round(found.near_km, 1) for found in reach],
            "far": [round(found.far_km, 1) for found in reach],
            "runs": list(self._runs(itinerary)),
            "reports": [
                [report.on.begin.toordinal() - days.start, report.text.in_(self.lang)]
                for report in self.route.reports
                if report.on.begin.toordinal() in days and (not report.variants or variant in report.variants)
            ],
        }

    def _runs(self, itinerary: Itinerary) -> Iterator[list[Any]]:
        """Yield the day from which something else is to be said, its kind, and the words."""
        before: tuple[str, str] | None = None
        for ordinal in range(self.axis.first, self.axis.last + 1):
            said = say_on(itinerary, ordinal, self.lang)
            if said != before:
                yield [ordinal - self.axis.first, *said]
            before = said


def player_view(
    journey: Journey,
    *,
    at: View | None = None,
    address: Callable[[str, str, int], str] | None = None,
    action: str = "#",
) -> View:
    """
    Return the player of a journey as a template's variable `player`.

    Parameters
    ----------
    journey
        What is played.
    at
        The moment at which it stands first, from `Journey.moment`; its start when not given.
    address
        Gives the link of a stop from variant, day and number, for readers without a script;
        the page's own anchors when not given.
    action
        Where the form of a day leads.

    Returns
    -------
    view
        `at`; `variants`, each with `title`, `cards`, `diagram` and `summary`; `data`, JSON that may
        stand inside a script element; `speeds`; `difference`, the sentence on why accounts differ.
    """
    at = at or journey.start()
    link = address or (lambda variant, day, n: f"#{variant}-{n}")
    route, lang = journey.route, journey.lang
    data = journey.data | {"at": {key: at[key] for key in ("variant", "offset", "stop")}}
    variants = []
    for variant in route.variants:
        itinerary = journey.itineraries[variant.id]
        cards = [journey.card(variant.id, index) for index in range(len(itinerary.stops))]
        # Accounts of one journey share their days; branches and stages have days of their own.
        axis = Axis(itinerary.first_day, itinerary.last_day) if route.parts else journey.axis
        variants.append(
            {
                "id": variant.id,
                "title": variant.title.in_(lang),
                "note": variant.note.in_(lang) if variant.note else None,
                "certainty": variant.certainty,
                "current": variant.id == at["variant"],
                "cards": [card | {"href": link(variant.id, card["day"], card["n"])} for card in cards],
                "diagram": string_line(itinerary, axis, lang) | {"first": axis.first - journey.axis.first},
                "cursor": axis.x(at["offset"] + journey.axis.first + 0.5),
                "summary": summary_of(itinerary, lang),
                "href": link(variant.id, at["day"], 0),
            }
        )
    return {
        "at": at,
        "parts": route.parts,
        "days": journey.axis.last - journey.axis.first,
        "day_form": {"action": action, "first": journey.first.isoformat(), "last": journey.last.isoformat()},
        "variants": variants,
        "difference": route.difference.in_(lang) if route.difference else None,
        "speeds": [{"id": name, "label": translate(lang, f"player.{name}")} for name in SPEEDS],
        "later": journey.later_reports(),
        "data": script_json(data),
    }


def _width(window: Window) -> int:
    return window.last - window.first


def summary_of(itinerary: Itinerary, lang: str) -> View:
    """Return what an account comes to, in words: kilometres, days, average, and kilometres by mode."""
    totals = totals_of(itinerary)
    known = max(_width(itinerary.visits[0].leave), _width(itinerary.visits[-1].arrive)) <= _KNOWN_DAYS
    return {
        "text": translate(lang, "player.summary" if known else "player.summary_km").format(
            km=format_number(totals.length_km, lang),
            days=plural(lang, "player.days", totals.days),
            average=format_number(totals.km_per_day, lang),
        ),
        "modes": [
            translate(lang, "player.by_mode").format(
                mode=translate(lang, f"mode.{mode}"), km=format_number(length, lang)
            )
            for mode, length in totals.by_mode
        ],
    }
