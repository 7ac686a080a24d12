"""The symbols that a map has used."""

from __future__ import annotations

from mapsvc.scene.symbols import Symbols


def test_symbol_is_kept_under_its_key_and_the_last_one_stands() -> None:
    symbols = Symbols()
    assert symbols.use(("a", {"size": 1})) == "a"
    symbols.use(("a", {"size": 2}))
    assert dict(symbols) == {"a": {"size": 2}}
