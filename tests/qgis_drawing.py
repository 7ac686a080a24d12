"""
Draws a GeoPackage with QGIS as it opens it; run by the Python that QGIS belongs to, which knows no mapsvc.

    python3 tests/qgis_drawing.py FILE PICTURE WEST SOUTH EAST NORTH [DAY]

Prints JSON: what QGIS makes of each layer's dates, and the name and the box of each label in degrees.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    QgsApplication,
    QgsDateTimeRange,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDateTime, QSize, Qt
from qgis.PyQt.QtGui import QColor

SIZE = (900, 600)


def layers_of(path: str) -> list[Any]:
    with sqlite3.connect(path) as base:
        tables = base.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'").fetchall()
    layers = [QgsVectorLayer(f"{path}|layername={name}", name, "ogr") for (name,) in tables]
    for layer in layers:
        assert layer.isValid(), layer.name()
        layer.loadDefaultStyle()
    return layers


def days_of(layer: Any) -> dict[str, Any]:
    days = layer.temporalProperties()
    return {
        "layer": layer.name(),
        "features": layer.featureCount(),
        "active": days.isActive(),
        "start": days.startField(),
        "end": days.endField(),
        "types": [layer.fields().field(name).typeName() for name in (days.startField(), days.endField())],
    }


def main(path: str, picture: str, west: str, south: str, east: str, north: str, day: str = "") -> None:
    application = QgsApplication([], False)
    application.initQgis()
    layers, settings = layers_of(path), QgsMapSettings()
    settings.setLayers(layers)
    settings.setBackgroundColor(QColor("#ffffff"))
    settings.setDestinationCrs(layers[0].crs())
    settings.setTransformContext(QgsProject.instance().transformContext())
    settings.setExtent(QgsRectangle(float(west), float(south), float(east), float(north)))
    settings.setOutputSize(QSize(*SIZE))
    settings.setOutputDpi(96)
    if day:
        begin = QDateTime.fromString(day, Qt.ISODate)
        settings.setIsTemporal(True)
        settings.setTemporalRange(QgsDateTimeRange(begin, begin.addDays(1), True, False))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(picture)
    labels = [
        {
            "text": label.labelText,
            "box": [
                label.labelRect.xMinimum(),
                label.labelRect.yMinimum(),
                label.labelRect.xMaximum(),
                label.labelRect.yMaximum(),
            ],
        }
        for label in job.takeLabelingResults().labelsWithinRect(settings.visibleExtent())
    ]
    print(json.dumps({"layers": list(map(days_of, layers)), "labels": labels}), flush=True)
    os._exit(0)  # what QGIS does at its end may crash without a screen


if __name__ == "__main__":
    main(*sys.argv[1:])
