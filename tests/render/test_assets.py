"""What a page with a map loads, and the same as text."""

from __future__ import annotations

import re

from mapsvc.render.assets import inline_scripts, inline_stylesheets, script_bundle, style_bundle
from mapsvc.render.web_fonts import LATIN


def test_file_carries_pictures_and_only_the_fonts_that_it_needs() -> None:
    latin, more = inline_stylesheets(LATIN), inline_stylesheets(LATIN + "ქართული")
    assert re.findall(r"url\((?!data:|#)", latin) == []
    assert 0 < latin.count("font/woff2") < more.count("font/woff2")


def test_scripts_cannot_end_their_element() -> None:
    assert "</script" not in inline_scripts("js/compare.js")
    assert "sourceMappingURL" not in script_bundle()
    assert len(inline_scripts("js/compare.js")) > len(inline_scripts())


def test_bundled_styles_name_pictures_from_their_own_folder() -> None:
    assert "url(images/" not in style_bundle()
    assert "../vendor/leaflet/images/" in style_bundle()
    assert "/*" not in style_bundle()


def test_only_the_file_of_scripts_is_compiled_at_once() -> None:
    """A browser does that beside the page while it loads a file; in a document it would hold the page up."""
    assert script_bundle().startswith("//# allFunctionsCalledOnLoad\n")
    assert "allFunctionsCalledOnLoad" not in inline_scripts()
