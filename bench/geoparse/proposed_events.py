"""
How good the proposed events of a text are, against the events of an atlas that follows the text.

A proposal is right if an event has a place in common with its scenes and their days meet; an event is found
if a proposal is right for it. Run: ``python bench/geoparse/proposed_events.py TEXT [--atlas DIR] [--list]``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.atlas.loading import load_atlas
from mapsvc.geoparse.drafting.proposals import Proposal, propose_events
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.readers import read_document
from mapsvc.model.records import Event


def is_right(proposal: Proposal, event: Event) -> bool:
    """Tell whether a proposal is an event: the same place, and days that meet."""
    places = {part.place for part in event.places}
    return bool(proposal.scenes & places) and proposal.when.overlaps(event.when)


def is_exact(proposal: Proposal, event: Event) -> bool:
    """Tell whether it is one whose date is as fine as the event's: a year is no day."""
    spans = (proposal.when, event.when)
    days = [span.end.toordinal() - span.start.toordinal() for span in spans if span.start and span.end]
    return is_right(proposal, event) and (len(days) < 2 or days[0] <= max(days[1], 1))


def main() -> None:
    """Print recall and precision."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("--atlas", type=Path)
    parser.add_argument("--list", action="store_true", help="print what is wrong and what is missed")
    parser.add_argument("--exact", action="store_true", help="a date coarser than the event's is wrong")
    options = parser.parse_args()
    atlas = load_atlas(options.atlas)
    document = read_document(options.text)
    mentions = Geoparser(open_gazetteer(atlas.root)).parse(document.text)
    proposals = propose_events(document, mentions, "en")
    matches = is_exact if options.exact else is_right
    right = [one for one in proposals if any(matches(one, event) for event in atlas.events.values())]
    found = [event for event in atlas.events.values() if any(matches(one, event) for one in proposals)]
    for one in proposals if options.list else ():
        sign = "+" if one in right else "-"
        places = ", ".join(f"{part.place} ({part.role}{'' if part.told else '?'})" for part in one.places)
        happened = one.happening.kind if one.happening else "?"
        print(f"{sign} {one.date.gregorian} {happened} [{one.lines[0]}] {places}")
        print(f"      {' '.join(document.text[one.passage.start : one.passage.end].split())[:150]}")
    for event in atlas.events.values() if options.list else ():
        if event not in found:
            print(f"missed {event.id} {event.on.edtf} {[part.place for part in event.places]}")
    print(
        f"{len(proposals)} proposals, {len(right)} right: precision {len(right) / max(1, len(proposals)):.2f}"
    )
    print(f"{len(atlas.events)} events, {len(found)} found: recall {len(found) / len(atlas.events):.2f}")


if __name__ == "__main__":
    main()
