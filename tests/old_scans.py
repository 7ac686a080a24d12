"""A scan of a map that was never drawn: its projection is known, so where each mark lies is known."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from mapsvc.ground.projection import Plane
from mapsvc.model.old_maps import ControlPoint, OldMap
from mapsvc.model.text import Text

Grid = npt.NDArray[np.float64]

#: The plane that the sheet is drawn in, metres a pixel, how far it is turned, and where its corner lies.
CRS, METRES, TURNED, CORNER = "EPSG:32631", 250.0, np.radians(7), np.array([300000.0, 5700000.0])
SIZE = (800, 600)
MARKS = [(x, y) for x in range(60, 800, 160) for y in range(60, 600, 160)]
AFFINE = (
    *(METRES * np.cos(TURNED), METRES * np.sin(TURNED), float(CORNER[0])),
    *(METRES * np.sin(TURNED), -METRES * np.cos(TURNED), float(CORNER[1])),
)


def place_of(pixel: tuple[float, float]) -> tuple[float, float]:
    """Longitude and latitude of a pixel, by the projection itself."""
    a, b, c, d, e, f = AFFINE
    x, y = pixel
    lon, lat = Plane(CRS).degrees(np.array([[a * x + b * y + c, d * x + e * y + f]]))[0].tolist()
    return lon, lat


def drawn() -> Image.Image:
    """The sheet: paper, a margin, and a red disc at each mark."""
    image = Image.new("RGB", SIZE, (240, 230, 200))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0] - 1, SIZE[1] - 1), outline=(60, 50, 40), width=12)
    for x, y in MARKS:
        pen.ellipse((x - 5.5, y - 5.5, x + 4.5, y + 4.5), fill=(200, 0, 0))
    return image


def scan_bytes(form: str = "PNG", **more: Any) -> bytes:
    """The sheet as a file."""
    out = io.BytesIO()
    drawn().save(out, form, **more)
    return out.getvalue()


def points(*, every: int = 1) -> tuple[ControlPoint, ...]:
    """The marks as control points."""
    return tuple(ControlPoint((float(x), float(y)), place_of((x, y))) for x, y in MARKS[::every])


def old_map(**fields: Any) -> OldMap:
    """What an atlas may say of the sheet."""
    usual: dict[str, Any] = {
        "id": "sheet", "title": Text({"en": "The sheet"}), "image": "sheet.png", "size": SIZE,
        "transformation": "thin-plate-spline", "points": points(), "licence": "Public domain",
    }  # fmt: skip
    return OldMap(**(usual | fields))


def put_scan(root: Path) -> None:
    """Lay the sheet where an atlas has its scans."""
    (root / "oldmaps").mkdir(parents=True, exist_ok=True)
    (root / "oldmaps" / "sheet.png").write_bytes(scan_bytes())


def put_old_map(root: Path, moved: tuple[float, float] = (0, 0), **fields: Any) -> None:
    """Give an atlas the sheet with its points, moved by so many degrees."""
    put_scan(root)
    told = {
        "title": '{en = "The sheet"}', "image": '"sheet.png"', "licence": '"Public domain"',
        "size": f"[{SIZE[0]}, {SIZE[1]}]", "transformation": '"polynomial-2"', "maker": '"A. Drawer"',
        "date": '"1815"',
    } | fields  # fmt: skip
    lines = [f"{key} = {value}" for key, value in told.items()]
    for x, y in MARKS:
        lon, lat = (degree + by for degree, by in zip(place_of((x, y)), moved, strict=True))
        lines += ["", "[[points]]", f"pixel = [{x}, {y}]", f"at = [{lon:.7f}, {lat:.7f}]"]
    (root / "oldmaps" / "sheet.toml").write_text("\n".join(lines) + "\n", "utf-8")


def qgis_points() -> bytes:
    """The marks as QGIS saves them, in the plane of the sheet."""
    a, b, c, d, e, f = AFFINE
    rows = [f"{a * x + b * y + c},{d * x + e * y + f},{x},{-y},1,0,0,0" for x, y in MARKS]
    rows.append("0,0,1,-1,0,0,0,0")  # switched off
    return "\n".join([f"#CRS: {CRS}", "mapX,mapY,sourceX,sourceY,enable,dX,dY,residual", *rows]).encode()


def annotation(scale: float = 2.0, **target: Any) -> bytes:
    """The marks as Allmaps saves them, of a picture so many times as large."""
    width, height = (round(side * scale) for side in SIZE)
    shown = " ".join(f"{x * scale},{y * scale}" for x, y in ((20, 20), (780, 20), (780, 580), (20, 580)))
    features = [
        {
            "type": "Feature",
            "properties": {"resourceCoords": [x * scale, y * scale]},
            "geometry": {"type": "Point", "coordinates": list(place_of((x, y)))},
        }
        for x, y in MARKS
    ]
    document = {
        "type": "AnnotationPage",
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "items": [
            {
                "type": "Annotation",
                "motivation": "georeferencing",
                "target": {
                    "type": "SpecificResource",
                    "source": {
                        "id": "https://example.org/iiif/sheet", "type": "ImageService2",
                        "width": width, "height": height,
                    },
                    "selector": {"type": "SvgSelector", "value": f'<svg><polygon points="{shown}"/></svg>'},
                    **target,
                },
                "body": {
                    "type": "FeatureCollection",
                    "transformation": {"type": "polynomial", "options": {"order": 2}},
                    "features": features,
                },
            }
        ],
    }  # fmt: skip
    return json.dumps(document).encode()
