"""The words of a comparison: one sentence that says what it shows, and the topics of its articles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from mapsvc.layers.comparison import Change, Comparison
from mapsvc.model.records import Article, Border, ComparisonNote, Text

#: Topics on which treaties are set side by side, in the order in which they are shown.
TOPICS: dict[str, Text] = {
    "parties": Text("Taraflar", "Parties"),
    "frontier": Text("Sınır", "Frontier"),
    "nakhchivan": Text("Nahçıvan", "Nakhchivan"),
    "third-state": Text("Üçüncü devlet koşulu", "Third-state clause"),
    "batum": Text("Batum", "Batum"),
    "transit": Text("Transit ve ulaşım", "Transit and traffic"),
    "straits": Text("Boğazlar", "The Straits"),
    "blockhouses": Text("Karakol hattı", "Blockhouse line"),
    "caucasus": Text("Güney Kafkasya cumhuriyetleri", "The South Caucasian republics"),
    "plebiscite": Text("Halkoyu", "Plebiscite"),
}


def pair_articles(
    before: Border, after: Border
) -> Iterator[tuple[str, Text, Article | None, Article | None]]:
    """Yield topic, title, and what each border's treaty says on it, where one of them says anything."""
    for topic, title in TOPICS.items():
        one, other = _on(topic, before), _on(topic, after)
        if one is not None or other is not None:
            yield topic, title, one, other


def _on(topic: str, border: Border) -> Article | None:
    if topic == "parties":
        return _parties(border)
    return next((article for article in border.articles if article.topic == topic), None)


def _parties(border: Border) -> Article | None:
    if not border.parties:
        return None
    names = Text(
        tr="; ".join(party.tr for party in border.parties), en="; ".join(party.en for party in border.parties)
    )
    return Article(ref="–", about=TOPICS["parties"], text=names, sources=border.sources, topic="parties")


def describe(before: Border, after: Border, comparison: Comparison, note: ComparisonNote | None) -> Text:
    """Return one sentence that says what a comparison shows; the atlas's own where it has one."""
    if before.id == after.id:
        return Text(
            tr=f"{before.title.tr} kendisiyle karşılaştırıldı: aynı çizgi, hiçbir fark yok.",
            en=f"{before.title.en} set beside itself: the same line, and no difference.",
        )
    if note is not None:
        return _fill(note.sentence, comparison)
    real = [piece for piece in comparison.pieces if piece.verdict == "change"]
    if not real:
        return _no_difference(comparison)
    return _gains(real, comparison)


def describe_claim(claim: Border) -> Text:
    """Return the sentence for a comparison with a claim, which tiles no land."""
    return Text(
        tr=f"{claim.label.tr}: yalnızca bir taleptir, toprağın kimin elinde bulunduğunu söylemez; "
        "el değiştiren yer hesaplanmaz, talep edilen alan ötekinin üstünde görülür.",
        en=f"{claim.label.en}: a claim only, which does not say who held the ground; no change of hands is "
        "computed, and what was claimed lies over the other.",
    )


def _fill(sentence: Text, comparison: Comparison) -> Text:
    pieces = comparison.pieces
    area, pm = (pieces[0].area_km2, pieces[0].pm_km2) if pieces else (0.0, 0.0)
    areas = {"area": round_area(area, pm), "total": round_area(comparison.total_change_km2, _sigma(pieces))}
    for one, other in {(piece.from_polity, piece.to_polity) for piece in pieces}:
        passed = sum(
            piece.area_km2 for piece in pieces if (piece.from_polity, piece.to_polity) == (one, other)
        )
        if f"from:{other}>{one}" not in areas or passed > areas[f"from:{other}>{one}"]:
            areas[f"from:{one}>{other}"] = areas[f"from:{other}>{one}"] = round_area(passed, 0.0)
    known = {"percent": f"{100 * pm / area if area else 0:.0f}", "shared": f"{comparison.same_line_km:.0f}"}
    return Text(
        tr=_replace(sentence.tr, known | {name: _group(value, ".") for name, value in areas.items()}),
        en=_replace(sentence.en, known | {name: _group(value, ",") for name, value in areas.items()}),
    )


