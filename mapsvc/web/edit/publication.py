"""A finished atlas written for others, beside whoever asks: as a site, as one ZIP, as one file of a map."""

from __future__ import annotations

import dataclasses
import threading
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mapsvc.atlas.editing.journal import OWN_FOLDER
from mapsvc.atlas.loading import load_atlas
from mapsvc.errors import MapsvcError, RequestError
from mapsvc.export.formats import find_format
from mapsvc.files import make_folder, scratch_folder, write_atomic
from mapsvc.kinds import export_job, parse_map_key
from mapsvc.settings import read_settings
from mapsvc.web.app import create_app
from mapsvc.web.edit.bench import Bench
from mapsvc.web.freeze import freeze_site
from mapsvc.web.lectures import file_stem

#: What is not a file of one map.
SITE, ARCHIVE = "site", "zip"


@dataclass(frozen=True)
class Order:
    """
    What is to be published.

    Attributes
    ----------
    form
        `site`, `zip`, or a format that writes one file of a map.
    folder
        Where a site goes.
    show, lang
        The map of one file, and its language.
    """

    form: str
    folder: str = ""
    show: str = ""
    lang: str = "en"


@dataclass
class Publication:
    """
    The last thing that was published, or is being.

    Attributes
    ----------
    state
        `idle`, `running`, `done` or `failed`.
    done, known
        Pages that are written, and that are known to be.
    message
        Where it stands, or why it does not.
    made
        The file that can be taken, if there is one.
    """

    state: str = "idle"
    done: int = 0
    known: int = 0
    message: str = ""
    made: Path | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def begin(self, held: Bench, order: Order) -> None:
        """
        Begin, unless something is being published already.

        Raises
        ------
        RequestError
            If the folder will not do.
        """
        with self._lock:
            if self.state == "running":
                return
            work = self._work(held, order)
            self.state, self.done, self.known, self.message, self.made = "running", 0, 0, "", None
            threading.Thread(target=self._run, args=(work,), daemon=True).start()

    def _work(self, held: Bench, order: Order) -> Callable[[], None]:
        own = held.root / OWN_FOLDER / "published"
        if order.form == SITE:
            folder = _folder_of(held, order.folder)
            return lambda: self._write_site(held.root, folder)
        if order.form == ARCHIVE:
            return lambda: self._write_archive(held.root, own)
        return lambda: self._write_map(held.root, own, order)

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
            self.state = "done"
        except (MapsvcError, OSError) as error:
            self.message, self.state = str(error), "failed"
        except Exception:
            self.message, self.state = "Something went wrong in the workbench.", "failed"
            raise

    def _step(self, done: int, known: int) -> None:
        self.done, self.known = done, known

    def _write_site(self, root: Path, folder: Path) -> None:
        settings = dataclasses.replace(read_settings(), base_url="", drafts=False)
        freeze_site(create_app(root, settings=settings), folder, step=self._step)
        self.message = str(folder)

    def _write_archive(self, root: Path, own: Path) -> None:
        name = file_stem(load_atlas(root).meta.title.in_("en"))
        with scratch_folder() as scratch:
            self._write_site(root, scratch / name)
            packed = scratch / "site.zip"
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in sorted((scratch / name).rglob("*")):
                    if path.is_file() and not path.name.startswith("."):
                        archive.write(path, path.relative_to(scratch).as_posix())
            self._keep(own, f"{name}.zip", packed.read_bytes())

    def _write_map(self, root: Path, own: Path, order: Order) -> None:
        atlas, format_ = load_atlas(root), find_format(order.form)
        lang = atlas.find_language(order.lang)
        key = parse_map_key(atlas, order.show)
        options = {"part": "tour"} if "part" in format_.options and order.show.startswith("tour/") else {}
        job = export_job(atlas, key, lang, options=options)
        self._keep(own, f"{file_stem(order.show)}.{lang}.{format_.suffix}", format_.write(job))

    def _keep(self, own: Path, name: str, data: bytes) -> None:
        make_folder(own)
        write_atomic(own / name, data)
        self.made, self.message = own / name, name


def _folder_of(held: Bench, given: str) -> Path:
    """Return where a site may be written: outside of the atlas, and only at the order of this machine."""
    if not held.is_local:
        msg = "Others than this machine take the ZIP: no folder is written at their order."
        raise RequestError(msg)
    folder = Path(given).expanduser()
    if not given.strip() or "\0" in given or not folder.is_absolute():
        msg = f"{given[:200]!r} is no whole path of a folder."
        raise RequestError(msg)
    if folder.resolve().is_relative_to(held.root.resolve()):
        msg = "The site cannot lie inside of the atlas; name a folder beside it."
        raise RequestError(msg)
    return folder
