"""Each font of a page is the one that its list of sources names, and a text gets the fonts it needs."""

from __future__ import annotations

import hashlib
import re
import tomllib

import pytest

from mapsvc.render.web_fonts import fonts_for, parse_rule, web_fonts
from mapsvc.templating import read_static

FILES = {
    file["path"]: file for file in tomllib.loads(read_static("vendor/MANIFEST.toml").decode("utf-8"))["file"]
}


def test_every_font_of_the_style_sheet_is_the_one_of_the_list() -> None:
    for font in web_fonts():
        file = FILES[font.address.removeprefix("vendor/")]
        assert hashlib.sha256(read_static(font.address)).hexdigest() == file["sha256"], font.address
        assert read_static(f"vendor/{file['licence_text']}"), font.address
    listed = {f"vendor/{path}" for path in FILES if path.endswith(".woff2")}
    assert listed == {font.address for font in web_fonts()}


@pytest.mark.parametrize("kind", ["latin-romanised", "cyrillic-extended"])
def test_a_font_is_loaded_for_the_letters_that_it_was_cut_to(kind: str) -> None:
    found = [font for font in web_fonts() if f"-{kind}-" in font.address]
    assert len(found) == 4
    for font in found:
        assert font.ranges == FILES[font.address.removeprefix("vendor/")]["subset"]


def test_no_letter_is_drawn_by_two_fonts_of_one_face() -> None:
    """The later rule would win, and a page would load a second file for a sign that it has already."""
    taken: dict[tuple[str, str, str, int], str] = {}
    for font in web_fonts():
        for first, last in font.codes:
            for code in range(first, last + 1):
                other = taken.setdefault((font.family, font.weight, font.style, code), font.address)
                assert other == font.address or code == 0x2BC, hex(code)


def test_common_and_rarer_letters_are_families_apart_that_pages_name_in_this_order() -> None:
    """A browser makes ready each face of a family for each size and weight that a page uses."""
    faces: dict[tuple[str, ...], list[str]] = {}
    for font in web_fonts():
        declared = re.search(r'font-family: "([^"]+)"', font.rule)
        assert declared is not None
        faces.setdefault((declared[1], font.weight, font.style), []).append(font.address)
    common = {key: found for key, found in faces.items() if not key[0].endswith(" World")}
    assert max(map(len, common.values())) <= 3
    assert {key[0] for key in faces} == {
        f"Noto {kind}{part}" for kind in ("Sans", "Serif") for part in ("", " World")
    }
    site = re.sub(r"([:,]) ", r"\1", read_static("css/site.css").decode())
    assert '--sans:"Noto Sans","Noto Sans World",' in site
    assert '--serif:"Noto Serif","Noto Serif World","Noto Sans","Noto Sans World",' in site
    script = read_static("js/map.js").decode().replace('\\"', '"')
    assert '"Noto Sans", "Noto Sans World",' in script


def scripts_of(text: str, family: str | None = None) -> set[str]:
    pattern = r"noto-(?:sans|serif)-(.+?)-\d"
    return {found[1] for font in fonts_for(text, family) if (found := re.search(pattern, font.address))}


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("Treaty of Kars, 1921 – ½ °", {"latin"}),
        ("Kars Antlaşması, Gəncə, Zürich, Łódź, Plovdiv, Coruña", {"latin", "latin-extended-a"}),
        ("Ḥiṣār ǧ ʿAbd", {"latin", "latin-extended-a", "latin-romanised"}),
        ("Карс", {"cyrillic"}),
        ("Кѣмъ", {"cyrillic", "cyrillic-extended"}),
        ("Καρς Ἀθῆναι", {"greek", "greek-ext"}),
        ("Կարս ყარსი ירושלים", {"armenian-armenian", "georgian-georgian", "hebrew-hebrew"}),
        ("قارص 北京", set()),
        (" \n", set()),
    ],
)
def test_text_gets_the_fonts_of_its_letters(text: str, scripts: set[str]) -> None:
    assert scripts_of(text) == scripts


def test_headings_have_a_serif_in_latin_cyrillic_and_greek() -> None:
    assert scripts_of("Kars Карс Καρς Կարս", "Noto Serif") == {"latin", "cyrillic", "greek"}


def test_rule_is_read_as_it_stands() -> None:
    font = parse_rule(
        '@font-face { font-family: "Noto Sans"; font-style: italic; font-weight: 400; font-display: swap; '
        'src: url("../vendor/noto-sans/x.woff2") format("woff2"); unicode-range: U+0041-0043,U+2116; }'
    )
    assert (font.family, font.weight, font.style) == ("Noto Sans", "400", "italic")
    assert font.address == "vendor/noto-sans/x.woff2"
    assert font.codes == ((0x41, 0x43), (0x2116, 0x2116))
    assert font.draws("xB")
    assert not font.draws("xb")
