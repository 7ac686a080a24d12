"""Every form of a map in one place, and each of them true."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from pptx import Presentation

from mapsvc.export.map_citation import CitedMap, cite_map
from mapsvc.export.qr import write_qr
from mapsvc.export.snippets import KEY_LISTENER, jupyter_cell, reveal_slide
from mapsvc.model.scene import MapKey
from mapsvc.web.app import create_app
from mapsvc.web.sharing import GROUPS, SHARE_SIZES
from tests.hostile import ALL, hostile_copy
from tests.html_text import parse
from tests.sampling import Some

HOST = "http://localhost"
NAMES = (
    "events/line-drawn",
    "places/alfa",
    "routes/journey",
    "borders/front",
    "mentions",
    "timeline/1921-03-16",
)


def forms(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {form["id"]: form for group in document["groups"] for form in group["forms"]}


@pytest.mark.parametrize("lang", ["tr", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_form_names_itself_and_leads_somewhere(
    tiny_client: FlaskClient, some: Some, name: str, lang: str
) -> None:
    document = tiny_client.get(f"/share/{name}.json?lang={lang}").get_json()
    found = forms(document)
    assert {"iframe", "link", "oembed", "reveal", "jupyter", "qr", "apa", "bibtex"} <= set(found)
    addresses: list[str] = []
    for form in found.values():
        assert form["title"]
        assert form["text"] or form["file"]
        addresses += filter(None, (form["href"], form["preview"].get("src")))
    for address in some(addresses, 5):
        assert tiny_client.get(address.removeprefix(HOST)).status_code == 200, address
    (frame,) = parse(found["iframe"]["text"]).named("iframe")
    assert tiny_client.get(frame["src"].removeprefix(HOST)).status_code == 200
    assert tiny_client.get(found["link"]["text"].removeprefix(HOST)).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_forms_stand_on_a_page_for_those_without_a_script(tiny_client: FlaskClient, name: str) -> None:
    document = tiny_client.get(f"/share/{name}.json?lang=en").get_json()
    answer = tiny_client.get(f"/share/{name}?lang=en")
    assert answer.status_code == 200
    page = parse(answer.text)
    assert len(page.named("textarea")) == sum(bool(form["text"]) for form in forms(document).values())


def test_all_forms_keep_view_layers_and_language(tiny_client: FlaskClient) -> None:
    query = "lang=tr&view=42,40,44,41&layers=places&legend=0"
    found = forms(tiny_client.get(f"/share/events/line-drawn.json?{query}").get_json())
    for name in ("iframe", "reveal", "jupyter"):
        assert "view=42%2C40%2C44%2C41" in found[name]["text"]
        assert "layers=places" in found[name]["text"]
        assert "legend=0" in found[name]["text"]
        assert "lang=tr" in found[name]["text"]
    assert "view=42" in found["link"]["text"]
    assert "view=42" in found["qr"]["href"]
    (frame,) = parse(found["iframe"]["text"]).named("iframe")
    page = parse(tiny_client.get(frame["src"].removeprefix(HOST)).text)
    shown = page.json_script("map_0-data")
    assert [layer["id"] for layer in shown["layers"]] == ["places"]
    assert shown["extent"] == [42, 40, 44, 41]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("events/line-drown.json", 404),
        ("line-drawn", 404),
        ("events/", 404),
        ("timeline/1921", 404),
        ("timeline/1700-01-01.json", 404),
        ("../../etc/passwd", 404),
        ("events/line-drawn.json?view=1,2", 400),
        ("events/line-drawn.json?layers=nothing", 400),
        ("events/line-drawn?size=1x1", 400),
        ("timeline/1921-03-16?controls=x", 400),
    ],
)
def test_what_cannot_be_shared_says_why(tiny_client: FlaskClient, name: str, code: int) -> None:
    assert tiny_client.get(f"/share/{name}", follow_redirects=True).status_code == code


def test_page_with_a_map_has_one_way_to_share_it(tiny_client: FlaskClient) -> None:
    (link,) = [
        a for a in parse(tiny_client.get("/events/line-drawn?lang=en").text).named("a") if "data-share" in a
    ]
    assert link["href"] == "/share/events/line-drawn?lang=en"
    assert all(
        "data-share" not in a for a in parse(tiny_client.get("/embed/events/line-drawn").text).named("a")
    )


def test_attacks_in_the_data_stay_text_in_every_form(tmp_path: Path, tiny_client: FlaskClient) -> None:
    hostile = create_app(hostile_copy(tmp_path, ALL)).test_client()
    for name in ("events/line-drawn", "borders/front"):
        page, harmless = (parse(c.get(f"/share/{name}?lang=en").text) for c in (hostile, tiny_client))
        assert [tag for tag, _ in page.elements] == [tag for tag, _ in harmless.elements]
        assert page.handlers == []
        found = forms(hostile.get(f"/share/{name}.json?lang=en").get_json())
        assert [tag for tag, _ in parse(found["iframe"]["text"]).elements] == ["iframe"]
        assert {tag for tag, _ in parse(found["reveal"]["text"]).elements} <= {
            "section",
            "h3",
            "iframe",
            "aside",
            "p",
            "script",
        }
        assert found["reveal"]["text"].count("<script") == found["reveal"]["text"].count(KEY_LISTENER) == 1
        json.loads(found["csl-json"]["text"])
        assert b"<script" not in hostile.get(f"/qr/{name}.svg").data
        oembed = hostile.get(f"/oembed?url={HOST}/{name}&format=xml")
        assert ET.fromstring(oembed.data).tag == "oembed"


# ---- citations -------------------------------------------------------------------------------------------
CITED = CitedMap(
    name="events/kars-treaty",
    title="Treaty of Kars & 50% {sure}_",
    caption="13 October 1921",
    atlas="An Atlas",
    version="mapsvc 0.1.0, abc",
    address="https://atlas.example/events/kars-treaty?lang=en&view=1,2,3,4",
    lang="en",
)


def test_citation_names_map_atlas_version_address_and_leaves_the_day_to_the_reader() -> None:
    cited = cite_map(CITED)
    assert set(cited) == {"apa", "chicago", "bibtex", "csl-json"}
    for text in cited.values():
        for part in ("An Atlas", "mapsvc 0.1.0, abc", CITED.address, "13 October 1921"):
            assert part in text
    assert cited["apa"].count("[access date]") == cited["chicago"].count("[access date]") == 1
    assert "(n.d.)" in cited["apa"]


def test_bibtex_is_balanced_and_escapes_what_tex_reads() -> None:
    text = cite_map(CITED)["bibtex"]
    assert re.match(r"@misc\{mapsvc-events-kars-treaty,\n", text)
    assert r"Treaty of Kars \& 50\% \{sure\}\_" in text
    plain = re.sub(r"\\[{}]", "", text)
    assert plain.count("{") == plain.count("}")


def test_csl_is_a_map_that_reference_managers_read() -> None:
    (item,) = json.loads(cite_map(CITED)["csl-json"])
    assert (item["type"], item["URL"], item["accessed"]) == ("map", CITED.address, {"raw": "YYYY-MM-DD"})


# ---- snippets ----------------------------------------------------------------------------------------------
def test_slide_is_one_section_whose_texts_stay_text() -> None:
    text = reveal_slide(
        "https://a.example/embed/x?lang=en&view=1",
        title='<script>"Kars"',
        file="x.html",
        hint="no -- net",
        notes=["a <b>"],
    )
    page = parse(text)
    assert page.named("b") == []
    assert text.count("<script") == text.count(KEY_LISTENER) == 1  # our own, which knows no word of the map
    (frame,) = page.named("iframe")
    assert frame["data-src"] == "https://a.example/embed/x?lang=en&view=1"
    assert "src" not in frame
    assert text.count("<!--") == text.count("-->") == 1
    assert text.startswith("<section>")
    assert text.endswith("</section>")


@pytest.mark.parametrize("key", [MapKey("events", "kars-treaty"), MapKey("borders", "kars-1921")])
def test_cell_runs_and_shows_the_map(key: MapKey) -> None:
    code = jupyter_cell(key, lang="tr", atlas="", online="x", address="https://a.example/embed/x?a='b'")
    before, _, last = code.partition("\natlas.map")
    names: dict[str, Any] = {}
    exec(before, names)
    shown = eval("atlas.map" + last.partition("\n")[0], names)
    html = shown._repr_html_()
    assert html.startswith("<iframe")
    assert key.id in html
    compile(code, "cell", "exec")


def test_code_says_the_address_and_is_the_same_each_time() -> None:
    import segno

    address = "https://atlas.example/events/kars-treaty?lang=tr&view=41.2,38.6,46.5,41.8"
    svg = write_qr(address, title="Kars <Antlaşması>")
    assert svg == write_qr(address, title="Kars <Antlaşması>")
    assert b"&lt;Antla" in svg
    assert int(segno.make(address, error="m", micro=False).version) < 11  # still read from the back of a hall


def test_groups_of_forms_stand_in_one_order(tiny_client: FlaskClient) -> None:
    document = tiny_client.get("/share/events/line-drawn.json?lang=en").get_json()
    assert tuple(group["id"] for group in document["groups"]) == GROUPS


@pytest.mark.parametrize("size", SHARE_SIZES)
def test_code_of_the_frame_has_the_size_asked_for(tiny_client: FlaskClient, size: str) -> None:
    width, height = SHARE_SIZES[size]
    document = tiny_client.get(f"/share/events/line-drawn.json?lang=en&size={size}").get_json()
    assert f'width="{width}" height="{height}"' in forms(document)["iframe"]["text"]


# ---- a step, or all of a tour ----------------------------------------------------------------------
TOUR = "tour/baku-april-1920"


def test_of_a_tour_it_is_said_whether_a_step_or_all_of_it_is_shared(client: FlaskClient) -> None:
    whole = client.get(f"/share/{TOUR}/3.json?lang=en").get_json()
    assert whole["heading"].startswith("Share: Baku, April 1920")
    assert whole["heading"].endswith("the whole tour, 8 steps")
    assert [(part["id"], part["on"]) for part in whole["parts"]] == [("tour", True), ("step", False)]
    found = forms(whole)
    assert found["pptx"]["title"] == "PowerPoint: 8 steps"
    assert found["handout"]["title"].endswith("8 steps")
    assert "png" not in found
    assert "step=" not in found["link"]["text"]

    step = client.get(f"/share/{TOUR}/3.json?lang=en&part=step").get_json()
    assert step["heading"].endswith("this step, 3 of 8")
    assert "step=3" in forms(step)["link"]["text"]
    assert "png" in forms(step)
    assert client.get(f"/share/{TOUR}/3.json?part=half").status_code == 400
    assert client.get("/share/events/kars-treaty.json").get_json()["parts"] == []
    assert '<select name="part">' in client.get(f"/share/{TOUR}?lang=en").text


def test_files_hold_what_the_dialog_says(tiny_client: FlaskClient) -> None:
    name = "tour/events/letter-sent,line-drawn"
    # A deck opens with the tour's name and closes with its sources.
    for part, slides in {"tour": 4, "step": 1}.items():
        found = forms(tiny_client.get(f"/share/{name}/2.json?lang=en&part={part}").get_json())
        deck = tiny_client.get(found["pptx"]["href"].removeprefix(HOST))
        assert len(Presentation(io.BytesIO(deck.data)).slides) == slides
        page = parse(tiny_client.get(found["html"]["href"].removeprefix(HOST)).text)
        steps = [attributes for _, attributes in page.elements if attributes.get("class") == "tour-step"]
        assert len(steps) == (2 if part == "tour" else 0)
    assert tiny_client.get(f"/download/{name}/1.png?part=step").status_code == 400
    assert tiny_client.get(f"/download/{name}/1.pptx?part=half").status_code == 400


def test_map_that_can_be_a_step_leads_into_a_lecture(client: FlaskClient) -> None:
    def way(name: str) -> str | None:
        found = client.get(f"/share/{name}").get_json()["lecture"]
        return str(found["href"]) if found else None

    assert way("events/kars-treaty.json?lang=en") == "/lecture?lang=en#add=events%2Fkars-treaty"
    compared = way("compare/berlin-1878/kars-1921.json?lang=en&mode=difference&view=40,39,46,42")
    assert compared is not None
    assert compared.endswith("#add=compare%2Fberlin-1878%2Fkars-1921&mode=difference&view=40%2C39%2C46%2C42")
    on = way("routes/bekir-sami-1920.json?lang=en&at=1920-06-20")
    assert on is not None
    assert on.endswith("&on=1920-06-20")
    assert way(f"{TOUR}/1.json?lang=en") is None
    assert way("mentions.json?lang=en") is None
