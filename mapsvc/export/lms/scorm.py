"""A map or a tour as a SCORM 1.2 package: what Moodle and other learning platforms take as an activity."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from xml.etree import ElementTree as ET

from mapsvc.export.archive import archive_bytes
from mapsvc.export.job import ExportJob
from mapsvc.export.page import write_html
from mapsvc.templating import read_static, render

_PACKAGING, _SCORM = (
    "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "http://www.adlnet.org/xsd/adlcp_rootv1p2",
)
_LAUNCH, _SCRIPT, _MAP = "index.html", "scorm.js", "map.html"
_STYLE = "html,body,iframe{margin:0;width:100%;height:100%;border:0;display:block;overflow:hidden}"


def write_scorm(job: ExportJob) -> bytes:
    """
    Return a package that a learning platform shows, and marks as completed when it was opened.

    It is the one HTML file of the map in a frame, with a script that tells the platform that it was seen and
    for how long. The same job gives the same bytes.

    References
    ----------
    SCORM 1.2, Content Aggregation Model and Run-Time Environment, ADL 2001.
    """
    files = {
        _LAUNCH: _launch_page(job).encode(),
        _MAP: write_html(job),
        _SCRIPT: read_static(f"js/{_SCRIPT}"),
    }
    # The manifest comes first and at the top, where platforms look for it.
    return archive_bytes({"imsmanifest.xml": _manifest(job, files), **files})


def _launch_page(job: ExportJob) -> str:
    digest = b64encode(sha256(_STYLE.encode()).digest()).decode()
    context = {"title": job.map.title, "style": _STYLE, "digest": digest, "frame": _MAP, "script": _SCRIPT}
    return render("export/scorm.html", job.lang, context)


def _manifest(job: ExportJob, files: Mapping[str, bytes]) -> bytes:
    ET.register_namespace("", _PACKAGING)
    ET.register_namespace("adlcp", _SCORM)
    digest = sha256(b"".join(files.values())).hexdigest()[:16]
    root = _element(None, "manifest", identifier=f"mapsvc-{digest}", version="1.2")
    metadata = _element(root, "metadata")
    _element(metadata, "schema").text = "ADL SCORM"
    _element(metadata, "schemaversion").text = "1.2"
    organisation = _element(_element(root, "organizations", default="map"), "organization", identifier="map")
    _element(organisation, "title").text = str(job.map.title)
    item = _element(organisation, "item", identifier="item", identifierref="page", isvisible="true")
    _element(item, "title").text = str(job.map.title)
    resource = _element(
        _element(root, "resources"), "resource", identifier="page", type="webcontent", href=_LAUNCH
    )
    resource.set(f"{{{_SCORM}}}scormtype", "sco")
    for name in files:
        _element(resource, "file", href=name)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _element(parent: ET.Element | None, name: str, **attributes: str) -> ET.Element:
    tag = f"{{{_PACKAGING}}}{name}"
    return ET.Element(tag, attributes) if parent is None else ET.SubElement(parent, tag, attributes)
