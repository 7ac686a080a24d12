"""The words of a piece of a comparison: its area, from whom to whom, why; the same on page, map and files."""

from __future__ import annotations

from mapsvc.atlas.store import Store
from mapsvc.history.comparison import Cause, Change, Comparison
from mapsvc.history.supposed_changes import supposed
from mapsvc.language import translate
from mapsvc.model.numbers import format_by_margin
from mapsvc.model.text import said_together


def area_words(change: Change, lang: str) -> str:
    """Return the area of a change with its margin, or that it is no more than that."""
    area, margin = (
        format_by_margin(value, change.pm_km2, lang) for value in (change.area_km2, change.pm_km2)
    )
    unit = translate(lang, "unit.km2")
    if change.area_km2 <= change.pm_km2:
        return translate(lang, "compare.within_error").format(margin=f"±\u00a0{margin}\u00a0{unit}")
    return f"{area}\u00a0±\u00a0{margin}\u00a0{unit}"  # kept in one line


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
