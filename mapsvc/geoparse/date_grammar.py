"""
How dates are written: patterns over folded text, for Turkish, Azerbaijani, English, Russian, German, French.

Patterns are matched at a place where a number, a month or "gün" stands, never searched for over a whole text.
"""

from __future__ import annotations

import re

from mapsvc.geoparse.text_folding import fold_text
from mapsvc.model.calendars import HIJRI_MONTHS

#: How each month is abbreviated, in the same order: a full stop and a year, or a capital, show it.
_SHORT = (
    "jan janv jän янв oca", "feb févr fév фев февр şub", "mar mär мар", "apr avr апр nis", "", "jun haz",
    "jul juil tem", "aug авг ağu", "sept sep сент сен eyl", "oct okt окт eki", "nov нояб ноя kas",
    "dec déc dez дек ara",
)  # fmt: skip
#: The names of each month: Turkish, English, abbreviated, Azerbaijani, Russian, Rumi, German; "|" is a space.
_MONTHS = (
    "ocak january yanvar января январь январе kanunisani kanunusani kanun-i|sani kanun-ı|sani januar jänner",
    "şubat february fevral февраля февраль феврале februar feber",
    "mart march марта март марте märz",
    "nisan april aprel апреля апрель апреле",
    "mayıs may мая май мае",
    "haziran june iyun июня июнь июне juni",
    "temmuz july iyul июля июль июле juli",
    "ağustos august avqust avgust августа август августе",
    "eylül september sentyabr сентября сентябрь сентябре",
    "ekim october oktyabr октября октябрь октябре oktober"
    " teşrinievvel teşrin-i|evvel teşrini|evvel ilkteşrin birinciteşrin",
    "kasım november noyabr ноября ноябрь ноябре"
    " teşrinisani teşrin-i|sani teşrini|sani sonteşrin ikinciteşrin",
    "aralık december dekabr декабря декабрь декабре dezember"
    " kanunuevvel kanun-u|evvel kanunievvel kanun-i|evvel ilkkanun birincikanun",
)
#: Those of French, which writes them small.
_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
FRENCH_MONTHS = frozenset(fold_text(_FRENCH).split())
MONTH_NUMBER: dict[str, int] = {
    fold_text(name.replace("|", " ")): number
    for number, (names, short, french) in enumerate(
        zip(_MONTHS, _SHORT, _FRENCH.split(), strict=True), start=1
    )
    for name in [*names.split(), *short.split(), french]
}
ABBREVIATED = frozenset(fold_text(" ".join(_SHORT)).split())
#: A full stop, and the end of what stands before a day: "Oct. 11".
SHORT_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(ABBREVIATED, key=len, reverse=True))})\.? $")
ENGLISH_MONTHS = frozenset(names.split()[1] for names in _MONTHS)
_GERMAN = "januar jänner februar feber märz april mai juni juli august september oktober november dezember"
#: Those of German and French: prepositions stand before them, no endings behind.
WESTERN_MONTHS = FRENCH_MONTHS | frozenset(fold_text(_GERMAN).split())

