"""The width of an Arabic word is that of its joined letters, as the fonts draw it."""

from __future__ import annotations

import io
import unicodedata

import pytest
import resvg
from PIL import Image
from resvg import usvg

from mapsvc.render.picture.arabic import shape_arabic
from mapsvc.render.picture.letters import Style, font_folder, set_text, spacing_of, text_width


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("قارص", "initial final isolated isolated"),
        ("بيت", "initial medial final"),
        ("ورد", "isolated isolated isolated"),
        ("می‌رود", "initial final * isolated isolated isolated"),
        ("محمَّد", "initial medial medial final"),
        ("لا", "isolated"),
        ("علا", "initial final"),
        ("Kars", "* * * *"),
    ],
)
def test_letters_take_their_forms(text: str, forms: str) -> None:
    kinds = [unicodedata.decomposition(letter).partition(" ")[0].strip("<>") for letter in shape_arabic(text)]
    assert " ".join(kind or "*" for kind in kinds) == forms


def drawn_px(text: str, style: Style) -> int:
    """Return how wide a text is when it is drawn."""
    line = set_text([text], 10, 60, style)
    paper = '<rect width="900" height="90" fill="#fff"/>'
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90" font-family="Noto Sans">'
    options = usvg.Options.default()
    options.load_fonts_dir(str(font_folder()))
    data = resvg.render(usvg.Tree.from_str(f"{head}{paper}{line}</svg>", options), (1, 0, 0, 0, 1, 0))
    ink = Image.open(io.BytesIO(data)).convert("L").point(lambda value: 255 * (value < 200)).getbbox()
    assert ink is not None
    return ink[2] - ink[0]


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic"])
@pytest.mark.parametrize(
    "text",
    ["قارص", "معاهدة قارص (1921)", "دولت علیهٔ عثمانیه", "القُسْطَنْطِينِيَّة", "ירושלים", "Ἀθῆναι", "Карсъ", "Ḥiṣār"],
)
def test_width_is_what_is_drawn(text: str, face: str) -> None:
    style = Style(size=40, face=face, halo=None, spacing=2)  # type: ignore[arg-type]
    assert text_width(text, style) == pytest.approx(drawn_px(text, style), abs=10)


def test_joined_letters_are_not_spaced() -> None:
    style = Style(size=12, spacing=3)
    assert (spacing_of("قارص", style), spacing_of("ירושלים", style)) == (0, 3)
