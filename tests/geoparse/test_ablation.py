"""What lists and weights are worth: a text read again without each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.cli import main
from mapsvc.geoparse import ablation
from mapsvc.geoparse.ablation import ablate, format_worth, parts_of_reading, without
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.lexicon import LEXICON
from mapsvc.geoparse.weights import WEIGHTS

TEXT = "Alay Vorukh köyünde kaldı."
GOLD = [{"type": "place", "start": 5, "end": 11, "lon": 70.58, "lat": 39.85, "usage": "literal"}]


def test_parts_are_all_lists_and_all_weights() -> None:
    parts = parts_of_reading()
    assert "lexicon:kind-village" in parts
    assert "weight:is-kind" in parts
    assert len(parts) == len(set(parts)) > 100


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = ["lexicon:kind-village", "lexicon:months-en", "weight:is-kind"]
    monkeypatch.setattr(ablation, "parts_of_reading", lambda: parts)
    monkeypatch.setattr("mapsvc.cli.evaluate.parts_of_reading", lambda: parts)


@pytest.mark.usefixtures("few")
def test_part_is_worth_what_is_lost_without_it(gazetteer: Gazetteer) -> None:
    worth = {each.name: each for each in ablate(gazetteer, Document("a.txt", TEXT), GOLD)}
    assert worth["lexicon:kind-village"].places == 100.0
    assert worth["weight:is-kind"].places == 100.0
    assert not worth["lexicon:months-en"]
    assert format_worth(list(worth.values())).splitlines()[-1] == "1 of 3 change nothing in this text"


def test_what_was_set_aside_is_back() -> None:
    before = dict(LEXICON), dict(WEIGHTS)
    for part in ("lexicon:kind-village", "weight:is-kind"):
        with without(part):
            assert (dict(LEXICON), dict(WEIGHTS)) != before
    assert (dict(LEXICON), dict(WEIGHTS)) == before


@pytest.mark.usefixtures("few")
def test_command_writes_a_table(tmp_path: Path) -> None:
    gold, text = tmp_path / "gold.jsonl", tmp_path / "text.txt"
    gold.write_text(json.dumps(GOLD[0]) + "\n", "utf-8")
    text.write_text(TEXT, "utf-8")
    done = CliRunner().invoke(main, ["evaluate", str(gold), str(text), "--ablate"])
    assert done.exit_code == 0, done.output
    assert "lexicon:kind-village" in done.stdout
