"""The words of a comparison: one sentence that says what it shows, and the topics of its articles."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from mapsvc.atlas.store import Store
from mapsvc.history.comparison import Change, Comparison
from mapsvc.history.supposed_changes import never_applied, wording_of
from mapsvc.language import Language, translate
from mapsvc.model.meta import PARTIES
from mapsvc.model.numbers import format_number
from mapsvc.model.records import Article, Border
from mapsvc.model.text import Text


def pair_articles(
    atlas: Store, before: Border, after: Border
) -> Iterator[tuple[str, Text, Article | None, Article | None]]:
    """Yield topic, title, and what each border's treaty says on it, where one of them says anything."""
    parties = atlas.tell(lambda lang: translate(lang, "border.parties"))
    titles = {PARTIES: parties, **{topic.id: topic.title for topic in atlas.topics.values()}}
    for topic, title in titles.items():
        one, other = _on(atlas, topic, before), _on(atlas, topic, after)
        if one is not None or other is not None:
            yield topic, title, one, other


def _on(atlas: Store, topic: str, border: Border) -> Article | None:
    if topic == PARTIES:
        if not border.parties:
            return None
        tags = dict.fromkeys(tag for party in border.parties for tag in party.languages)
        names = Text({tag: "; ".join(party.in_(tag) for party in border.parties) for tag in tags})
        about = atlas.tell(lambda lang: translate(lang, "border.parties"))
        return Article(ref="–", about=about, text=names, sources=border.sources, topic=PARTIES)
    return next((article for article in border.articles if article.topic == topic), None)


def describe(atlas: Store, before: Border, after: Border, comparison: Comparison) -> Text:
    """Return one sentence that says what a comparison shows; the atlas's own where it has one."""
    if before.id == after.id:
        return atlas.tell(
            lambda lang: translate(lang, "compare.said_itself").format(title=before.title.in_(lang))
        )
    for note in atlas.comparisons:
        if set(note.borders) == {before.id, after.id}:
            return _fill(note.sentence, comparison)
    real = [piece for piece in comparison.pieces if piece.verdict == "change"]
    if not real:
        key = "same" if comparison.same else "small" if comparison.pieces else "apart"
        km = f"{comparison.same_line_km:.0f}"
        return atlas.tell(lambda lang: translate(lang, f"compare.said_{key}").format(km=km))
    return _gains(atlas, real, comparison)


def describe_claim(atlas: Store, claim: Border) -> Text:
    """Return the sentence for a comparison with a claim, which tiles no land."""
    return atlas.tell(lambda lang: translate(lang, "compare.said_claim").format(claim=claim.label.in_(lang)))


def _fill(sentence: Text, comparison: Comparison) -> Text:
    pieces = comparison.pieces
    area, pm = (pieces[0].area_km2, pieces[0].pm_km2) if pieces else (0.0, 0.0)
    areas = {
        "area": round_area(area, pm),
        "total": round_area(comparison.total_change_km2, math.hypot(*(piece.pm_km2 for piece in pieces))),
    }
    for one, other in {(piece.from_polity, piece.to_polity) for piece in pieces}:
        passed = sum(
            piece.area_km2 for piece in pieces if (piece.from_polity, piece.to_polity) == (one, other)
        )
        if f"from:{other}>{one}" not in areas or passed > areas[f"from:{other}>{one}"]:
            areas[f"from:{one}>{other}"] = areas[f"from:{other}>{one}"] = round_area(passed, 0.0)
    plain = {"percent": f"{100 * pm / area if area else 0:.0f}", "shared": f"{comparison.same_line_km:.0f}"}
    return sentence.map(
        lambda tag, words: _replace(
            words, plain | {name: format_number(value, tag) for name, value in areas.items()}
        )
    )


def _replace(text: str, known: Mapping[str, str]) -> str:
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _gains(atlas: Store, pieces: list[Change], comparison: Comparison) -> Text:
    """Name who gained how much from whom, or would have gained it, the largest sums first."""
    sums: dict[tuple[str, str], float] = {}
    sigmas: dict[tuple[str, str], float] = {}
    for piece in pieces:
        pair = piece.from_polity, piece.to_polity
        sums[pair] = sums.get(pair, 0.0) + piece.area_km2
        sigmas[pair] = math.hypot(sigmas.get(pair, 0.0), piece.pm_km2)
    largest = sorted(sums, key=lambda pair: -sums[pair])[:3]
    areas = {pair: round_area(sums[pair], sigmas[pair]) for pair in largest}
    wording = wording_of(atlas, comparison)
    turned = wording == "_would" and never_applied(atlas, comparison.a)

    def words(lang: Language) -> str:
        labels = [
            atlas.borders[side].label.in_(lang) if wording else "" for side in (comparison.a, comparison.b)
        ]
        named = dict(zip(("other", "award"), reversed(labels) if turned else labels, strict=True))
        moved = "; ".join(
            translate(lang, f"compare.said_moved_one{wording}").format(
                one=atlas.polities[pair[turned]].name.in_(lang),
                other=atlas.polities[pair[not turned]].name.in_(lang),
                area=format_number(area, lang),
                by=named["other"],
            )
            for pair, area in areas.items()
        )
        shared = "moved_and_shared" if comparison.same_line_km > 1 else "moved"
        return translate(lang, f"compare.said_{shared}{wording}").format(
            moved=moved, km=f"{comparison.same_line_km:.0f}", **named
        )

    return atlas.tell(words)


def round_area(area: float, sigma: float) -> float:
    """Round an area to what is known of it: two figures, or steps of half its standard deviation."""
    two_figures = 10.0 ** max(len(f"{area:.0f}") - 2, 0)
    step = next(width for width in _STEPS if width >= max(sigma / 2, two_figures))
    return round(area / step) * step


_STEPS = [width * 10.0**power for power in range(9) for width in (1.0, 2.5, 5.0)]
