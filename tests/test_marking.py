"""Words in another language than the page's."""

from __future__ import annotations

import pytest

from mapsvc.marking import mark_languages, signed
from mapsvc.model.text import Said
from mapsvc.templating import environment

MARKED = Said("Kars & Batum", "tr")


def shown(source: str, ambient: str = "en", **words: object) -> str:
    page = environment().from_string(source)
    return mark_languages(page.render({"interface": ambient, "words": MARKED, **words}), ambient)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>{{ words }}</p>", '<p lang="tr">Kars &amp; Batum</p>'),
        ('<p class="lead">{{ words }}</p>', '<p class="lead" lang="tr">Kars &amp; Batum</p>'),
        ("<p>a {{ words }} b</p>", '<p>a <span lang="tr">Kars &amp; Batum</span> b</p>'),
        (
            '<a title="{{ words }}">{{ words }}, x</a>',
            '<a title="Kars &amp; Batum"><span lang="tr">Kars &amp; Batum</span>, x</a>',
        ),
        ("<title>{{ words }} · x</title>", "<title>Kars &amp; Batum · x</title>"),
        (
            "<title>{{ words }} · {{ words }}</title>",
            '<title lang="tr">Kars &amp; Batum · Kars &amp; Batum</title>',
        ),
        ("<option>{{ words }}</option>", '<option lang="tr">Kars &amp; Batum</option>'),
        ("<option>{{ words }} (3)</option>", '<option lang="tr">Kars &amp; Batum (3)</option>'),
        ("<option>{{ words }} or</option>", "<option>Kars &amp; Batum or</option>"),
        ('<td lang="az">{{ words }}</td>', '<td lang="az">Kars &amp; Batum</td>'),
    ],
)
def test_words_are_marked_where_html_lets_them(source: str, expected: str) -> None:
    assert shown(source) == expected


def test_words_in_the_language_of_the_page_are_not_marked() -> None:
    assert shown("<p>{{ words }}</p>", "tr") == "<p>Kars &amp; Batum</p>"


def test_writing_that_turns_says_so() -> None:
    arabic = Said("قارص", "ar")
    assert shown("<p>{{ words }}</p>", words=arabic) == '<p lang="ar" dir="rtl">قارص</p>'
    assert shown("<p>{{ words }}</p>", "fa", words=arabic) == '<p lang="ar">قارص</p>'


def test_no_text_can_make_a_mark() -> None:
    sly = Said('\ue000x" onload=\ue001a\ue002<b>', "tr")
    assert shown("<p>{{ words }}</p>", words=sly) == '<p lang="tr">x&#34; onload=a&lt;b&gt;</p>'
    assert signed("\ue000", "en") == "\ue000"
    assert "onload" not in mark_languages('<p>\ue000x" onload=\ue001a\ue002</p>', "en").partition(">")[0]
