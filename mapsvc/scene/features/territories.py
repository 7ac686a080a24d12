"""Who held the ground, as features: territories, and the edges between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.store import Store
from mapsvc.history.margins import drawn_by, sigma_of_ground
from mapsvc.language import translate
from mapsvc.model.geometry import Bounds, fingerprint
from mapsvc.model.meridian import drawn_box, moved, turns_to, unwrap
from mapsvc.model.numbers import format_by_margin, format_km
from mapsvc.model.records import Border, Territory, TerritorySet
from mapsvc.model.scene import LegendEntry, MapFeature
from mapsvc.model.text import said_together
from mapsvc.scene import comparison_symbols as signs
from mapsvc.scene.symbols import Symbols, certainty_row, source_row

#: What held or was signed is tinted; claims and awards that never held are hatched as well.
SETTLED = frozenset({"in-force", "signed", "de-facto"})
_ON_EDGE_DEG = 1e-6
#: What the id of edges ends with that no article of their border draws.
_APART = "/apart"
#: Ground that comes so near the frame of a drawing is cut by it, in degrees.
_NEAR_FRAME_DEG = 1e-4
#: Where a label stands is sought on simpler shapes, in degrees.
_COARSE_DEG = 0.02


def ground_features(
    atlas: Store,
    state: TerritorySet,
    lang: str,
    *,
    prefix: str,
    shared: str,
    view: Bounds,
    symbols: Symbols,
    label: str = "",
) -> Iterator[MapFeature]:
    """
    Yield a feature for each territory of a state of affairs.

    Parameters
    ----------
    atlas
        Holds the works that are cited.
    state
        Who held what.
    lang
        One of the atlas's languages.
    prefix
        What the ids begin with, without a slash at the end.
    shared
        Under which key a page loads the shapes.
    view
        West, south, east, north in degrees: labels stand in it.
    symbols
        Takes in what the features use.
    label
        Of the border, to be written before the name; nothing on maps of one state of affairs.
    """
    for ground in state.territories:
        title = ground.title.in_(lang)
        settled = ground.status in SETTLED and ground.certainty != "uncertain"
        yield MapFeature(
            id=f"{prefix}/{ground.id}",
            geometry=ground.geometry,
            symbol=symbols.use(signs.polity_symbol(atlas.polities[ground.polity], settled=settled)),
            name=said_together(f"{label}: {title}", label, title) if label else title,
            label=title,
            priority=2,
            rows=(
                (translate(lang, "row.status"), translate(lang, f"status.{ground.status}")),
                (translate(lang, "compare.area"), _area_row(ground, state, lang)),
                certainty_row(ground.certainty, lang),
                (translate(lang, "row.accuracy"), f"± {format_km(ground.accuracy_km, lang)}"),
                source_row(atlas, ground.sources, lang),
            ),
            # Of ground that goes on beyond the drawing, nothing is said of how large it is.
            detail="" if is_cut(ground, state) else ground_area(ground, lang),
            certainty=ground.certainty,
            shared=shared,
            listed=False,
            at=middle(atlas, ground.geometry, view),
        )


def ground_area(ground: Territory, lang: str) -> str:
    """Return about how large a ground is: no more figures than its limits are sure of."""
    area = format_by_margin(ground.area_km2, sigma_of_ground(ground), lang)
    return f"≈ {area} {translate(lang, 'unit.km2')}"


def _area_row(ground: Territory, state: TerritorySet, lang: str) -> str:
    return translate(lang, "compare.area_cut") if is_cut(ground, state) else ground_area(ground, lang)


def is_cut(ground: Territory, state: TerritorySet) -> bool:
    """Tell whether the frame of a drawing cuts a ground: what is drawn of it is not the whole."""
    if not state.framed or ground.geometry.is_empty:
        return False
    reach, frame = unwrap(ground.geometry).bounds, drawn_box(state.frame)
    return any(abs(edge - end) < _NEAR_FRAME_DEG for edge, end in zip(reach, frame, strict=True))


#: Id of the line at which the drawing of grounds ends: no data, but a part of the drawing.
FRAME = "frame"


def frame_features(states: Iterable[TerritorySet], *, symbols: Symbols) -> Iterator[MapFeature]:
    """
    Yield the line at which the drawing of grounds ends, round all frames together: tints fade towards it.

    A drawing that names no frame ends where its grounds end, which is seen; a box round it would say more.
    """
    frames = [state.frame for state in states if state.framed]
    if frames:
        whole = shapely.union_all([shapely.box(*drawn_box(frame)) for frame in frames])
        yield MapFeature(
            id=FRAME,
            geometry=shapely.boundary(whole),
            symbol=symbols.use(signs.frame_symbol()),
            name="",
            listed=False,
        )


def frame_entry(lang: str) -> LegendEntry:
    """Return what the legend says of that line."""
    return LegendEntry("frame", translate(lang, "compare.frame"), ("frame",))


def edge_lines(shapes: Sequence[BaseGeometry], among: Sequence[BaseGeometry]) -> BaseGeometry:
    """
    Return the edges of some territories that part them from a neighbour.

    The outer edge of all is the coast, which the background draws, or the frame, which is no frontier.

    Parameters
    ----------
    shapes
        Territories whose edges are wanted.
    among
        All territories of the state of affairs.
    """
    outer = shapely.buffer(shapely.boundary(shapely.union_all(among)), _ON_EDGE_DEG, quad_segs=1)
    lines = shapely.difference(shapely.union_all(shapely.boundary(shapes)), outer)
    # The union cuts lines at every vertex; in one piece they are a third of the bytes, and draw faster.
    return _merged(lines)


def edge_features(atlas: Store, state: TerritorySet, *, symbols: Symbols) -> Iterator[MapFeature]:
    """
    Yield the edges between all holders, which lie with the shapes of their state.

    What no article draws is a feature of its own: it keeps neighbours apart and is no line of a treaty.
    """
    shapes = [territory.geometry for territory in state.territories if not territory.overlap]
    edges = atlas.kept("edges", state.id, lambda: _edges(state, atlas.borders, shapes))
    for key, lines in edges.items():
        yield MapFeature(
            id=key,
            geometry=lines,
            symbol=symbols.use(signs.apart_symbol() if key.endswith(_APART) else signs.edge_symbol()),
            name="",
            shared=f"territories/{state.id}",
            listed=False,
        )


def apart_entry(lang: str) -> LegendEntry:
    """Return what the legend says of edges that no article draws."""
    return LegendEntry("edge-apart", translate(lang, "compare.apart"), ("edge-apart",))


def _edges(
    state: TerritorySet, borders: Mapping[str, Border], shapes: Sequence[BaseGeometry], off_deg: float = 0.0
) -> dict[str, BaseGeometry]:
    """Return the edges of a state of affairs by feature id: those that articles draw, and others."""
    if not shapes:
        return {}
    lines = edge_lines(shapes, shapes)
    found = {f"edges/{state.id}": lines}
    loose = any(ground.drawn for ground in state.territories)
    strips = drawn_by(borders[state.id], borders.values(), loose=loose) if state.id in borders else None
    if strips is not None:
        near = [strip for strip in strips if shapely.intersects(strip, shapely.box(*lines.bounds))]
        reach = shapely.union_all([shapely.buffer(strip, off_deg) if off_deg else strip for strip in near])
        found = {
            f"edges/{state.id}": shapely.intersection(lines, reach),
            f"edges/{state.id}{_APART}": shapely.difference(lines, reach),
        }
    return {key: _merged(each) for key, each in found.items() if not each.is_empty}


def _merged(lines: BaseGeometry) -> BaseGeometry:
    return shapely.line_merge(lines) if lines.geom_type == "MultiLineString" else lines


def shapes_of(
    found: TerritorySet, borders: Mapping[str, Border] | None = None, *, simplify_deg: float = 0.0
) -> dict[str, BaseGeometry]:
    """
    Return the shapes of a state of affairs by feature id, territories and the edges between them.

    Parameters
    ----------
    found
        The state of affairs.
    borders
        By id; of what no article of theirs draws the edges are told apart.
    simplify_deg
        Tolerance in degrees; edges that territories share stay shared.
    """
    firm = [territory for territory in found.territories if not territory.overlap]
    shapes = coverage([territory.geometry for territory in firm], simplify_deg)
    named = {
        f"territories/{found.id}/{territory.id}": shape for territory, shape in zip(firm, shapes, strict=True)
    }
    for territory in found.territories:
        if territory.overlap:
            named[f"territories/{found.id}/{territory.id}"] = territory.geometry.simplify(simplify_deg)
    return named | _edges(found, borders or {}, shapes, 2 * simplify_deg)


def coverage(shapes: Sequence[BaseGeometry], simplify_deg: float) -> list[BaseGeometry]:
    """Return shapes simplified together, so that what they share stays shared; each alone if they overlap."""
    if not simplify_deg or not shapes:
        return list(shapes)
    if shapely.coverage_is_valid(list(shapes)):
        return list(shapely.coverage_simplify(list(shapes), simplify_deg))
    return [shape.simplify(simplify_deg) for shape in shapes]


def middle(atlas: Store, geometry: BaseGeometry, view: Bounds) -> tuple[float, float]:
    """Return the point of what is in a view that lies farthest from its edge; the atlas keeps it."""
    return atlas.kept("spot", (fingerprint(geometry), view), lambda: _middle(geometry, view))


def _middle(geometry: BaseGeometry, view: Bounds) -> tuple[float, float]:
    whole = unwrap(geometry)
    west, _, east, _ = whole.bounds
    whole = moved(whole, turns_to((west + east) / 2, (view[0] + view[2]) / 2))
    seen_in = shapely.make_valid(whole.simplify(_COARSE_DEG)) & shapely.box(*view)
    parts = [part for part in shapely.get_parts(seen_in) if part.area > 0] or [*shapely.get_parts(whole)]
    widest = max(parts, key=lambda part: float(part.area))
    point = shapely.get_point(shapely.maximum_inscribed_circle(widest, tolerance=0.01), 0)
    return float(point.x), float(point.y)
