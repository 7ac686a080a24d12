"""Reasons written out, for a historian to read, in Turkish and English."""

from __future__ import annotations

from collections.abc import Iterable

_TIERS = {
    "en": {
        "user": "your gazetteer",
        "atlas": "the atlas",
        "historical": "the historical list",
        "world": "the list of the world",
        "geonames": "GeoNames",
    },
    "tr": {
        "user": "sizin dizininiz",
        "atlas": "atlas",
        "historical": "tarihî adlar listesi",
        "world": "dünya listesi",
        "geonames": "GeoNames",
    },
}
_EN: dict[str, str] = {
    "only": "the only place of this name in {0}",
    "tier": "{0} has it; {1} other places of the name are less likely",
    "kind": "the word beside it asks for a {0}",
    "other-kind": "the word beside it says {0}, but no such place is known",
    "near": "{0} km from other places named nearby",
    "large": "a large place ({0} inhabitants today)",
    "years": "it existed then ({0}–{1})",
    "mended": "one letter mended: {0}",
    "spelt": "another spelling of {0}",
    "small": "written without a capital",
    "best": "fits best of the places of this name",
    "unknown": "no gazetteer has it; the word beside it says {0}",
    "nothing-fits": "no place of this name fits; the nearest in question is {0}",
    "corrected": "set by hand: {0}",
    "edition": "the edition marks it: {0}",
    "in-name": "part of a longer name ({0})",
    "in-title": "in the name of a newspaper or journal ({0})",
    "compound": "joined to another name by a hyphen: {0}",
    "route": "a way from place to place",
    "asked": "it is asked for something ({0})",
    "ablative": "from there",
    "locative": "there",
    "genitive": "what happens to it or lies in it",
    "policy": "what it does or wants ({0})",
    "noun": "only tells which one: {0}",
    "people": "whose people: {0}",
    "motion": "a way there ({0})",
    "addressed": "something is done for or said to it ({0})",
    "dative": "to there",
    "supported": "it is dealt with as a power ({0})",
    "accusative": "the territory is the object",
    "with": "it is dealt with ({0})",
    "by": "it is the one who acts",
    "acts": "it is the one who acts ({0})",
    "subject": "it is the subject of the sentence",
    "object": "it is the one something is done to ({0})",
    "spatial": "a word of space stands beside it ({0})",
    "preposition": "a preposition of place stands before it ({0})",
    "of": "the territory of “{0}”",
    "enumeration": "as the next name of the enumeration",
    "plain": "named as a place",
    "printed": "printed in full",
    "year-from": "the year is taken from “{0}” before it",
    "year-after": "the year is taken from “{0}” behind it",
    "no-year": "the text says no year for it",
    "both-styles": "printed in both calendars; in the Julian one {0}",
    "styles-differ": "printed in both calendars, and the two days are not the same: {0}",
    "same-day": "the day of “{0}”",
    "days-later": "{0} days after “{1}”",
    "rumi": "Rumi year: the Gregorian year is {0}",
    "rumi-old": "Rumi calendar before March 1917: Julian days",
    "hijri": "Hijri calendar, known to a day or so: the Gregorian year is {0}",
    "julian": "Julian calendar: 13 days later in the Gregorian one",
    "century": "a century",
    "interval": "from one date to another",
    "two-digits": "a year of two digits, read as Rumi {0}",
    "year-given": "the year is the one given for the text: {0}",
    "hijri-year": "a year of the Hijri calendar",
    "hijri-month": "a month of the Hijri calendar, its first and last day known to a day or so",
    "calendars-agree": "“{0}” beside it is the same day",
    "calendars-differ": "“{1}” beside it is another day, the two differ by {0}",
    "weekday-differs": "the day of the week does not fit: it was a {0}",
}
_TR: dict[str, str] = {
    "only": "bu adı taşıyan tek yer ({0})",
    "tier": "{0} bunu içeriyor; aynı adlı {1} yer daha az olası",
    "kind": "yanındaki sözcük şunu belirtiyor: {0}",
    "other-kind": "yanındaki sözcük {0} diyor, ancak böyle bir yer bilinmiyor",
    "near": "yakınında anılan yerlere {0} km",
    "large": "büyük bir yer (bugün {0} nüfus)",
    "years": "o tarihte vardı ({0}–{1})",
    "mended": "bir harf düzeltildi: {0}",
    "spelt": "{0} adının başka bir yazılışı",
    "small": "küçük harfle yazılmış",
    "best": "aynı adlı yerler arasında en uygunu",
    "unknown": "dizinlerde yok; yanındaki sözcük şunu belirtiyor: {0}",
    "nothing-fits": "bu adı taşıyan yerlerden hiçbiri uymuyor; en yakın aday {0}",
    "corrected": "elle belirlendi: {0}",
    "edition": "yayın böyle işaretliyor: {0}",
    "in-name": "daha uzun bir adın parçası ({0})",
    "in-title": "bir gazete ya da dergi adında ({0})",
    "compound": "başka bir ada kısa çizgiyle bağlı: {0}",
    "route": "yerden yere giden yol",
    "asked": "kendisinden bir şey isteniyor ({0})",
    "ablative": "oradan",
    "locative": "orada",
    "genitive": "ona olan ya da onda bulunan şey",
    "policy": "yaptığı ya da istediği ({0})",
    "noun": "yalnızca hangisi olduğunu söylüyor: {0}",
    "people": "halkı: {0}",
    "motion": "oraya gidiş ({0})",
    "addressed": "ona bir şey yapılıyor ya da söyleniyor ({0})",
    "dative": "oraya",
    "supported": "bir güç olarak ele alınıyor ({0})",
    "accusative": "toprağı eylemin nesnesi",
    "with": "onunla iş görülüyor ({0})",
    "by": "eylemi yapan o",
    "acts": "eylemi yapan o ({0})",
    "subject": "cümlenin öznesi",
    "object": "eylem ona yöneliyor ({0})",
    "spatial": "yanında yer bildiren bir sözcük var ({0})",
    "preposition": "önünde yer bildiren bir edat var ({0})",
    "of": "“{0}” sözünün toprağı",
    "enumeration": "sıralamadaki bir sonraki ad gibi",
    "plain": "yer olarak anılıyor",
    "printed": "tam olarak basılmış",
    "year-from": "yıl, daha önceki “{0}” tarihinden alındı",
    "year-after": "yıl, daha sonraki “{0}” tarihinden alındı",
    "no-year": "metin bu günün yılını söylemiyor",
    "both-styles": "iki takvimle yazılmış; Jülyen takviminde {0}",
    "styles-differ": "iki takvimle yazılmış, iki gün birbirini tutmuyor: {0}",
    "same-day": "“{0}” günü",
    "days-later": "“{1}” tarihinden {0} gün sonra",
    "rumi": "Rumi yıl: Miladi {0}",
    "rumi-old": "Mart 1917 öncesi Rumi takvim: Jülyen günleri",
    "hijri": "Hicri takvim, bir gün kadar kesin: Miladi {0}",
    "julian": "Jülyen takvim: Miladi takvimde 13 gün sonrası",
    "century": "yüzyıl",
    "interval": "bir tarihten ötekine",
    "two-digits": "iki haneli yıl, Rumi {0} olarak okundu",
    "year-given": "yıl, metin için verilen yıl: {0}",
    "hijri-year": "Hicri takvimde bir yıl",
    "hijri-month": "Hicri takvimde bir ay, ilk ve son günü bir gün kadar kesin",
    "calendars-agree": "yanındaki “{0}” aynı gün",
    "calendars-differ": "yanındaki “{1}” başka bir gün, aralarında {0} gün var",
    "weekday-differs": "haftanın günü tutmuyor: {0} idi",
}
_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "tr": ("pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar"),
}
_WORDS = {"en": _EN, "tr": _TR}


def reason_text(reasons: Iterable[tuple[str, ...]], lang: str = "en") -> str:
    """
    Write reasons out.

    Parameters
    ----------
    reasons
        Codes with what fills them in.
    lang
        `"en"` or `"tr"`.

    Returns
    -------
    text
        Clauses joined by semicolons.
    """
    return "; ".join(_clause(reason, lang) for reason in reasons)


def _clause(reason: tuple[str, ...], lang: str) -> str:
    code, *given = reason
    if code in {"only", "tier"}:
        given[0] = _TIERS[lang].get(given[0], given[0])
    if code == "weekday-differs":
        given[0] = _WEEKDAYS[lang][int(given[0])]
    text = _WORDS[lang][code].format(*given, *[""] * 2)
    return text.replace(" ()", "").replace(": ;", ";").removesuffix(": ")
