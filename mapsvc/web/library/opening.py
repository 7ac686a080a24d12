"""Atlases of a library as applications: opened when they are asked for, the least used closed."""

from __future__ import annotations

from collections import OrderedDict
from threading import RLock, Thread

from flask import Flask

from mapsvc.atlas.loading import load_atlas
from mapsvc.cache import Budget
from mapsvc.errors import AtlasError, NotFoundError
from mapsvc.settings import Settings
from mapsvc.web.app import create_app
from mapsvc.web.library.catalogue import Catalogue, CataloguedAtlas

#: The address of an atlas begins so.
ATLAS_PREFIX = "/a/"


class ClosedAtlasError(NotFoundError):
    """An atlas of a library that cannot be shown, for there are faults in it."""


class Library:
    """
    The atlases of a folder, some of them open.

    Parameters
    ----------
    catalogue
        What there is.
    settings
        Of the service; each atlas has its own address below it.
    budget
        Of memory for what is kept of all of them.
    """

    def __init__(self, catalogue: Catalogue, settings: Settings, budget: Budget) -> None:
        self.catalogue = catalogue
        self.settings = settings
        self.budget = budget
        self._open: OrderedDict[str, Flask] = OrderedDict()
        self._lock = RLock()

    def app_of(self, name: str) -> Flask:
        """
        Return the application of an atlas.

        Raises
        ------
        NotFoundError
            If there is none of this name for readers.
        ClosedAtlasError
            If it has faults; the catalogue then says so too.
        """
        entry = self.catalogue.find(name)
        if entry is None:
            msg = "There is no atlas of this name in the library."
            raise NotFoundError(msg)
        with self._lock:
            app = self._open.get(name)
            if app is None:
                app = self._opened(entry)
                self._open[name] = app
                while len(self._open) > self.settings.open_atlases:
                    self._open.popitem(last=False)
            self._open.move_to_end(name)
            return app

    def _opened(self, entry: CataloguedAtlas) -> Flask:
        try:
            app = create_app(
                entry.root, settings=self.settings, budget=self.budget, prefix=f"{ATLAS_PREFIX}{entry.name}"
            )
        except AtlasError as error:
            self.catalogue.note(entry, None, str(error))
            msg = "This atlas has faults, and is not shown before they are mended."
            raise ClosedAtlasError(msg) from error
        if not entry.read:
            self.catalogue.note(entry, app.extensions["mapsvc"].atlas)
        return app

    def read_all(self) -> None:
        """Read every atlas once, for what can be found in it and what is wrong with it."""
        for entry in self.catalogue.shown():
            if entry.read or entry.meta is None:
                continue
            try:
                self.catalogue.note(entry, load_atlas(entry.root, drafts=self.settings.drafts))
            except AtlasError as error:
                self.catalogue.note(entry, None, str(error))

    def read_beside(self) -> None:
        """Read every atlas while others are served."""
        Thread(target=self.read_all, daemon=True).start()


def split_address(path: str) -> tuple[str, str]:
    """Return the name of an atlas and the address within it; no name where a path leads to none."""
    if not path.startswith(ATLAS_PREFIX):
        return "", path
    name, stroke, rest = path.removeprefix(ATLAS_PREFIX).partition("/")
    return name, stroke + rest
