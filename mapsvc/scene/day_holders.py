"""In whose hands the ground was on a day: pieces of each holder, lines between them, districts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.store import Store
from mapsvc.history.citations import format_citations
from mapsvc.history.holder_text import describe_holding
from mapsvc.history.holders import held_on, timelines
from mapsvc.language import translate
from mapsvc.model.control import Holding
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import day_span
from mapsvc.model.day import Day
from mapsvc.model.fields import Certainty
from mapsvc.model.geometry import Bounds, area_km2
from mapsvc.model.meridian import drawn_box
from mapsvc.model.numbers import format_km
from mapsvc.model.records import Citation
from mapsvc.model.scene import Credit, LegendEntry, MapFeature, Symbol
from mapsvc.model.text import said_together
from mapsvc.scene import hands_symbols as signs
from mapsvc.scene.comparison_symbols import frame_symbol
from mapsvc.scene.features.districts import SHARED, joined_ids, shape_id, tiling_of
from mapsvc.scene.features.territories import FRAME, frame_entry, middle
from mapsvc.scene.symbology import CERTAINTY_ORDER
from mapsvc.scene.symbols import Rows, Symbols, certainty_row

#: An edge of districts drawn no surer than this, in km, is inferred, or uncertain, whoever held them.
_INFERRED_KM, _UNSURE_KM = 8.0, 16.0
#: Ground larger than this is named before what is smaller, in km².
_LARGE_KM2 = 12_000.0
#: So many districts a row of the list names.
_MOST_NAMES = 4
#: So many works a picture or a slide names for whose hands the ground was in.
_MOST_SOURCES = 6
_HOW = ("administered", "occupied", "contested", "unknown")


@dataclass(frozen=True)
class Manner:
    """Who held ground and how: `who` are the holders, several where they contest it, none where unknown."""

    how: str
    who: tuple[str, ...]
    of: str | None = None

    @property
    def id(self) -> str:
        """A name for it, the same on every day."""
        return "-".join((self.how, *self.who, *filter(None, (self.of,))))


@dataclass(frozen=True)
class Piece:
    """Ground of one manner that lies together; `districts` in the order of the atlas."""

    manner: Manner
    districts: tuple[str, ...]


def hands_moments(atlas: Store) -> set[Day]:
    """Return the days on which it changes in whose hands some ground is."""
    held = [holding for line in timelines(atlas).values() for holding in line]
    return {holding.start for holding in held} | {holding.end + 1 for holding in held}


def pieces_on(atlas: Store, day: Day) -> list[Piece]:
    """Return the ground of a day in pieces, those of each manner that lie together."""
    held = _manners(held_on(atlas, day))
    parent = {district: district for district in held}

    def root(district: str) -> str:
        while parent[district] != district:
            district = parent[district]
        return district

    for one, other in tiling_of(atlas).meetings:
        if held.get(one) == held.get(other) and one in held:
            parent[root(other)] = root(one)
    found: dict[str, list[str]] = defaultdict(list)
    for district in held:
        found[root(district)].append(district)
    return [Piece(held[members[0]], tuple(members)) for members in found.values()]


def hands_sources(atlas: Store, day: Day) -> list[Citation]:
    """Return the works that tell most of whose hands the ground was in; a district names all of its own."""
    told = Counter(cite.source for holding in held_on(atlas, day) for cite in holding.sources)
    return [Citation(source=source) for source, _ in told.most_common(_MOST_SOURCES)]


def _manners(held: Iterable[Holding]) -> dict[str, Manner]:
    by_district: dict[str, list[Holding]] = defaultdict(list)
    for holding in held:
        by_district[holding.district].append(holding)
    return {district: _manner(holdings) for district, holdings in by_district.items()}


def _manner(holdings: Sequence[Holding]) -> Manner:
    who = tuple(sorted({holding.polity for holding in holdings if holding.polity}))
    if not who:
        return Manner("unknown", ())
    first = holdings[0]
    return Manner(first.how, who, first.of if first.how == "occupied" else None)


def hands_layers(
    atlas: Store, day: Day, lang: str, *, view: Bounds, tints: Symbols
) -> dict[str, list[MapFeature]]:
    """
    Return the layers of a day by whose hands the ground was in.

    Parameters
    ----------
    atlas
        With districts.
    day, lang
        Of the map.
    view
        West, south, east, north in degrees: names stand in it.
    tints
        Takes in the symbols.

    Returns
    -------
    layers
        `held`, the pieces with their names, one of each holder listed, and the lines between holders;
        `districts`, to be pointed at.
    """
    pieces = sorted(pieces_on(atlas, day), key=lambda piece: -_ground(atlas, piece.districts)[1])
    held = held_on(atlas, day)
    rows = _listed(atlas, pieces, day, lang)
    found = [_piece(atlas, piece, day, lang, rows, view=view, tints=tints) for piece in pieces]
    found += _between(atlas, held, tints=tints)
    frame = tiling_of(atlas).frame
    if frame is not None:
        edge = shapely.boundary(shapely.box(*drawn_box(frame)))
        key = tints.use(frame_symbol())
        found.append(MapFeature(id=FRAME, geometry=edge, symbol=key, name="", listed=False))
    return {"held": found, "districts": list(_districts(atlas, held, day, lang, tints=tints))}


# ---- pieces ----------------------------------------------------------------------------------------
def _piece(
    atlas: Store,
    piece: Piece,
    day: Day,
    lang: str,
    rows: Mapping[Piece, tuple[str, str]],
    *,
    view: Bounds,
    tints: Symbols,
) -> MapFeature:
    geometry, area = _ground(atlas, piece.districts)
    at = atlas.kept("spot", (piece.districts, view), lambda: middle(atlas, geometry, view))
    name, detail = rows.get(piece, (_words(atlas, piece.manner, day, lang), ""))
    known = piece.manner.how != "unknown"
    return MapFeature(
        id=f"held/{piece.manner.id}/{piece.districts[0]}",
        geometry=geometry,
        symbol=tints.use(_symbol(atlas, piece.manner)),
        name=name,
        detail=detail,
        label=_label(atlas, piece.manner, day, lang) if known else None,
        priority=2 if area > _LARGE_KM2 else 4,
        rows=((translate(lang, "timeline.holder"), _words(atlas, piece.manner, day, lang)),),
        shared=SHARED,
        shape=joined_ids(piece.districts),
        listed=piece in rows,
        at=at,
    )


def _ground(atlas: Store, districts: tuple[str, ...]) -> tuple[BaseGeometry, float]:
    """Return the ground of some districts in one, and its area in km²."""

    def make() -> tuple[BaseGeometry, float]:
        whole = shapely.union_all([atlas.districts[district].geometry for district in districts])
        return whole, area_km2(whole)

    return atlas.kept("held ground", districts, make)


def _symbol(atlas: Store, manner: Manner) -> tuple[str, Symbol]:
    polities = [atlas.polities[polity] for polity in manner.who]
    if manner.how == "unknown":
        return signs.unknown_symbol()
    if manner.how == "contested":
        return signs.contested_symbol(polities)
    if manner.how == "occupied":
        return signs.occupied_symbol(polities[0], atlas.polities[manner.of] if manner.of else None)
    return signs.administered_symbol(polities[0])


def hands_symbols(atlas: Store) -> list[tuple[str, Symbol]]:
    """Return key and symbol of all that some day shows of whose hands the ground was in."""
    days = sorted(day for day in hands_moments(atlas) if atlas.period.holds(day))
    manners = {manner for day in days for manner in _manners(held_on(atlas, day)).values()}
    found = [_symbol(atlas, manner) for manner in sorted(manners, key=lambda manner: manner.id)]
    lines = [signs.between_symbol(certainty) for certainty in CERTAINTY_ORDER]
    return [*found, *lines, signs.unknown_symbol(), signs.district_symbol()]


def _called(atlas: Store, polity: str, day: Day, lang: str) -> str:
    name = atlas.polities[polity].name_at(day_span(day)).in_(lang)
    return said_together(name[:1].upper() + name[1:], name)


def _label(atlas: Store, manner: Manner, day: Day, lang: str) -> str:
    """Return what the map writes on a piece: its holder, and how if it is not its own."""
    names = [_called(atlas, polity, day, lang) for polity in manner.who]
    who = " / ".join(name.partition(" (")[0] for name in names)
    if manner.how != "administered":
        who = translate(lang, f"timeline.label_{manner.how}").format(who=who)
    return said_together(who, *names)


def _words(atlas: Store, manner: Manner, day: Day, lang: str) -> str:
    """Return who held a piece and how, in words."""
    if manner.how == "unknown":
        return translate(lang, "timeline.unknown_hands")
    names = [_called(atlas, polity, day, lang) for polity in manner.who]
    how = translate(lang, f"timeline.how_{manner.how}")
    if manner.of:
        owner = _called(atlas, manner.of, day, lang)
        how = translate(lang, "timeline.how_occupied_of").format(owner=owner)
    return said_together(f"{' / '.join(names)}: {how}", *names)


def _listed(atlas: Store, pieces: Sequence[Piece], day: Day, lang: str) -> dict[Piece, tuple[str, str]]:
    """Return name and detail of the row of each holder, at the largest of its pieces."""
    of_holder: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.manner.how == "contested":
            of_holder["/".join(piece.manner.who)].append(piece)
        else:
            of_holder[piece.manner.who[0] if piece.manner.who else ""].append(piece)
    rows = {}
    for holder, own in of_holder.items():
        largest = max(own, key=lambda piece: _ground(atlas, piece.districts)[1])
        names = [_called(atlas, polity, day, lang) for polity in holder.split("/") if polity]
        name = (
            said_together(" / ".join(names), *names) if names else translate(lang, "timeline.unknown_hands")
        )
        titles = [atlas.districts[key].title.in_(lang) for piece in own for key in piece.districts]
        rows[largest] = name, said_together("; ".join(_details(atlas, own, lang)), *titles)
    return rows


def _details(atlas: Store, pieces: Iterable[Piece], lang: str) -> Iterator[str]:
    """Yield how a holder had ground, with the names of some of its districts."""
    by_how: dict[str, list[str]] = defaultdict(list)
    for piece in pieces:
        by_how[piece.manner.how] += [atlas.districts[key].title.in_(lang) for key in piece.districts]
    for how in sorted(by_how, key=_HOW.index):
        names = by_how[how]
        more = len(names) - _MOST_NAMES
        told = ", ".join(names[:_MOST_NAMES]) + (f" … (+{more})" if more > 0 else "")
        yield told if how == "unknown" else f"{translate(lang, f'timeline.how_{how}')}: {told}"


# ---- lines between holders ---------------------------------------------------------------------------
def _between(atlas: Store, held: Iterable[Holding], *, tints: Symbols) -> Iterator[MapFeature]:
    """Yield the lines between different holders, one feature for each certainty."""
    found = list(held)
    manners = _manners(found)
    sure: dict[str, Certainty] = {}
    for holding in found:
        sure[holding.district] = _worst(sure.get(holding.district, "attested"), holding.certainty)
    lines: dict[Certainty, dict[str, BaseGeometry]] = defaultdict(dict)
    for (one, other), line in tiling_of(atlas).meetings.items():
        if one in manners and other in manners and manners[one] != manners[other]:
            certainty = _worst(_worst(sure[one], sure[other]), _drawn(atlas, one, other))
            lines[certainty][shape_id(one, other)] = line
    for certainty in CERTAINTY_ORDER:
        if certainty in lines:
            yield MapFeature(
                id=f"between/{certainty}",
                geometry=_joined(atlas, lines[certainty]),
                symbol=tints.use(signs.between_symbol(certainty)),
                name="",
                shared=SHARED,
                shape=joined_ids(lines[certainty]),
                listed=False,
            )


def _joined(atlas: Store, lines: Mapping[str, BaseGeometry]) -> BaseGeometry:
    return atlas.kept(
        "held lines", tuple(lines), lambda: shapely.line_merge(shapely.union_all([*lines.values()]))
    )


def _worst(one: Certainty, other: Certainty) -> Certainty:
    return max(one, other, key=CERTAINTY_ORDER.index)


def _drawn(atlas: Store, one: str, other: str) -> Certainty:
    """Return how surely the line between two districts is drawn: as the surer of them."""
    km = min(atlas.districts[district].accuracy_km for district in (one, other))
    return "uncertain" if km > _UNSURE_KM else "inferred" if km > _INFERRED_KM else "attested"


# ---- districts ---------------------------------------------------------------------------------------
def _districts(
    atlas: Store, held: Iterable[Holding], day: Day, lang: str, *, tints: Symbols
) -> Iterator[MapFeature]:
    by_district: dict[str, list[Holding]] = defaultdict(list)
    for holding in held:
        by_district[holding.district].append(holding)
    symbol = tints.use(signs.district_symbol())
    when = day_span(day)
    # Most districts say on a day what they said on the day before.
    names = {key: polity.name_at(when).in_(lang) for key, polity in atlas.polities.items()}
    for holdings in by_district.values():
        named = [key for each in holdings for key in (each.polity, each.of, each.passing_to)]
        known = (tuple(holdings), lang, *(names.get(key or "", "") for key in named))
        yield atlas.kept(
            "held district", known, partial(_district, atlas, holdings, day, lang, symbol=symbol)
        )


def _district(atlas: Store, holdings: Sequence[Holding], day: Day, lang: str, *, symbol: str) -> MapFeature:
    district = atlas.districts[holdings[0].district]
    cites = list(dict.fromkeys(cite for holding in holdings for cite in holding.sources))
    worst = max((holding.certainty for holding in holdings), key=CERTAINTY_ORDER.index)
    rows = [
        *(row for holding in holdings for row in _rows(atlas, holding, day, lang)),
        certainty_row(worst, lang),
        (translate(lang, "row.source"), format_citations(atlas, cites, lang)),
        (translate(lang, "timeline.edges"), f"± {format_km(district.accuracy_km, lang)}"),
    ]
    return MapFeature(
        id=f"districts/{district.id}",
        geometry=district.geometry,
        symbol=symbol,
        name=district.title.in_(lang),
        rows=tuple(row for row in rows if row[1]),
        certainty=worst,
        shared=SHARED,
        shape=district.id,
        listed=False,
    )


def _rows(atlas: Store, holding: Holding, day: Day, lang: str) -> Rows:
    """Return who held a district and how, and since when as far as the row that says so knows."""
    if not holding.polity:
        return [(translate(lang, "timeline.holder"), translate(lang, "timeline.unknown_hands"))]
    who = describe_holding(atlas, holding, day, lang)
    rows = [(translate(lang, "timeline.holder"), who[:1].upper() + who[1:])]
    begun = atlas.kept("rows of control", None, lambda: {row.line: row.begins for row in atlas.control})
    begins = begun.get(holding.line or 0)
    if begins is not None and begins.start is not None and holding.start > atlas.period.first:
        rows.append((translate(lang, "timeline.since"), format_date(begins, lang)))
    return rows


# ---- legend and credits --------------------------------------------------------------------------------
def hands_entries(tints: Symbols, lang: str) -> Iterator[LegendEntry]:
    """Yield what the ways of holding look like, each once; the map and the list name the holders."""
    for family in ("hands", "occupied", "contested", "unknown"):
        covers = tuple(sorted(key for key in tints if key.partition("-")[0] == family))
        if covers:
            yield LegendEntry(covers[-1], translate(lang, f"timeline.key_{family}"), covers)
    for certainty in CERTAINTY_ORDER:
        key = f"between-{certainty}"
        if key in tints:
            yield LegendEntry(key, translate(lang, f"timeline.{key.replace('-', '_')}"), (key,))
    if FRAME in tints:
        yield frame_entry(lang)


def hands_credits(atlas: Store, known: Iterable[Credit], lang: str) -> Iterator[Credit]:
    """Yield the credits of a map with those of the districts; a text that another contains is left out."""
    texts = list(dict.fromkeys(district.attribution.in_(lang) for district in atlas.districts.values()))
    yield from (credit for credit in known if not any(credit.text in text for text in texts))
    yield from (Credit(text) for text in texts)
