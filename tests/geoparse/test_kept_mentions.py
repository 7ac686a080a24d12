"""What was found in a text is packed so that nothing of it is lost, and unpacked in the reader's language."""

from __future__ import annotations

import json

from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.kept_mentions import kept_name, pack_mentions, written_reasons
from mapsvc.geoparse.mention_files import mention_record

WORDS = "On 4 May 1919 they left Trabzon’s harbour for Samsun.\nThe men of Samsun\nwent on to Tripoli.\n"


def test_packed_mentions_say_what_the_mentions_say(parser: Geoparser) -> None:
    document, mentions = Document("diary", WORDS), parser.parse(WORDS)
    packed = json.loads(json.dumps(pack_mentions(document, mentions)))
    reasons = {lang: written_reasons(packed, lang) for lang in ("en", "tr")}
    assert len(packed["mentions"]) == len(mentions) > 3
    for kept, mention in zip(packed["mentions"], mentions, strict=True):
        for lang, told in reasons.items():
            record = mention_record(document, mention, lang=lang)
            assert told[kept["why"]] == record["reason"]
            assert (kept["type"], kept["line"], kept["column"]) == (
                record["type"],
                record["line"],
                record["column"],
            )
            start = document.offset_at(kept["line"], kept["column"])
            assert start is not None
            assert WORDS[start : start + kept["length"]] == record["surface"]
            if record["type"] == "date":
                assert (kept["edtf"], kept["gregorian"]) == (record["edtf"], record["gregorian"])
                continue
            assert told[kept["why_usage"]] == record["usage_reason"]
            assert start + kept["whole"] == record["token_end"]
            assert packed["entries"][kept["place"]]["lon"] == record["lon"]
            others = [(other["place"], other["score"]) for other in record["alternatives"]]
            assert [tuple(other) for other in kept["others"]] == others
            assert {place for place, _ in others} <= packed["entries"].keys()


def test_reason_that_several_share_is_kept_once(parser: Geoparser) -> None:
    packed = pack_mentions(Document("diary", WORDS * 3), parser.parse(WORDS * 3))
    assert len(packed["reasons"]) == len({json.dumps(codes) for codes in packed["reasons"]})
    assert len(packed["reasons"]) < len(packed["mentions"])


def test_name_of_what_is_kept_is_of_these_words_alone() -> None:
    assert kept_name(WORDS) == kept_name(WORDS) != kept_name(WORDS + " ")
    assert kept_name("\ud800").endswith(".json")
