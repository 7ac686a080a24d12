"""How much of what a text names the gazetteer knows: said in one line where it is little, and scores fall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import ending_after_apostrophe
from mapsvc.geoparse.place_context import word_before
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText, Word

#: Languages in which a preposition stands before a name, and common nouns have no capital.
_BY_PREPOSITION = frozenset({"en", "fr", "ru"})
_SAYING_WHERE = lexicon.words_of("COVERED")
_SHORTEST = 4
#: Fewer names say nothing; where less than this share is known, it is said.
_FEWEST, _ENOUGH = 8, 0.6
#: Scores where almost nothing is known, and what they gain by what is: never so much that one is nearly sure.
_LEAST, _MORE = 0.75, 0.2
#: So many names are remembered.
_MOST_REMEMBERED_NAMES = 20_000


@dataclass(slots=True)
class Coverage:
    """
    Names of a text that stand where places stand ("in …", "…’da"), each counted once.

    Attributes
    ----------
    known, unknown
        Folded: those that were found, and those that no gazetteer has.
    """

    known: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)

    @property
    def share(self) -> float:
        """Share of the names that are known, 0 to 1; 1 where there are too few to say."""
        total = len(self.known) + len(self.unknown)
        return len(self.known) / total if total >= _FEWEST else 1.0

    def count(self, tokens: TokenText, found: Iterable[Span]) -> None:
        """Count the names of a part of a text, of which some were found."""
        taken: set[int] = set()
        for span in found:
            taken.update(range(span.first, span.last + 1))
            if _is_framed(tokens, span.first, tokens.words[span.last]):
                self.known.add(span.key or tokens.words[span.first].plain)
        strangers = [at for at in tokens.capitals if not tokens.words[at].hit]
        for at in strangers if len(self.unknown) + len(self.known) < _MOST_REMEMBERED_NAMES else ():
            word = tokens.words[at]
            if at not in taken and _is_strange(word) and _is_framed(tokens, at, word):
                self.unknown.add(word.head)
        self.unknown -= self.known

    def marked_down(self, score: float) -> float:
        """Return a score as it is where so little is known: a choice among few may be a wrong one."""
        if self.share >= _ENOUGH:
            return score
        return round(score * (_LEAST + _MORE * self.share / _ENOUGH), 2)

    def told(self) -> str:
        """Return the line that says how little is known; empty where it is enough."""
        if self.share >= _ENOUGH:
            return ""
        return f"{1 - self.share:.0%} of the names of this text are not known to the gazetteer".replace(
            "%", " %"
        )


def _is_strange(word: Word) -> bool:
    return not word.flags and len(word.head) >= _SHORTEST


def _is_framed(tokens: TokenText, first: int, last: Word) -> bool:
    """Tell whether a name stands where a place does."""
    if tokens.language(first) in _BY_PREPOSITION:
        before = word_before(tokens, first)
        return before.plain in _SAYING_WHERE and not before.case and last.apostrophe < 0
    if last.apostrophe < 0:
        return False
    rest = last.plain[last.apostrophe :]
    return (
        rest.startswith(("da", "de", "ta", "te", "nda", "nde")) and ending_after_apostrophe(rest) is not None
    )
