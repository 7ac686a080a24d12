"""The words of a piece of a comparison: its area, from whom to whom, why; the same on page, map and files."""

from __future__ import annotations

from mapsvc.atlas.store import Store
from mapsvc.history.comparison import Cause, Change, Comparison
from mapsvc.history.supposed_changes import supposed
from mapsvc.language import translate
from mapsvc.model.numbers import format_number
from mapsvc.model.text import said_together


def area_words(change: Change, lang: str) -> str:
    """Return the area of a change with its margin, to two figures of the margin."""
    digits = 1 if change.area_km2 < 10 else 0
    step = 10.0 ** max(len(f"{change.pm_km2:.0f}") - 2, 0)
    area, margin = (
        format_number(round(value / step) * step if step > 1 else value, lang, digits=digits)
        for value in (change.area_km2, change.pm_km2)
    )
    return f"{area}\u00a0±\u00a0{margin}\u00a0{translate(lang, 'unit.km2')}"  # kept in one line


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
