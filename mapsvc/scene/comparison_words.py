"""The words of a piece of a comparison: its area, from whom to whom, why; the same on page, map and files."""

from __future__ import annotations

from mapsvc.atlas.store import Store
from mapsvc.history.comparison import Cause, Change, Comparison
from mapsvc.history.comparison_text import sums_of
from mapsvc.history.supposed_changes import supposed
from mapsvc.language import translate
from mapsvc.model.numbers import format_by_margin
from mapsvc.model.text import said_together


def area_words(change: Change, lang: str) -> str:
    """Return the area of a change with its margin, or that it is no more than that."""
    if change.area_km2 <= change.pm_km2:
        return _within_error(change.pm_km2, lang)
    area, margin = (
        format_by_margin(value, change.pm_km2, lang) for value in (change.area_km2, change.pm_km2)
    )
    return f"{area}\u00a0±\u00a0{margin}\u00a0{translate(lang, 'unit.km2')}"  # kept in one line


def _within_error(pm_km2: float, lang: str) -> str:
    margin = f"±\u00a0{format_by_margin(pm_km2, pm_km2, lang)}\u00a0{translate(lang, 'unit.km2')}"
    return translate(lang, "compare.within_error").format(margin=margin)


def sum_words(area_km2: float, pm_km2: float, lang: str) -> str:
    """Return what passed in several pieces, rounded as the sentence of the comparison rounds it."""
    if area_km2 <= pm_km2:
        return _within_error(pm_km2, lang)
    return f"{format_by_margin(area_km2, pm_km2, lang)}\u00a0{translate(lang, 'unit.km2')}"


def sums_of_changes(comparison: Comparison) -> dict[tuple[str, str], tuple[float, float]]:
    """Return area and margin of what passed from each holder to each other; of what sources can tell."""
    return sums_of(change for change in comparison.pieces if change.verdict == "change")


def passage(atlas: Store, comparison: Comparison, change: Change, lang: str) -> str:
    """
    Return from whom to whom the ground of a change goes.

    By a border that never came into force it went to nobody: said is to whom it would have gone.
    """
    found = supposed(atlas, comparison, change)
    if found is None:
        titles = (change.from_title.in_(lang), change.to_title.in_(lang))
        return said_together(" → ".join(titles), *titles)
    named = {
        "would": found.holder.in_(lang),
        "award": atlas.border(found.award).label.in_(lang),
        "held": found.other_holder.in_(lang),
        "other": label_of_side(atlas, found.other, lang),
    }
    return said_together(translate(lang, "compare.would_go").format(**named), *named.values())


def label_of_side(atlas: Store, side: str, lang: str) -> str:
    """Return what a side of a comparison is called: a border by its label."""
    return atlas.borders[side].label.in_(lang) if side in atlas.borders else side


def cause_words(atlas: Store, cause: Cause, lang: str) -> str:
    """Return the treaty and article that cause a change."""
    border = atlas.border(cause.border)
    words = (border.label.in_(lang), border.article_in(cause.article, lang))
    return said_together(", ".join(words), *words)