MONTH_NAME = (
    "(?:" + "|".join(sorted(map(re.escape, MONTH_NUMBER), key=len, reverse=True)) + r")(?![a-zа-я])\.?"
)
_MONTH_INFLECTED = "(?:" + "|".join(sorted(map(re.escape, MONTH_NUMBER), key=len, reverse=True)) + ")"
_S = r"[ \t\u00a0]*(?:\r?\n[ \t]*)?"
_YEAR = r"[1li][0-9oli]{3}(?![0-9])"
_DAY = r"[0-3]?[0-9]"
#: Case endings that old prints write without an apostrophe: "30 Haziranda".
_INFLECTION = r"(?:[dt][ae](?:n|ki[a-z]*)?|y?[ae]|n?[iu]n|[iu])(?![a-z])"
#: A month as it is or inflected; one list of names and not two, as compiling them is what takes longest.
_MONTH_ANY = rf"{_MONTH_INFLECTED}(?:(?![a-zа-я])\.?|(?='|{_INFLECTION}))"
_DASH = rf"{_S}[-/]{_S}"
#: "9th of", "12-го", "5.", "1er"; a full stop only before a word.
_ORDINAL = r"(?:(?:st|nd|rd|th|d)?(?: of)?|-?(?:ого|аго|го|ое|му|е)|er|t?e[nr]|\.(?= ?[^\W\d]))"
_ENDING = r"(?:['’][a-z]{1,4}|-?c[iu])?"
_TO_WORDS = "to|till|until|through|ile|ila|по|до|на|bis|zum|au|a|jusqu'au|jusqu'en|jusqu'a"
#: Two that stand for themselves, unless the words around say what lies between.
_AND_WORDS = "and|or|ve|veya|ya da|и|или|und|oder|et|ou|&"
#: "4 and 11", "4'ten 11"
_JOIN = rf"(?:{_ENDING}[ \n]+(?P<word>{_TO_WORDS}|{_AND_WORDS})|'?[dt][ae]n)[ \n]+"
TO_WORDS = frozenset(_TO_WORDS.split("|"))
_THE = "(?:(?:the|le|den|dem|zum|au) )?"
_ORDINAL_MARK = r"(?:st|nd|rd|th|d|-?(?:ого|аго|го|ое|му|е)|er|t?e[nr]|\.)?"

