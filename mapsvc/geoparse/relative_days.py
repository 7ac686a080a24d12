"""Days counted from the day before them: "the following day", "le lendemain", "üç gün sonra"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapsvc.geoparse.date_context import Calendar, DateSpot
from mapsvc.geoparse.date_values import LEAP_YEAR, PrintedDay, days_after, value_of_gregorian
from mapsvc.geoparse.mentions import DateMention
from mapsvc.geoparse.open_days import NO_YEAR, open_value
from mapsvc.geoparse.text_folding import fold_text

#: What stands in each phrase, as printed: only there it is looked for.
_IN_PHRASES = (
    "gün", " day", " morning", "morrow", "день", " утро", " дня", " дней", " Tag", "ags ", "jour",
    "endemain", "veille",
)  # fmt: skip
_BEFORE, _BEHIND = 16, 28
_COUNTS = {
    word: number
    for number, words in enumerate(
        (
            "bir one", "iki two deux zwei два", "uc three trois drei три",
            "dort dord four quatre vier четыре",
            "bes five cinq funf пять", "alti six sechs шесть", "yedi yeddi seven sept sieben семь",
            "sekkiz sekiz eight huit acht восемь", "dokuz doqquz nine neuf neun девять",
            "on ten dix zehn десять",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_COUNT = "|".join(sorted(_COUNTS, key=len, reverse=True))
_GAP = r"[ \n]+"
#: A sentence goes on, and no event is named from which days are counted: "deux jours après la bataille".
_NO_EVENT = r"(?=[,.;:!?)]|$|[ \n]+(?:il|elle|ils|elles|on|nous|je)\b)"
_PHRASE = re.compile(
    rf"(?P<same>ayni|same|hemin|тот же|selben|demselben|meme){_GAP}(?:gun(?!l[ae]r)|day|день|tage?\b|jour\b)"
    rf"|(?P<next>(?:ertesi|seherisi|novbeti|next|following|следующии|другои|(?:folgend|nachst|ander)e?[nrs]|darauffolgenden){_GAP}"
    rf"(?:gun(?!l[ae]r)|day|morning|день|tage?s?\b)|следующее{_GAP}утро|tags{_GAP}darauf\b"
    rf"|lendemain\b(?! d)|jour suivant"
    r"|(?<=on the )morrow\b)"
    rf"|(?P<second>surlendemain\b(?! d))"
    rf"|(?P<previous>(?:previous|preceding|предыдущии|vorigen|vorhergehenden){_GAP}(?:day|день"
    rf"|tage?\b)|tags{_GAP}zuvor\b|(?<=la )veille{_NO_EVENT})"
    rf"|(?<!\w)(?P<count>{_COUNT}|\d\d?){_GAP}(?:gun|days?|jours?|tage?n?|дня|днеи){_GAP}"
    rf"(?P<way>sonra|once|evvel|qabaq|later|earlier|before{_NO_EVENT}|apres{_NO_EVENT}|plus tard"
    rf"|auparavant|avant{_NO_EVENT}|spater|darauf|danach"
    rf"|zuvor|vorher|fruher|спустя)"
    rf"|через{_GAP}(?P<through>{_COUNT}|\d\d?){_GAP}(?:день|дня|днеи)"
)
_BACKWARDS = frozenset(
    {"once", "evvel", "qabaq", "earlier", "before", "auparavant", "avant", "zuvor", "vorher", "fruher"}
)
#: "bir iki gün sonra", "birkaç gün önce": not counted.
_NOT_COUNTED = ("bir ", "bes ", "birkac ", "bir nece ")


def find_phrases(text: str) -> Iterator[int]:
    """Yield where a day can be counted from another, in no order."""
    for word in _IN_PHRASES:
        at = text.find(word)
        while at >= 0:
            begin = max(0, at - _BEFORE)
            for found in _PHRASE.finditer(fold_text(text[begin : at + _BEHIND])):
                if begin + found.start() <= at + 1 <= begin + found.end():
                    yield begin + found.start()
            at = text.find(word, at + len(word))


def read_relative_day(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    """Read "aynı gün", "the following day", "le lendemain", "üç gün sonra", from the last whole day."""
    around = spot.before[-12:] + spot.window
    found = _PHRASE.match(around, len(spot.before[-12:]))
    if not found or spot.before[-1:].isalpha():
        return None
    if found["count"] and spot.before.endswith(_NOT_COUNTED):
        return None
    return _counted(spot, found.end() - len(spot.before[-12:]), _steps(found), calendar)


def _steps(found: re.Match[str]) -> int:
    count = found["count"] or found["through"]
    if count:
        number = _COUNTS.get(count) or int(count)
        return -number if found["way"] in _BACKWARDS else number
    return 0 if found["same"] else 2 if found["second"] else -1 if found["previous"] else 1


def _counted(spot: DateSpot, length: int, steps: int, calendar: Calendar) -> DateMention | None:
    if calendar.day is None:
        return _open(spot, length, steps, calendar)
    day = days_after(calendar.day, steps)
    printed = calendar.day_printed
    why = ("days-later", str(steps), printed) if steps else ("same-day", printed)
    return spot.mention(length, value_of_gregorian(day), why)


def _open(spot: DateSpot, length: int, steps: int, calendar: Calendar) -> DateMention | None:
    """Count from a day of which no year is known."""
    told = calendar.told
    if told is None or told.year or not told.day:
        return None
    day = days_after(PrintedDay(LEAP_YEAR, told.month, told.day), steps)
    return spot.mention(length, open_value(day), NO_YEAR)
