"""The words of a comparison: one sentence that says what it shows, and the topics of its articles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from mapsvc.atlas.store import Store
from mapsvc.history.comparison import Change, Comparison
from mapsvc.history.supposed_changes import never_applied, wording_of
from mapsvc.language import Language, translate
from mapsvc.model.meta import PARTIES
from mapsvc.model.numbers import format_by_margin
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
    areas = {"area": (area, pm), "total": total_of(comparison)}
    # Of two ways that ground went the larger is told, whatever the order of the two borders.
    for (one, other), passed in sorted(sums_of(pieces).items(), key=lambda item: item[1]):
        areas[f"from:{one}>{other}"] = areas[f"from:{other}>{one}"] = passed
    plain = {"percent": f"{100 * pm / area if area else 0:.0f}", "shared": f"{comparison.same_line_km:.0f}"}
    return sentence.map(
        lambda tag, words: _replace(
            words, plain | {name: format_by_margin(*value, tag) for name, value in areas.items()}
        )
    )


def _replace(text: str, known: Mapping[str, str]) -> str:
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _gains(atlas: Store, pieces: list[Change], comparison: Comparison) -> Text:
    """Name who gained how much from whom, or would have gained it, the largest sums first."""
    sums = sums_of(pieces)
    areas = {pair: sums[pair] for pair in sorted(sums, key=lambda pair: -sums[pair][0])[:3]}
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
                area=format_by_margin(*area, lang),
                by=named["other"],
            )
            for pair, area in areas.items()
        )
        shared = "moved_and_shared" if comparison.same_line_km > 1 else "moved"
        return translate(lang, f"compare.said_{shared}{wording}").format(
            moved=moved, km=f"{comparison.same_line_km:.0f}", **named
        )

    return atlas.tell(words)


def sums_of(pieces: Iterable[Change]) -> dict[tuple[str, str], tuple[float, float]]:
    """Return what passed from one holder to another: its area, and one standard deviation of it."""
    sums: dict[tuple[str, str], tuple[float, float]] = {}
    for piece in pieces:
        pair = piece.from_polity, piece.to_polity
        area, sigma = sums.get(pair, (0.0, 0.0))
        sums[pair] = area + piece.area_km2, math.hypot(sigma, piece.pm_km2)
    return sums


def total_of(comparison: Comparison) -> tuple[float, float]:
    """Return the area of all that differs, and one standard deviation of it."""
    return comparison.total_change_km2, math.hypot(*(piece.pm_km2 for piece in comparison.pieces))