#: 27 Nisan 1920 · 27-28 Nisan 1920 · 27 Nisan-3 Mayıs 1920 · 25 Ekim (7 Kasım) 1917 · 12/25 Ekim 1917
DAY_FIRST = re.compile(
    rf"(?P<day>{_DAY}){_ORDINAL}(?:(?P<join>{_DASH})(?P<day2>{_DAY}){_ORDINAL}"
    rf"|\.? ?\((?P<day5>{_DAY})(?:[a-z]{{2}}|\.|-го)?\))?{_S}"
    rf"(?P<month>{_MONTH_ANY})"
    rf"(?:(?P<join2>{_DASH})(?P<day3>{_DAY}){_ORDINAL}{_S}(?P<month3>{MONTH_NAME}))?"
    rf"(?: ?\((?P<day4>{_DAY}){_ORDINAL} (?P<month4>{MONTH_NAME})\))?"
    rf"(?:,?{_S}(?P<year>{_YEAR}|3[2-4][0-9](?![0-9.:/-])))?"
)
#: Names of months of the Hijri calendar, written in one word or in several: Rebiü’l-evvel, Dhu al-Hijja.
HIJRI_MONTH = "|".join(r"[ '-]*".join(name) for name in sorted(HIJRI_MONTHS, key=len, reverse=True))
#: 22 Zilhicce 1338 · 14 Muharrem sene 339 · 22 Dhu al-Hijjah 1338 AH
HIJRI = re.compile(
    rf"(?P<day>{_DAY})\.?{_ORDINAL}{_S}(?P<month>{HIJRI_MONTH}),?{_S}(?:sene(?:si)? )?"
    r"(?P<year>1[0-4][0-9]{2}(?![0-9])|3[2-4][0-9](?![0-9.:/-]))(?:\s*(?:a\.?h|h(?:icri|ijri)?)(?![a-z])\.?)?"
)
HIJRI_BEFORE = re.compile(rf"(?<![a-z])(?P<month>{HIJRI_MONTH}),?{_S}(?:sene(?:si)? )?$")
#: H. 1293 · hicri 1293 · 1293 AH
HIJRI_YEAR_BEFORE = re.compile(r"(?<![a-z.])(?:h(?:icr[iî]|ijri)?\.? |hicretin )$")
HIJRI_YEAR_BEHIND = re.compile(r" ?(?:a\.?h|h(?:icri|ijri)?)(?![a-z])")
#: The ordinal of a day alone, which belongs to it: 3rd, 12-го, 1er, 12ten, 12.
ORDINAL_END = re.compile(r"st|nd|rd|th|d\b|er\b|t?e[nr]\b|-?(?:ого|аго|го|ое|му|е)\b|\.")
#: What stands before the second of two dates for one day: 14 Muharrem 1339/28 Eylül 1920
OTHER_CALENDAR_BEFORE = re.compile(r"(?<![0-9])1[0-4][0-9]{2}(?: ?(?:a\.?h|h)\.?)? ?/ ?$")
#: 4 and 11 May 1919 · 4 ile 11 Mayıs 1919 · с 4 по 11 мая 1919 · 4 May and 11 June 1919
JOINED_DAYS = re.compile(
    rf"(?P<day>{_DAY}){_ORDINAL}"
    rf"(?: (?P<month>{_MONTH_ANY})(?:,? (?P<year1>{_YEAR}),?)?)?"
    rf"(?:{_JOIN}|(?P<dash>{_DASH}))"
    rf"{_THE}(?P<day2>{_DAY}){_ORDINAL}{_S}"
    rf"(?P<month2>{_MONTH_ANY})"
    rf"(?:,?{_S}(?P<year>{_YEAR}))?"
)
#: 3rd, 4th and 5th of May 1863: the first of them
LISTED_DAYS = re.compile(
    rf"(?P<day>{_DAY}){_ORDINAL_MARK}(?:,[ \n]+{_THE}{_DAY}{_ORDINAL_MARK})+"
    rf",?[ \n]+(?:{_AND_WORDS})[ \n]+{_THE}{_DAY}{_ORDINAL}{_S}"
    rf"(?P<month2>{MONTH_NAME})(?:,?{_S}(?P<year>{_YEAR}))?"
)
#: May 3 and 4, 1863 · October 11 to 15, 1899 · from October 11 to November 2, 1899
JOINED_BEHIND = re.compile(
    rf"(?P<month>{MONTH_NAME}) (?P<day>{_DAY}){_ORDINAL_MARK}(?:, (?P<year1>{_YEAR}),?)?"
    rf"(?:[ \n]+(?P<word>to|till|until|through|and|or)[ \n]+|(?P<dash>{_DASH}))"
    rf"{_THE}(?:(?P<month2>{MONTH_NAME}) )?(?P<day2>{_DAY})(?!\d){_ORDINAL_MARK}"
    rf"(?! ?{MONTH_NAME})(?:,{_S}(?P<year>{_YEAR}))?"
)
#: from June to August 1920 · Haziran ve Ağustos 1920 · December 1903 to February 1904
JOINED_MONTHS = re.compile(
    rf"(?P<month>{_MONTH_ANY})"
    rf"(?:(?P<dash>,?{_S}(?P<year0>{_YEAR}){_DASH})|(?:,?{_S}(?P<year1>{_YEAR}))?{_JOIN})"
    rf"(?P<month2>{MONTH_NAME}),?{_S}(?P<year>{_YEAR})"
)
#: 1891 ve 1894 · 1902 ile 1907, 1908
JOINED_YEARS = re.compile(rf"{_YEAR}{_ENDING}(?:,|[ \n]+(?:{_TO_WORDS}|{_AND_WORDS}))[ \n]+(?={_YEAR})")
#: What lies between two.
BETWEEN_BEFORE = re.compile(
    r"\b(?:between|from|entre|zwischen|von|vom|du|между|меж|с|от)(?: (?:the|le|dem|den))?[ \n]+$"
)
BETWEEN_BEHIND = re.compile(
    r"['a-z]{0,12}[ \n]+(?:tarihleri[ \n]+)?aras|(?:'[a-z]+|[ie]?[yn]?[ea])?[ \n]+(?:kadar|dek|degin)"
)
#: Ekim 1917 · April 27, 1920 · Nisan-Mayıs 1920
MONTH_FIRST = re.compile(
    rf"(?P<month>{MONTH_NAME})(?:{_DASH}(?P<month2>{MONTH_NAME}))?"
    rf"(?: (?P<day>{_DAY})(?P<mark>st|nd|rd|th|d)?"
    rf"(?:(?P<join>{_DASH})(?P<day2>{_DAY})(?P<mark2>st|nd|rd|th)?| ?\((?P<day5>{_DAY})(?:st|nd|rd|th)?\))?"
    rf"(?=[,\s](?! ?(?:{MONTH_NAME}))|[.;)]|$)(?![.:]\d))?,?{_S}(?P<year>{_YEAR})?"
)
#: 1917 · 1912-1913 · 1914-18 · 1917 Şubat · 1920'ler · 1920-ci il
YEAR_FIRST = re.compile(
    rf"(?P<year>{_YEAR})(?:{_DASH}(?P<year2>{_YEAR}|[0-9]{{1,2}}(?![0-9.,:]?[0-9])))?"
    rf"(?P<decade>'?(?:l[ae]r|s\b|l[iu](?= yil)|-?c[iu](?= il+[ae]r)|er(?= jahr))|-[ехы]+(?= год))?"
    rf"(?P<between>(?: (?:yil|sene)[a-z]{{0,6}}|-?c[iu] il[a-z]{{0,3}})?) ?"
    rf"(?:(?P<month>{MONTH_NAME}|{_MONTH_INFLECTED}(?=[iu]n|'|[dt][ae](?![a-z])))(?:-(?P<month2>{MONTH_NAME}))?)?"
)
#: 1918-ci ilin · 1918 yılının · 1293 senesi
_OF_YEAR = r"(?:(?:-?c[iu])? il(?:in|de)?| (?:yili|senesi)(?:n[iu]n|nde)?)"
#: 1918-ci il mayın 28-də · sentyabrın 15-də
AZERBAIJANI = re.compile(
    rf"(?:(?P<year>{_YEAR}){_OF_YEAR},? )?"
    rf"(?P<month>{_MONTH_INFLECTED})(?:(?: ay[iu]n)?'?[iu]n) (?P<day>{_DAY})(?=-|'|\s|\. gun)"
    rf"(?:(?:-?d[ae]n|{_DASH}) ?(?P<day2>{_DAY})(?=-))?"
)
#: 1870-ci il 2 sentyabrda
AZERBAIJANI_DAY = re.compile(
    rf"(?P<year>{_YEAR}){_OF_YEAR},? (?P<day>{_DAY}) (?P<month>{MONTH_NAME}|{_MONTH_INFLECTED}(?='"
    rf"|{_INFLECTION}|-|[iu]nd[ae]))"
)
#: Nisanının on yedinci günü
DAY_IN_WORDS = re.compile(
    rf"(?:(?P<year>{_YEAR}){_OF_YEAR},? )?(?P<month>{_MONTH_INFLECTED})(?: ay[iu]n|[iu]n)?[iu]n "
    r"(?P<tens>(?:on|yirmi|otuz) ?)?(?P<ones>birinci|ikinci|ucuncu|dorduncu|besinci|altinci|yedinci"
    r"|sekizinci|dokuzuncu"
    r"|onuncu|yirminci|otuzuncu) (?P<unit>gun[iu]?)(?![a-z]*l[ae]r)"
)
_ONES = [
    "birinci",
    "ikinci",
    "ucuncu",
    "dorduncu",
    "besinci",
    "altinci",
    "yedinci",
    "sekizinci",
    "dokuzuncu",
    "onuncu",
]
DAYS_IN_WORDS = {word: number for number, word in enumerate(_ONES, start=1)} | {
    "yirminci": 20, "otuzuncu": 30, "on": 10, "yirmi": 20, "otuz": 30, "": 0,
}  # fmt: skip
#: Nisanın 17'sinde: a Turkish month, which is a capital's
TURKISH_DAY_BEHIND = re.compile(r"['-]?(?:s?[iu]|nc[iu]|[iu]nc[iu])(?![a-z]{7})|\. gun")
#: 04.05.37 · 27/4/1920 · 1920-04-27
NUMERIC = re.compile(r"(?P<day>\d{1,2})([./-]|\. )(?P<month>\d{1,2})\2(?P<year>\d{4}|\d\d)(?![\d./-]*\d)")
#: 19.V.1919
ROMAN = re.compile(r"(?P<day>\d{1,2})[./ ] ?(?P<month>[ivx]{1,4})[./ ] ?(?P<year>1[89]\d\d)(?!\d)")
#: 1335/1919 · 1293 (1876)
TWO_YEARS = re.compile(r"(?P<old>1[0-4]\d\d) ?(?:/ ?(?P<slash>)|\()(?P<year>1[5-9]\d\d)(?!\d)(?(slash)|\))")
ISO = re.compile(r"(?P<year>1\d{3})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d-])")
#: 40-х годах XIX века · 40'lı
DECADE_OF_CENTURY = re.compile(
    r"(?P<tens>[1-9]0)-?(?:е|х|ые|ых) (?:годах|годов|годы|годамъ?|гг\."
    r"|гг) (?P<roman>[xviхіи]+) (?P<century>века?|столетия)"
)
#: XIX əsrin 60-cı illəri · 19. yüzyılın 40'lı yılları
DECADE_BEHIND = re.compile(r"[a-z']* (?P<tens>[1-9]0)(?:-?c[iu]|'?l[iu]) (?:il|yil)l[ae]r")
#: Verbs behind the year with which a German sentence begins.
VERB_BEHIND = re.compile(
    r" (?:wurden?|waren?|kam(?:en)?|hatten?|begann(?:en)?|brach(?:en)?|trat(?:en)?|fiel(?:en)?"
    r"|ging(?:en)?|starb|schloss|schloß"
    r"|nahm(?:en)?|verlor(?:en)?|erhielt(?:en)?|erschien(?:en)?|liess|ließ|[a-z]{3,}te)(?![a-z])"
)
#: XX. yüzyıl · 19. asır · 20th century · nineteenth century
_TENS = "|".join(
    ("fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first")
)
_TENS_DE = "|".join(
    f"{number}s?te[nsr]?"
    for number in ("funfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig", "einundzwanzig")
)
_TENS_FR = "quinzieme|seizieme|dix-septieme|dix-huitieme|dix-neuvieme|vingtieme|vingt et unieme"
CENTURY_BEFORE = re.compile(
    rf"(?:(?P<roman>[xviхі]{{2,6}}?)(?:eme|e|\.)?|(?P<number>\d\d?)(?:\.|th|-?ci|-?cu|-?st|-?nd|eme|e)?"
    rf"|(?P<word>{_TENS}|{_TENS_DE}|{_TENS_FR})){_S}$"
)


