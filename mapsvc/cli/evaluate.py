"""Compare what was found in texts with a gold standard."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.geoparse.ablation import ablate as ablated
from mapsvc.geoparse.ablation import format_worth, parts_of_reading
from mapsvc.geoparse.evaluation import compare_mentions, format_report, read_records
from mapsvc.geoparse.readers import read_document


@click.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("predictions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write the figures as JSON.")
@click.option("--errors", is_flag=True, help="List what was missed and what was wrong.")
@click.option(
    "--ablate",
    is_flag=True,
    help="PREDICTIONS is the text: say what each list of words and each weight is worth in it.",
)
def evaluate(gold: Path, predictions: Path, *, as_json: bool, errors: bool, ablate: bool) -> None:
    """Compare found places and dates with a gold standard, both as JSON lines."""
    if ablate:
        _ablate(gold, predictions)
        return
    report = compare_mentions(read_records(gold), read_records(predictions))
    click.echo(json.dumps(report.as_dict(), indent=2) if as_json else format_report(report))
    if errors:
        for name, records in (("missed", report.missed), ("wrong", report.wrong)):
            for record in records:
                click.echo(f"{name}\t{record['start']}\t{record.get('surface', '')!r}")


def _ablate(gold: Path, text: Path) -> None:
    """Read a text again and again, each time without one list or one weight."""
    with click.progressbar(
        ablated(open_gazetteer(), read_document(text), read_records(gold)),
        length=len(parts_of_reading()),
        label="reading without each",
        file=sys.stderr,
    ) as found:
        worth = list(found)
    click.echo(format_worth(worth))
