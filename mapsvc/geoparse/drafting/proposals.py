"""What a text says to have happened on a day at a place, each thing once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mapsvc.errors import DateError
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.drafting.happenings import Happening
from mapsvc.geoparse.drafting.passages import VERB_LAST, Passage, Sentence, clause_parts, find_sentences
from mapsvc.geoparse.drafting.place_roles import role_of
from mapsvc.geoparse.mentions import DateMention, Mention, PlaceMention
from mapsvc.model.dates import DateSpan, parse_date

#: Roles of places at which something happened, the surest first.
SCENES = ("happened", "origin", "destination", "waypoint")
#: In brackets with a colon or a page stands where it is printed, and not when it happened.
_PRINTED_AT = re.compile(r"[(\[][^()\[\]]*$")
_OF_PAGES = re.compile(r"[^()\[\]]*(?::\s*\d|\bp?p\.\s*\d|\bs\.\s*\d)[^()\[\]]*[)\]]")
#: A day, a month, a year; what is vaguer dates no event.
_EXACT_DATE = re.compile(r"-?\d{4}(?:-\d\d){0,2}~?(?:/-?\d{4}(?:-\d\d){0,2})?")
_LONGEST_DAYS = 1100
#: So many sentences back the story may have named the place where it goes on.
_SENTENCES_BACK = 2
_SPOTS = frozenset({"settlement", "city", "town", "village", "station", "fortress", "site", "pass"})


@dataclass(frozen=True)
class ProposedPlace:
    """A place, its role, and whether the passage itself names it there."""

    mention: PlaceMention
    role: str
    told: bool = True

    @property
    def place(self) -> str:
        """The id of its entry."""
        return self.mention.entry.id if self.mention.entry is not None else ""


@dataclass(frozen=True)
class Proposal:
    """
    Something that happened, as a text tells it.

    Attributes
    ----------
    date, when
        The date as printed, and its days in the Gregorian calendar.
    happening
        The word that says what happened.
    places
        Each once, with its role; one at least is a scene.
    passage, start, end
        The clause, and its offsets in the text.
    lines
        Those that tell of it, counted from 1.
    """

    date: DateMention
    when: DateSpan
    happening: Happening | None
    places: tuple[ProposedPlace, ...]
    passage: Passage
    lines: tuple[int, ...]

    @property
    def scenes(self) -> frozenset[str]:
        """Ids of the places at which it happened, or from and to which it went."""
        return frozenset(part.place for part in self.places if part.role in SCENES)


def propose_events(document: Document, mentions: Sequence[Mention], language: str) -> list[Proposal]:
    """
    Return what a text says to have happened.

    Parameters
    ----------
    document
        The text.
    mentions
        What it names, in text order.
    language
        Of sentences that name no place.

    Returns
    -------
    proposals
        In text order; what is told twice is one, with the lines of both.
    """
    sentences = list(find_sentences(document.text, mentions, language))
    found: list[Proposal] = []
    for at, sentence in enumerate(sentences):
        around = [*reversed(sentences[max(0, at - _SENTENCES_BACK) : at]), *sentences[at + 1 : at + 2]]
        same = [one for one in around if one.whole.paragraph == sentence.whole.paragraph]
        found += _of_sentence(document, sentence, same)
    return _joined(found)


def _of_sentence(document: Document, sentence: Sentence, beside: Sequence[Sentence]) -> Iterator[Proposal]:
    text = document.text
    for clause in sentence.clauses:
        taken: set[str] = set()
        for date in clause.dates:
            when = _span_of(date)
            if when is None or date.gregorian in taken or _is_of_print(text, date):
                continue
            happening = _nearest(clause, date) or _nearest(sentence.whole, date)
            places = _places_of(text, _from_date(text, clause, date), sentence, beside, happening)
            if not places or (happening is None and not _is_day(when)):
                continue
            taken.add(date.gregorian)
            lines = _lines(document, clause)
            yield Proposal(date, when, happening, places, clause, lines)


def _span_of(date: DateMention) -> DateSpan | None:
    """Return the days of a date; nothing of one that is too vague to be that of an event."""
    if not _EXACT_DATE.fullmatch(date.gregorian):
        return None
    try:
        when = parse_date(date.gregorian)
    except DateError:
        return None
    if when.start is None or when.end is None:
        return None
    return when if _days(when) <= _LONGEST_DAYS else None


def _days(when: DateSpan) -> int:
    return (when.end.toordinal() - when.start.toordinal()) if when.start and when.end else 0


def _is_day(when: DateSpan) -> bool:
    return _days(when) < 1


def _is_of_print(text: str, date: DateMention) -> bool:
    """Tell whether a date is of what is cited in brackets."""
    before = _PRINTED_AT.search(text, max(0, date.start - 200), date.start)
    return before is not None and _OF_PAGES.match(text, date.end) is not None


def _nearest(passage: Passage, date: DateMention) -> Happening | None:
    """Return the word of what happened that stands nearest to a date; behind it where verbs end clauses."""
    before = 1.5 if passage.lang not in VERB_LAST else 100.0
    return min(
        passage.happenings,
        key=lambda one: one.start - date.end if one.start >= date.end else before * (date.start - one.end),
        default=None,
    )


def _from_date(text: str, clause: Passage, date: DateMention) -> Passage:
    """Return what a date is of: its part where a clause has several, what follows the verb before it."""
    places = clause.places
    if len(clause.dates) > 1:
        start, end = next((part for part in clause_parts(text, clause) if part[1] > date.start), (0, 0))
        places = tuple(one for one in places if start <= one.start < end) or places
    if clause.lang in VERB_LAST:
        begin = _verb_before(clause, date)
        places = tuple(one for one in places if one.start >= begin)
    return replace(clause, places=places)


def _verb_before(clause: Passage, date: DateMention) -> int:
    """Return where the verb before a date ends, if another one follows; else 0."""
    ends = [one.end for one in clause.happenings if one.end <= date.start]
    behind = any(one.start >= date.end for one in clause.happenings)
    return ends[-1] if ends and behind else 0


def _places_of(
    text: str, clause: Passage, sentence: Sentence, beside: Sequence[Sentence], happening: Happening | None
) -> tuple[ProposedPlace, ...]:
    """Return the places of what happened: of its clause, else its sentence, else of what was told before."""
    here = _with_roles(text, clause.places, happening)
    around = _with_roles(text, sentence.whole.places, happening)
    signed = _named_scene(clause.places, happening)
    if signed is not None and not any(_is_town(part.mention) for part in here if part.role in SCENES):
        return _led_by(signed, here or around)
    for told in (here, around):
        if _has_scene(told):
            return told
    scene = _told_beside(text, beside) or _spoken_of(around)
    return _led_by(scene, around) if scene is not None else ()


def _led_by(scene: ProposedPlace, places: Iterable[ProposedPlace]) -> tuple[ProposedPlace, ...]:
    return (scene, *(part for part in places if part.place != scene.place))


def _told_beside(text: str, beside: Iterable[Sentence]) -> ProposedPlace | None:
    """Return the scene that the same paragraph named last, or names next."""
    for other in beside:
        scenes = [part for part in _with_roles(text, other.whole.places, None) if part.role == "happened"]
        if scenes:
            return replace(scenes[-1], told=False)
    return None


def _spoken_of(places: Iterable[ProposedPlace]) -> ProposedPlace | None:
    """Return a place that a passage speaks of, where it names none as the scene."""
    meant = [part for part in places if part.mention.usage in {"literal", "associative"}]
    return replace(meant[0], role="happened", told=meant[0].mention.usage == "literal") if meant else None


def _has_scene(places: Iterable[ProposedPlace]) -> bool:
    return any(part.role in SCENES for part in places)


def _with_roles(
    text: str, places: Iterable[PlaceMention], happening: Happening | None
) -> tuple[ProposedPlace, ...]:
    """Return places that have a position, each once, with the surest of its roles."""
    found: dict[str, ProposedPlace] = {}
    for mention in places:
        if mention.entry is None or mention.entry.lon is None or mention.usage == "embedded":
            continue
        part = ProposedPlace(mention, role_of(text, mention, happening))
        known = found.get(part.place)
        if known is None or (known.role not in SCENES and part.role in SCENES):
            found[part.place] = part
    return tuple(found.values())


def _named_scene(places: Iterable[PlaceMention], happening: Happening | None) -> ProposedPlace | None:
    """Return the place that a treaty is called after, where it was signed."""
    if happening is None or happening.category != "treaty":
        return None
    towns = [one for one in places if one.usage == "embedded" and _is_town(one)]
    return ProposedPlace(towns[0], "happened", told=False) if towns else None


def _is_town(mention: PlaceMention) -> bool:
    """Tell whether a place is a spot and no land."""
    return mention.entry is not None and mention.entry.lon is not None and mention.entry.kind in _SPOTS


def _lines(document: Document, clause: Passage) -> tuple[int, ...]:
    words = document.text[clause.start : clause.end]
    start = clause.start + len(words) - len(words.lstrip())
    first, _ = document.line_column(start)
    last, _ = document.line_column(max(start, clause.start + len(words.rstrip()) - 1))
    return tuple(range(first, last + 1))


# ---- what is told twice ------------------------------------------------------------------------------
def _joined(found: Iterable[Proposal]) -> list[Proposal]:
    kept: list[Proposal] = []
    for one in found:
        at = next((n for n, other in enumerate(kept) if _is_same(one, other)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = _join(kept[at], one)
    return kept


def _is_same(one: Proposal, other: Proposal) -> bool:
    """Tell whether two passages tell of one thing: the same days, a scene in common, the same happening."""
    if not one.scenes & other.scenes:
        return False
    fine, coarse = sorted((one, other), key=lambda each: _days(each.when))
    if not (_within(fine.when, coarse.when)):
        return False
    kinds = {each.happening.kind for each in (one, other) if each.happening is not None}
    if fine.date.gregorian == coarse.date.gregorian:
        return len(kinds) < 2 or bool({*one.lines} & {*other.lines} and one.passage is other.passage)
    return len(kinds) == 1 and one.happening is not None and other.happening is not None


def _within(fine: DateSpan, coarse: DateSpan) -> bool:
    if fine.start is None or fine.end is None or coarse.start is None or coarse.end is None:
        return False
    return coarse.start <= fine.start and fine.end <= coarse.end


def _join(first: Proposal, second: Proposal) -> Proposal:
    """Return what is told twice as one: by the passage with the finer date, with the places of both."""
    best, other = (first, second) if _days(first.when) <= _days(second.when) else (second, first)
    known = {part.place for part in best.places}
    places = (*best.places, *(part for part in other.places if part.place not in known))
    return replace(best, places=places, lines=tuple(sorted({*first.lines, *second.lines})))
