"""A PNG has the width that was asked for, is no blank sheet, and its letters come from our fonts."""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image, ImageFont

import mapsvc
from mapsvc.atlas.store import Store
from mapsvc.export.formats import find_format
from mapsvc.export.print.png import write_png
from mapsvc.kinds import export_job, parse_map_key
from mapsvc.render.picture.letters import Style, break_lines, font_folder, shorten, text_width


@pytest.fixture(scope="module")
def records(atlas: mapsvc.Atlas) -> Store:
    return atlas.records


def png_of(records: Store, name: str, **options: object) -> bytes:
    return write_png(export_job(records, parse_map_key(records, name), "tr", options=options))


def test_png_has_its_width_and_something_on_it(records: Store) -> None:
    data = png_of(records, "kars-treaty", width=900)
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    assert picture.size == (900, 506)
    # Sea, paper, relief and ink: a palette full of colours, much that is not white, some nearly black.
    grey = picture.convert("L")
    shades = grey.histogram()
    assert sum(shades[:60]) > 900
    assert sum(shades[250:]) < 0.5 * sum(shades)
    assert 200 < len(picture.getcolors() or ()) <= 256


def test_same_job_gives_the_same_png(records: Store) -> None:
    job = export_job(records, parse_map_key(records, "kars-treaty"), "tr", options={"width": 480})
    assert png_of(records, "kars-treaty", width=480) == find_format("png").write(job)


def test_words_are_drawn(records: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from mapsvc.render.picture import panel as picture_panel

    with_words = png_of(records, "kemal-letter-lenin", width=640)
    monkeypatch.setattr(picture_panel, "word_svg", lambda placed: "")
    without = png_of(records, "kemal-letter-lenin", width=640)
    ink = [sum(Image.open(io.BytesIO(data)).convert("L").histogram()[:80]) for data in (with_words, without)]
    assert ink[0] > ink[1] + 100


def test_fonts_are_those_of_their_checksums() -> None:
    lines = (font_folder() / "SHA256SUMS").read_text().splitlines()
    assert len(lines) == 3
    for line in lines:
        digest, name = line.split()
        assert hashlib.sha256((font_folder() / name).read_bytes()).hexdigest() == digest
    assert "SIL OPEN FONT LICENSE" in (font_folder() / "OFL.txt").read_text("utf-8").upper()


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic"])
def test_fonts_have_the_letters_of_the_atlas(face: str) -> None:
    font = ImageFont.truetype(str(font_folder() / f"NotoSans-{face}.ttf"), 40)
    nothing = font.getmask("\U000f0000").getbbox(), bytes(font.getmask("\U000f0000"))
    for letter in "İıŞşĞğÇçÖöÜüƏəÂâÊêÄäŽščБакуԵրևანთბილისი→≈±²№’–":
        mask = font.getmask(letter)
        assert (mask.getbbox(), bytes(mask)) != nothing, letter


def test_text_is_measured_and_broken_by_its_letters() -> None:
    style = Style(size=10)
    assert text_width("iiii", style) < text_width("MMMM", style) < 50
    lines = break_lines("Türkiye Büyük Millet Meclisi Hükümeti", style, 90)
    assert len(lines) > 1
    assert " ".join(lines) == "Türkiye Büyük Millet Meclisi Hükümeti"
    assert all(text_width(line, style) <= 90 for line in lines)
    assert shorten("bir iki üç dört beş altı yedi", style, 40, 2)[-1].endswith("…")
