"""The pictures and pages of the shipped atlas look as they did when somebody last looked at them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.golden.draw import FAILED, digest, draw_group, file_of, read_kept
from tests.golden.lines import lines_of_page, words_of
from tests.golden.report import Sides, write_report
from tests.golden.subjects import GROUPS
from tests.sampling import Some

if TYPE_CHECKING:
    from flask import Flask

    from mapsvc import Atlas

ADVICE = (
    "Look at them with `./run golden --compare HEAD .` (any two commits); "
    "if the change is meant, `./run golden --renew`."
)


#: So many of a group are drawn; all of them with `--all`.
SAMPLE = {"pictures": 8, "pages": 16}


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_seen_is_what_was_last_looked_at(group: str, atlas: Atlas, app: Flask, some: Some) -> None:
    kept, faults = read_kept(group), []
    taken = some(GROUPS[group], SAMPLE[group])
    for address, drawn in draw_group(group, taken, atlas, app.test_client()):
        if drawn.startswith(FAILED):
            faults.append(f"{address}: {drawn.decode()}")
        elif digest(address, drawn) != kept.get(address):
            faults.append(address if address in kept else f"{address}: is new")
    faults += [f"{address}: is gone" for address in sorted(kept.keys() - {*GROUPS[group]})]
    if faults:
        listed = "\n  ".join(faults)
        pytest.fail(f"{len(faults)} of {len(taken)} {group} differ:\n  {listed}\n{ADVICE}", pytrace=False)


@pytest.mark.parametrize("group", GROUPS)
def test_no_address_is_drawn_twice(group: str) -> None:
    assert len(set(GROUPS[group])) == len(GROUPS[group])


def page(body: str, asset: str = "0123456789ab") -> list[str]:
    text = f'<head><link rel="icon" href="/static/{asset}/i.svg"></head><body>{body}</body>'
    return lines_of_page(text, "text/html", {"mapsvc 1.2": "mapsvc -"})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p class='a' id='b'>x</p>", '<p id="b"   class="a">x</p>'),
        ("<ul> <li>x</li>\n</ul>", "<ul><li>x</li></ul>"),
        ("<p>mapsvc 1.2</p>", "<p>mapsvc -</p>"),
        ('<script type="application/json">{"a":1,"b":"ı"}</script>',
         '<script type="application/json">{"b": "\\u0131", "a": 1}</script>'),
        ('<script>mapsvc.basemap(m, {"manifest":[1],"year":1921});</script>',
         '<script>mapsvc.basemap(m, {"manifest":[2], "year":1921});</script>'),
    ],
)  # fmt: skip
def test_page_that_looks_the_same_has_the_same_lines(one: str, other: str) -> None:
    assert page(one) == page(other, asset="ba9876543210")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>x</p>", "<p>y</p>"),
        ("<b>x</b> <i>y</i>", "<b>x</b><i>y</i>"),
        ("<p title='x'>z</p>", "<p title='y'>z</p>"),
        (
            '<script type="application/json">{"a":1}</script>',
            '<script type="application/json">{"a":2}</script>',
        ),
        (
            '<script>mapsvc.basemap(m, {"year":1921});</script>',
            '<script>mapsvc.basemap(m, {"year":1922});</script>',
        ),
    ],
)
def test_page_that_looks_otherwise_has_other_lines(one: str, other: str) -> None:
    assert page(one) != page(other)


def test_words_leave_out_what_is_markup_alone() -> None:
    assert words_of(page('<p class="a">x</p>')) == words_of(page('<p class="b" lang="tr">x</p>'))
    assert words_of(page("<p aria-label='x'></p>")) != words_of(page("<p aria-label='y'></p>"))


@pytest.mark.parametrize(
    ("after", "how"),
    [
        ('<p>other</p><script type="application/json">1</script>', "words"),
        ('<p>same</p><script type="application/json">2</script>', "data, not words"),
        ('<p lang="tr">same</p><script type="application/json">1</script>', "markup, not words"),
    ],
)
def test_report_says_how_a_page_differs(tmp_path: Path, after: str, how: str) -> None:
    bodies = {"before": '<p>same</p><script type="application/json">1</script>', "after": after}
    for folder, body in bodies.items():
        (tmp_path / folder).mkdir()
        file_of(tmp_path / folder, "/").write_text("\n".join(page(body)), "utf-8")
    none = Sides(tmp_path, tmp_path, [], 0)
    sides = Sides(tmp_path / "before", tmp_path / "after", ["/"], 1)
    assert how in write_report(tmp_path / "report.html", ("a", "b"), none, sides)[0]


def test_report_shows_what_differs_and_what_cannot_be_drawn(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for folder, red in ((before, 0), (after, 255)):
        folder.mkdir()
        Image.new("RGB", (8, 4), (red, 0, 0)).save(file_of(folder, "a/b.svg?lang=tr"), "PNG")
        file_of(folder, "/<page>").write_text(f"200 text/html\n<p>\nred {red}\n", "utf-8")
    file_of(after, "gone.svg").write_bytes(FAILED + b"ValueError: no map")
    told = write_report(
        tmp_path / "report.html",
        ("main~1", "."),
        Sides(before, after, ["a/b.svg?lang=tr", "gone.svg"], 54),
        Sides(before, after, ["/<page>"], 40),
    )
    assert [line.split()[-1] for line in told] == ["gone.svg", "a/b.svg?lang=tr", "/<page>"]
    report = (tmp_path / "report.html").read_text("utf-8")
    assert "2 of 54 pictures and 1 of 40 pages differ" in report
    assert "100.00% of the pixels" in report
    assert "<del>-red 0</del>" in report
    assert "<ins>+red 255</ins>" in report
    assert "/&lt;page&gt;" in report
    assert "ValueError: no map" in report
