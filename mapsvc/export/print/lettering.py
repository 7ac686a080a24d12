"""What pictures and PDFs write where an atlas says something in letters that the bundled fonts lack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mapsvc.atlas.store import Store
from mapsvc.atlas.wordings import find_wordings
from mapsvc.language import LAST_RESORT
from mapsvc.letters import OMITTED, legible, missing_letters
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import DateSpan
from mapsvc.model.scene import MapFeature, Scene

if TYPE_CHECKING:
    from mapsvc.export.job import ExportJob


def _dates(atlas: Store) -> Iterator[DateSpan]:
    """Yield the dates that pictures and handouts name."""
    yield from (event.on for event in atlas.events.values())
    yield from (route.valid for route in atlas.routes.values())
    for border in atlas.borders.values():
        yield from (date for date in (border.signed, border.valid) if date)


@dataclass(frozen=True, eq=False)
class Lettering:
    """
    Writes what an atlas says in letters of the bundled fonts.

    A thing that the atlas says in other letters too is written in those: the first of its order of
    languages that can be written, be it the name of a place, a date or a summary. The rest is as `legible`
    has it.
    """

    atlas: Store
    days: tuple[DateSpan, ...] = ()

    @classmethod
    def of(cls, job: ExportJob) -> Lettering:
        """Return that of a job; the map of a day names a date that no record has."""
        when = job.telling.when
        return cls(job.atlas, (when.span,) if when and when.span else ())

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What cannot be written, and what is written instead. Made when the first such text is met."""
        found: dict[str, str] = {}
        for wording in find_wordings(self.atlas):
            lost = [words for _, words in wording.words if missing_letters(words)]
            if lost:
                other = next((words for _, words in wording.words if not missing_letters(words)), None)
                found |= dict.fromkeys(lost, other) if other is not None else {}
        for date in (*_dates(self.atlas), *self.days):
            found |= self._date_names(date)
        return found

    def _date_names(self, date: DateSpan) -> dict[str, str]:
        """Return how a date is written in place of each of its forms that cannot be: in the next language."""
        forms = [format_date(date, lang) for lang in (*self.atlas.meta.languages, LAST_RESORT)]
        other = next((form for form in forms if not missing_letters(form)), None)
        lost = [form for form in forms if missing_letters(form)]
        return dict.fromkeys(lost, other) if other is not None else {}

    def write(self, text: str) -> str:
        """Return a text as it can be written."""
        return legible(text, self.names) if missing_letters(text) else text

    def write_all(self, value: Any) -> Any:
        """Return texts within lists and mappings as they can be written."""
        if isinstance(value, str):
            return self.write(value)
        if isinstance(value, Mapping):
            return {key: self.write_all(part) for key, part in value.items()}
        return [self.write_all(part) for part in value] if isinstance(value, list | tuple) else value

    def write_map(self, scene: Scene) -> Scene:
        """Return a map as it can be written; a sign whose name cannot be has none."""
        layers = tuple(
            replace(
                layer, title=self.write(layer.title), features=tuple(map(self._write_feature, layer.features))
            )
            for layer in scene.layers
        )
        return replace(
            scene,
            title=self.write(scene.title),
            caption=self.write(scene.caption),
            layers=layers,
            legend=tuple(replace(entry, label=self.write(entry.label)) for entry in scene.legend),
            credits=tuple(replace(credit, text=self.write(credit.text)) for credit in scene.credits),
        )

    def _write_feature(self, feature: MapFeature) -> MapFeature:
        name, label = self.write(feature.name), self.write(feature.label or "") or None
        if name == feature.name and label == feature.label:
            return feature
        return replace(feature, name=name, label=None if label == OMITTED else label)
