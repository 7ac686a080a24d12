"""Compare what was found in texts with a gold standard."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mapsvc.geoparse.evaluation import compare_mentions, format_report, read_records


@click.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("predictions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write the figures as JSON.")
@click.option("--errors", is_flag=True, help="List what was missed and what was wrong.")
def evaluate(gold: Path, predictions: Path, *, as_json: bool, errors: bool) -> None:
    """Compare found places and dates with a gold standard, both as JSON lines."""
    report = compare_mentions(read_records(gold), read_records(predictions))
    click.echo(json.dumps(report.as_dict(), indent=2) if as_json else format_report(report))
    if errors:
        for name, records in (("missed", report.missed), ("wrong", report.wrong)):
            for record in records:
                click.echo(f"{name}\t{record['start']}\t{record.get('surface', '')!r}")
