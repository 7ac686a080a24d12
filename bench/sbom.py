"""What a release is made of, as CycloneDX: what the lock installs and what is vendored (`./run sbom`)."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from mapsvc import __version__

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
_HOMES = ("static/vendor", "vendor/folium", "vendor/geoman")
MANIFESTS = tuple(ROOT / "templates" / home / "MANIFEST.toml" for home in _HOMES)
_PIN = re.compile(r"([a-z0-9._-]+)==([^\s;]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
#: What those who wrote the metadata of a package in words mean.
_MEANT = {
    "MIT License": "MIT", "BSD License": "BSD-3-Clause", "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """Something that a release is made of; `hashes` are sha256 of its files."""

    ecosystem: str
    name: str
    version: str
    licence: str
    hashes: tuple[str, ...]


def locked() -> Iterator[Part]:
    """Yield what the lock of a service installs; of two versions for two Pythons, each."""
    for entry in LOCK.read_text("utf-8").replace("\\\n", " ").splitlines():
        found = _PIN.match(entry)
        if found:
            yield Part("pypi", found[1], found[2], licence_of(found[1]), tuple(_HASH.findall(entry)))


def licence_of(name: str) -> str:
    """Return the licence that an installed package states, as SPDX; empty if it does not, or is not here."""
    try:
        told = distribution(name).metadata
    except PackageNotFoundError:
        return ""
    classifiers = [
        text.split(" :: ")[-1] for text in told.get_all("Classifier") or () if "License ::" in text
    ]
    meant = [_MEANT[text] for text in classifiers if text in _MEANT]
    stated = [*(told.get_all("License-Expression") or ()), *meant, *(told.get_all("License") or ())]
    return next(filter(None, stated), "").partition("\n")[0]


def vendored() -> Iterator[Part]:
    """Yield the packages whose files lie in the repository, with the checksums of these."""
    files: dict[tuple[str, str, str], list[str]] = {}
    for manifest in MANIFESTS:
        for file in tomllib.loads(manifest.read_text("utf-8"))["file"]:
            files.setdefault((file["name"], file["version"], file["licence"]), []).append(file["sha256"])
    for (name, version, licence), hashes in sorted(files.items()):
        yield Part("npm", name, version, licence, tuple(hashes))


def bill() -> str:
    """Return the bill of materials as JSON."""
    licences = LicenseFactory()
    bom = Bom()
    bom.metadata.component = Component(name="mapsvc", version=__version__, type=ComponentType.APPLICATION)
    for part in (*locked(), *vendored()):
        namespace, _, name = part.name.rpartition("/")
        bom.components.add(
            Component(
                name=part.name,
                version=part.version,
                type=ComponentType.LIBRARY,
                bom_ref=f"{part.ecosystem}/{part.name}@{part.version}",
                purl=PackageURL(part.ecosystem, namespace or None, name, part.version),
                licenses=[licences.make_from_string(part.licence)] if part.licence else (),
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=value) for value in part.hashes],
            )
        )
    bom.register_dependency(bom.metadata.component, bom.components)
    return JsonV1Dot6(bom).output_as_string(indent=1)


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else "mapsvc.cdx.json").write_text(bill() + "\n", encoding="utf-8")
