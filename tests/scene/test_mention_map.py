"""The map of what a text names."""

from __future__ import annotations

from mapsvc import Atlas
from mapsvc.scene.mention_map import compose_mentions


def test_sign_is_as_large_as_the_place_is_often_named(atlas: Atlas) -> None:
    records = atlas.records
    mentions = list(records.mentions)
    scene = compose_mentions(records, mentions, "en")
    counts = {f.id.removeprefix("places/"): int(f.symbol.removeprefix("count-")) for f in scene.features()}
    assert sum(counts.values()) <= len(mentions)
    most = max(counts, key=lambda key: counts[key])
    assert counts[most] == sum(mention.place == most for mention in mentions)
    sizes = {symbol: scene.symbols[symbol]["size"] for symbol in scene.symbols}
    assert max(sizes, key=lambda key: sizes[key]) == f"count-{counts[most]}"
    few = compose_mentions(records, mentions[:5], "en")
    assert sum(int(f.symbol.removeprefix("count-")) for f in few.features()) <= 5
