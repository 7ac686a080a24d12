"""What a comparison of two states of affairs says, as records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shapely.geometry.base import BaseGeometry

from mapsvc.model.fields import Certainty
from mapsvc.model.records import Article, Citation
from mapsvc.model.text import Text

Verdict = Literal["change", "below"]


@dataclass(frozen=True)
class Cause:
    """Why a piece changed hands: the article, and the treaty's points along the line that moved."""

    border: str
    article: str
    about: Text
    text: Text
    sources: tuple[Citation, ...]
    points: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Change:
    """
    A piece of land held by one side in the first state of affairs and by another in the second.

    Attributes
    ----------
    area_km2, pm_km2
        Geodesic area, and one standard deviation of it from how well the lines are known.
    verdict
        `"below"` when the piece is smaller than the sources can tell.
    """

    id: str
    from_polity: str
    to_polity: str
    from_title: Text
    to_title: Text
    geometry: BaseGeometry
    area_km2: float
    pm_km2: float
    verdict: Verdict
    causes: tuple[Cause, ...]
    certainty: Certainty
    note: Text | None = None


@dataclass(frozen=True)
class SharedLine:
    """A stretch that both borders draw alike."""

    part: str
    title: Text
    geometry: BaseGeometry
    length_km: float


@dataclass(frozen=True)
class Succession:
    """Land whose holder was followed by an heir; no frontier moved."""

    from_title: Text
    to_title: Text
    area_km2: float


@dataclass(frozen=True)
class ArticlePair:
    """What two treaties say on one topic; nothing where one is silent."""

    topic: str
    title: Text
    a: Article | None
    b: Article | None


@dataclass(frozen=True)
class Comparison:
    """
    Two states of affairs side by side.

    Attributes
    ----------
    a, b
        Ids of the borders that drew them.
    pieces
        The largest first; together they are the symmetric difference.
    same_lines, same_line_km
        Stretches that both draw alike, and their length.
    same
        Whether nothing differs at all.
    total_change_km2
        Area of all pieces.
    bounds
        West, south, east, north of the pieces, or of the shared lines if there are none.
    sentence
        What the comparison shows, in one sentence.
    successions, manners
        Land that passed to an heir, and land that one holder held otherwise: occupied, then administered.
    """

    a: str
    b: str
    pieces: tuple[Change, ...]
    same_lines: tuple[SharedLine, ...]
    same_line_km: float
    same: bool
    total_change_km2: float
    bounds: tuple[float, float, float, float] | None
    sentence: Text
    articles: tuple[ArticlePair, ...]
    successions: tuple[Succession, ...] = ()
    manners: tuple[Succession, ...] = ()
