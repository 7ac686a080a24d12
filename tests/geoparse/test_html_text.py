"""Of a page, what its reader sees; each run of text is known by its place in the source."""

from __future__ import annotations

import pytest

from mapsvc.geoparse.html_text import text_of_html


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
        start, stood = max(piece for piece in pieces if piece[0] <= at)
        assert source[stood + at - start :].startswith(word)
