"""The application of a library: its first page, its search, and behind `/a/<name>/` each atlas's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from flask import Flask

from mapsvc.cache import Budget
from mapsvc.errors import MapsvcError, SettingsError
from mapsvc.language import Language, interface_languages
from mapsvc.settings import Settings, read_settings
from mapsvc.templating import hash_static
from mapsvc.web.caching import Front
from mapsvc.web.library.catalogue import Catalogue
from mapsvc.web.library.opening import Library, split_address
from mapsvc.web.library.pages import answer_missing, blueprint
from mapsvc.web.proxies import Proxies
from mapsvc.web.reply import Environ, Reply

_Starting = Callable[..., Any]


class LibraryApp(Flask):
    """A Flask application whose addresses below `/a/` are those of atlases."""

    library: Library

    def wsgi_app(self, environ: Environ, start_response: _Starting) -> Any:
        """Answer a request past all that keeps answers: who asks so keeps them."""
        return self._answer(environ, start_response, fronted=False)

    def through_fronts(self, environ: Environ, start_response: _Starting) -> Any:
        """Answer a request; what an atlas has answered before is given again."""
        return self._answer(environ, start_response, fronted=True)

    def _answer(self, environ: Environ, start_response: _Starting, *, fronted: bool) -> Any:
        name, rest = split_address(environ["PATH_INFO"])
        if not name or not rest:
            return super().wsgi_app(environ, start_response)
        try:
            app = self.library.app_of(name)
        except MapsvcError:
            return super().wsgi_app(environ, start_response)
        inner = environ | {"PATH_INFO": rest}
        return (
            app.wsgi_app(inner, start_response) if fronted else type(app).wsgi_app(app, inner, start_response)
        )


class _FreshFront(Front):
    """Gives nothing twice: what a library shows changes while its atlases are read."""

    def known(self, _environ: Environ, _wish: Any = None) -> Reply | None:
        return None


class _Served:
    """What servers and pages ask of an application: its languages, its settings, its memory, its version."""

    def __init__(self, library: Library, languages: Sequence[Language]) -> None:
        self.library, self.languages = library, languages
        self.settings, self.budget = library.settings, library.budget
        self.static_version = hash_static()


def create_library_app(folder: Path, *, settings: Settings | None = None) -> LibraryApp:
    """
    Make the application of a library for any WSGI server.

    Parameters
    ----------
    folder
        With a folder for each atlas.
    settings
        Nothing to read them from the environment.

    Raises
    ------
    SettingsError
        If there is no such folder.
    """
    settings = settings or read_settings()
    if not folder.is_dir():
        msg = f"{str(folder)!r} is no folder; a library is one with a folder for each atlas."
        raise SettingsError(msg)
    app = LibraryApp("mapsvc.web.library", static_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    budget = Budget(settings.kept_mb * 1_000_000)
    app.library = Library(Catalogue(folder.resolve()), settings, budget)
    tags = interface_languages()
    languages = tuple(Language(tag, order=tags) for tag in ("en", *(tag for tag in tags if tag != "en")))
    app.extensions["mapsvc"] = _Served(app.library, languages)
    app.register_blueprint(blueprint)
    app.register_error_handler(404, answer_missing)
    app.extensions["mapsvc.front"] = _FreshFront(app.wsgi_app, languages, budget)
    through: Callable[..., Iterable[bytes]] = app.through_fronts
    app.wsgi_app = (  # type: ignore[method-assign]
        Proxies(through, settings.trusted_proxies) if settings.trusted_proxies else through
    )
    return app
