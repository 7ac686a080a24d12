"""A recogniser that somebody installed: a package of its own with a model that it ships."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from click.testing import CliRunner

from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.cli import main
from mapsvc.errors import MissingExtraError, UnknownFormatError
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.recognizers import GROUP, open_recognizer

#: Names a word a place that ends as the model says.
MODULE = """
import re
from pathlib import Path

ENDINGS = Path(__file__).with_name("gilded.model").read_text("utf-8").split()
FOUND = re.compile(r"\\b[A-Z]\\w*(?:%s)\\b" % "|".join(ENDINGS))


def places(text):
    return [found.span() for found in FOUND.finditer(text)]
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "gilded_recogniser.py").write_text(MODULE, "utf-8")
    (tmp_path / "gilded.model").write_text("othal ifax eston", "utf-8")
    about = tmp_path / "gilded_recogniser-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: gilded-recogniser\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text(f"[{GROUP}]\ngilded = gilded_recogniser:places\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield
    sys.modules.pop("gilded_recogniser", None)


def places(found: list[object]) -> dict[str, PlaceMention]:
    return {mention.surface: mention for mention in found if isinstance(mention, PlaceMention)}


TEXT = "Nobody praised Qrixothal more than he did. Prestonpans and Galveston sent him letters."


@pytest.mark.usefixtures("installed")
def test_names_of_an_installed_recogniser_join_ours(gazetteer: Gazetteer) -> None:
    before = places(list(Geoparser(gazetteer).parse(TEXT)))
    after = places(list(Geoparser(gazetteer, [open_recognizer("gilded")]).parse(TEXT)))
    assert set(after) - set(before) >= {"Qrixothal"}
    assert after["Qrixothal"].entry is None  # a name that no gazetteer has
    galveston = after["Galveston"].entry
    assert galveston is not None
    assert galveston.lon == pytest.approx(-94.8, abs=0.3)
    assert set(after) >= set(before)


@pytest.mark.usefixtures("installed")
def test_what_it_finds_is_resolved_with_the_rest(gazetteer: Gazetteer) -> None:
    text = "They left Edinburgh for Glasgow. Then Kingston praised them."
    parser = Geoparser(gazetteer, [lambda text: [(text.index("Kingston"), text.index("Kingston") + 8)]])
    assert "Kingston" in places(list(parser.parse(text)))


@pytest.mark.usefixtures("installed")
def test_command_takes_a_recogniser_by_name(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, "utf-8")
    done = CliRunner().invoke(main, ["geoparse", str(path), "--recognizer", "gilded"])
    assert done.exit_code == 0
    assert "Qrixothal" in done.stdout


def test_recogniser_that_is_not_there_is_named_with_what_is() -> None:
    with pytest.raises(UnknownFormatError, match="gildet"):
        open_recognizer("gildet")


def test_pipeline_of_spacy_gives_its_places(monkeypatch: pytest.MonkeyPatch) -> None:
    def pipeline(text: str) -> SimpleNamespace:
        entities = [("GPE", "Paris"), ("PERSON", "Marie"), ("LOC", "Seine")]
        return SimpleNamespace(
            ents=[
                SimpleNamespace(
                    label_=label, start_char=text.index(word), end_char=text.index(word) + len(word)
                )
                for label, word in entities
            ]
        )

    spacy = ModuleType("spacy")
    spacy.load = lambda _model: pipeline  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    assert open_recognizer("spacy:en_core_web_sm")("Marie saw Paris and the Seine.") == [(10, 15), (24, 29)]


def test_missing_pipeline_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtraError, match="pip install spacy"):
        open_recognizer("spacy:en_core_web_sm")