def _sigma(pieces: Iterable[Change]) -> float:
    return math.hypot(*(piece.pm_km2 for piece in pieces))


def _replace(text: str, known: dict[str, str]) -> str:
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _no_difference(comparison: Comparison) -> Text:
    if comparison.same:
        return Text(
            tr=f"Kimin neyi elinde tuttuğunda fark yok; ortak çizgi {comparison.same_line_km:.0f} km.",
            en=f"No difference in who held what; {comparison.same_line_km:.0f} km of line are shared.",
        )
    if not comparison.pieces:
        return Text(
            tr="İki çizginin haritalarında ortak yer yok; karşılaştırılacak bir şey bulunmuyor.",
            en="The maps of the two lines have no ground in common; there is nothing to compare.",
        )
    return Text(
        tr="Çizilen farkların hepsi kaynakların gösterebileceğinden küçük; kanıtlanabilir değişiklik yok.",
        en="All the differences drawn are smaller than the sources can tell; no change can be shown.",
    )


def _gains(pieces: list[Change], comparison: Comparison) -> Text:
    """Name who gained how much from whom, the largest sums first."""
    sums: dict[tuple[str, str], float] = {}
    sigmas: dict[tuple[str, str], float] = {}
    for piece in pieces:
        pair = piece.from_polity, piece.to_polity
        sums[pair] = sums.get(pair, 0.0) + piece.area_km2
        sigmas[pair] = math.hypot(sigmas.get(pair, 0.0), piece.pm_km2)
    largest = sorted(sums, key=lambda pair: -sums[pair])[:3]
    areas = {pair: round_area(sums[pair], sigmas[pair]) for pair in largest}
    tr = "; ".join(
        f"{POLITIES[one].tr} → {POLITIES[other].tr}: yaklaşık {_group(area, '.')} km²"
        for (one, other), area in areas.items()
    )
    en = "; ".join(
        f"{POLITIES[one].en} → {POLITIES[other].en}: about {_group(area, ',')} km²"
        for (one, other), area in areas.items()
    )
    shared = comparison.same_line_km
    return Text(
        tr=f"El değiştiren yerler: {tr}"
        + (f"; {shared:.0f} km çizgi ikisinde de aynı." if shared > 1 else "."),
        en=f"Land that changed hands: {en}"
        + (f"; {shared:.0f} km of line are the same in both." if shared > 1 else "."),
    )


def round_area(area: float, sigma: float) -> float:
    """Round an area to what is known of it: two figures, or steps of half its standard deviation."""
    two_figures = 10.0 ** max(len(f"{area:.0f}") - 2, 0)
    step = next(width for width in _STEPS if width >= max(sigma / 2, two_figures))
    return round(area / step) * step


_STEPS = [width * 10.0**power for power in range(9) for width in (1.0, 2.5, 5.0)]


def _group(area: float, separator: str) -> str:
    return f"{area:,.0f}".replace(",", separator)


class _Polities(dict[str, Text]):
    """Names of holders; one that is not listed is called by its slug."""

    def __missing__(self, slug: str) -> Text:
        return Text(slug, slug)


POLITIES = _Polities(
    {
        "ottoman": Text("Osmanlı Devleti", "the Ottoman Empire"),
        "turkey": Text("Türkiye", "Turkey"),
        "russia": Text("Rusya", "Russia"),
        "rsfsr": Text("Sovyet Rusya", "Soviet Russia"),
        "georgia": Text("Gürcistan", "Georgia"),
        "armenia": Text("Ermenistan", "Armenia"),
        "azerbaijan": Text("Azerbaycan", "Azerbaijan"),
        "nakhchivan": Text("Nahçıvan", "Nakhchivan"),
        "nakhchivan-local": Text("Nahçıvan (yerel yönetim)", "Nakhchivan (local rule)"),
        "olti": Text("Oltu (yerel şûra)", "Olti (local council)"),
        "persia": Text("İran", "Persia"),
        "north-caucasus": Text("Kuzey Kafkasya", "the North Caucasus"),
        "britain": Text("Britanya", "Britain"),
        "france": Text("Fransa (Suriye)", "France (Syria)"),
    }
)