def century_number(word: str) -> int:
    """Return which century a folded ordinal names."""
    return next(
        15 + n
        for names in (_TENS, _TENS_DE, _TENS_FR)
        for n, name in enumerate(names.split("|"))
        if re.fullmatch(name, word)
    )


#: What stands around a bare year that dates something.
YEAR_ENDING = re.compile(
    r"'(?:[dt][ae](?:n|ki.*)?|y?[ae]|n?[iu]n|[iu]|y[iu]|l[iu]|y?l[ae])\b"
    r"|[dt][ae](?:n|ki)?\b|y[ae]\b|(?:ler|lar)(?:[dt][ae]n?)?\b"
)
YEAR_BEHIND = re.compile(
    rf"{_S}(?:yil|sene|tarih|-?c[iu] il|il(?:in|de)?\b|год|гг?\.|yaz|kis|bahar|ilkbahar|sonbahar|guz"
    r"|bas|son|orta|itibar|kadar|da\b|de\b|dan\b|den\b|devrim|ihtilal|inkilap|savas|harb|muharebe|antlasma|anlasma|mutareke"
    r"|kongre|secim|anayasa|isyan|goc|kanun-i esasi|revolution|war|treaty|campaign|congress|constitution"
    r"|agreement|armistice|conference|uprising|revolt|offensive|famine|election)"
)
YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|of|during|early|late|mid|year|between|before|after|and|or|ve|veya|ile|və|и|или|to|around|about"
    r"|spring|summer|autumn|winter|fall|through|circa|ca\.|в|с|до|по|около|sene|yil[iu]?|tarihi"
    r"|jahre?[ns]?|im|seit|bis|von|vor|nach|um|ab|gegen|zwischen|und|fruhjahr|fruhling|sommer|herbst|anfang|ende|mitte"
    r"|en|depuis|des|vers|annees?|l'an|avant|apres|entre|de|a|et|jusqu'en|printemps|l'ete|automne|l'automne|hiver"
    r"|l'hiver|debut|fin)[ \n]+"
    r"|mid-|\()$"
)
AUTHOR_BEHIND = re.compile(r"\s*[a-z]?\s*(?::|,\s*(?:s\.|pp?\.|\d)|;\s*[^\W\d_]|\)\s*$)")
#: aynı yıl · ertesi ay · the following year; not "aynı yıllar"
SAME_PERIOD = re.compile(
    r"(?P<way>ayni|same|hemin|ertesi|next|following)[ \n]+(?P<unit>yil|sene|year|month|ay|il)"
    r"(?![a-z]*l[ae]r|s\b)(?=(?:'|y?[iae]|in|ind[ae]n?|d[ae]n?|s?i?n?d?[ae])*(?![a-z]))"
)
MONTH_ALONE_BEHIND = re.compile(
    rf"'[dt][ae]|'[iu]nd[ae]|[dt][ae](?![a-z])|{_S}ay[iu]|in (?:bas|son|orta)|{_S}(?:bas|son"
    rf"|orta)(?:lar|inda|unda|in)|ay[iu]nda"
)
MONTH_ALONE_BEFORE = re.compile(
    r"\b(?:in|since|until|by|during|early|late|mid|of|from|въ?|съ?|до|къ?|начал[еау]|течение|конц[еау]|середин[еы]|месяце|im|seit|bis|anfang|mitte|ende|monat"
    r"|en|fin|debut|mois de|jusqu'en|depuis)[ \n]$|mid-$|mi-$|mois d'$"
)
#: Seasons beside their year, in the order of EDTF; "yaz" is summer in Turkish and spring in Azerbaijani.
_SEASON_WORDS = (
    (
        r"spring|весн(?:ои|ою|ы|а|у|е)|fruhjahrs?|fruhlings?|printemps",
        r"summer|лет(?:омъ?|а|о|у)|sommers?|ete",
        r"autumn|fall|осен(?:ью|и|ь)|herbst(?:es)?|automne",
        r"winter|зим(?:ои|ою|ы|а|у|е)|winters|hiver",
    ),
    (
        r"(?:ilk)?bahar|-?c[iu] il(?:in|de)? yaz(?!i[lk])",
        r"yaz(?!i[lk])|-?c[iu] il(?:in|de)? yay",
        r"sonbahar|guz(?!el)|-?c[iu] il(?:in|de)? payiz",
        r"kis|-?c[iu] il(?:in|de)? qis",
    ),
)
SEASON_BEFORE, SEASON_BEHIND = (
    re.compile(
        begin
        + "(?:"
        + "|".join(f"(?P<s{number}>{words})" for number, words in enumerate(seasons, start=21))
        + ")"
        + end
    )
    for seasons, begin, end in (
        (_SEASON_WORDS[0], r"(?<![^\W\d_])", r"(?: of| in| de| des jahres)?(?: the year| l'annee)?[ \n]+$"),
        (_SEASON_WORDS[1], r"(?:(?: (?:yil|sene)[a-z]{0,6})? (?=[a-z])|(?=-?c[iu] il))", ""),
    )
)
#: Of decades: les années 1920
DECADE_BEFORE = re.compile(r"\bannees[ \n]$")
OLD_STYLE = re.compile(r"\(?(?:eski takvim|eski stil|e\.t\.|o\.s\.|old style|ст\. ?ст|julian|julyen)")
RUSSIAN_REVOLUTION = (
    "devrim",
    "ihtilal",
    "revolution",
    "petrograd",
    "bolsevik",
    "bolshevik",
    "революц",
    "геволюц",
    "inqilab",
    "rusya'da",
)


def year_number(text: str) -> int:
    """Return the number of a year, with l, i and o of OCR read as digits."""
    year = int(text.replace("l", "1").replace("i", "1").replace("o", "0"))
    return 1000 + year if 320 <= year < 350 else year  # "9 Eylül 338"


def month_number(text: str) -> int:
    """Return the number of a folded month."""
    return MONTH_NUMBER[text.rstrip(".")]


def roman_number(text: str) -> int:
    """Return the number that folded Roman digits write."""
    values = [{"x": 10, "х": 10, "v": 5, "i": 1, "и": 1, "і": 1}[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < behind else value for value, behind in pairs)
