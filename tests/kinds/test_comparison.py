from __future__ import annotations

import pytest

from mapsvc.atlas.store import Store as Records
from mapsvc.errors import NotFoundError, RequestError
from mapsvc.kinds import export_job
from mapsvc.kinds.comparison import KIND
from tests.kinds.conftest import Look

PAIR = "before-1912/bucharest-1913"


def test_comparison_is_told_in_a_sentence_that_is_its_caption(balkans: Records) -> None:
    told = KIND.tell(balkans, PAIR, "en")
    assert told.title == "1912 – Bucharest 1913"
    assert told.paragraphs == (told.caption,)
    assert told.caption.startswith("Land that changed hands")
    assert len(told.parts) == 2


def test_sides_may_be_days(balkans: Records) -> None:
    assert KIND.sides(balkans, "1912-10-01/1913-12-01") == ("before-1912", "constantinople-1913")
    with pytest.raises(NotFoundError, match="bucharest-1913"):
        KIND.read(balkans, "before-1912/bucharest")


def test_picture_of_a_swipe_has_two_sides_and_all_others_one(balkans: Records) -> None:
    job = export_job(balkans, KIND.key(PAIR), "en")
    titles = [balkans.border(side).title.in_("en") for side in PAIR.split("/")]
    assert [panel.heading for panel in job.panels({"mode": "swipe"})] == titles
    assert len(job.panels({"mode": "difference"})) == len(job.panels({})) == 1


def test_page_sets_both_sides_beside_each_other(balkans: Records, look: Look) -> None:
    context = look(balkans, "compare", PAIR).context
    assert len(context["sides"]) == 2
    assert context["sentence"] == KIND.tell(balkans, PAIR, "en").caption
    assert context["pieces"]
    assert context["swap"].startswith("/compare/bucharest-1913/before-1912")


def test_mode_that_there_is_not_is_refused(balkans: Records, look: Look) -> None:
    with pytest.raises(RequestError, match="overlay, swipe, difference"):
        look(balkans, "compare", PAIR, {"mode": "blink"})


def test_frozen_site_has_every_pair_that_a_form_may_choose(balkans: Records) -> None:
    drawn = len(balkans.territories)
    assert len(list(KIND.frozen(balkans))) == drawn * drawn
