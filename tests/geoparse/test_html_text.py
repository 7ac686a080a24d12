"""Of a page, what its reader sees; each run of text is known by its place in the source."""

from __future__ import annotations

import pytest

from mapsvc.geoparse.html_text import text_of_html
from mapsvc.geoparse.readers.html import read_html


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Kars <b>fell</b>.</p>", "Kars fell."),
        ("<head><title>T</title></head><body>Kars<script>x</script></body>", "Kars"),
        ("Kars<style>p{}</style> fell", "Kars fell"),
        ("Bak&uuml;&#8217;ye", "Bakü’ye"),
        ("a &lt;b&gt; c", "a <b> c"),
    ],
)
def test_text_is_what_a_reader_sees(source: str, words: str) -> None:
    assert text_of_html(source)[0].strip() == words


def test_blocks_stand_apart_and_words_do_not_join() -> None:
    assert text_of_html("<p>Kars</p><p>Batum</p>")[0].split("\n\n\n\n") == ["\n\nKars", "Batum\n\n"]
    assert text_of_html("Kars<br>Batum")[0] == "Kars\nBatum"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\x0b\n"])
def test_each_run_of_text_knows_where_it_stood(newline: str) -> None:
    source = newline.join(["<p>one</p>", "<!-- no -->", "<p>Bak&uuml; <i>fell</i></p>"])
    text, pieces = text_of_html(source)
    for word in ("one", "Bak", "fell"):
        at = text.index(word)
        piece = max(piece for piece in pieces if piece.at <= at)
        assert source[piece.stood + at - piece.at :].startswith(word)


@pytest.mark.parametrize("sign", ["&uuml;", "&uuml", "&#252;", "&#252 ", "&#xFC;", "ü"])
@pytest.mark.parametrize("tail", ["", "!", "<b>x</b>", "&uuml;"])
def test_name_that_ends_with_an_entity_ends_behind_it(sign: str, tail: str) -> None:
    source = f"<p>Kars, Bak{sign}{tail}</p>"
    document = read_html("a.html", source)
    at = document.text.index("Bakü")
    assert source[document.file_offset(at) : document.file_end(at + 4)] == f"Bak{sign.strip()}"
    assert source[document.file_offset(at) : document.file_end(at + 3)] == "Bak"


def test_lines_are_those_of_the_source() -> None:
    document = read_html("a.html", "<p>Kars</p><p>Van</p><p>Oltu</p>\n<p>Muş")
    where = [document.line_column(document.text.index(name)) for name in ("Kars", "Oltu", "Muş")]
    assert where == [(1, 4), (1, 25), (2, 4)]
