"""The server that `serve` starts: workers that come back, the lane of files, an atlas that may change."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections import deque
from multiprocessing.process import BaseProcess
from typing import Any

import click
from granian.constants import Interfaces, RuntimeModes
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from mapsvc.atlas.derived_files import hold_derived
from mapsvc.cli.listening import Listener
from mapsvc.cli.operating import Operation
from mapsvc.cli.scheduling import answer_at_once
from mapsvc.settings import Settings
from mapsvc.web.lane.keeper import start_keeper
from mapsvc.web.lane.lane import find_place
from mapsvc.web.lane.queue import Limits
from mapsvc.web.library.desk import load_desk
from mapsvc.web.wsgi import reload

#: Of a unix socket: who may reach its folder may ask, as the proxy is another user.
_FOR_ALL = 0o666
#: A new worker answers before the old one is told to end.
_CHANGE_S = 1.0
#: How often the memory of workers is looked at.
_LOOK_S = 5
#: More deaths in so many seconds are no accident: whoever started the server has to know.
_MOST_DEATHS, _DEATHS_S = 12, 30.0
#: Connections that wait to be taken, and that a worker has at once: most may never say what they want.
_WAITING, _MOST_CONNECTIONS = 4_096, 8_192
#: Of the files that a process may open, those that are no connections.
_OTHER_FILES = 256
#: A reader says within this what he wants.
_HEADERS_MS = 20_000


class Supervisor(MPServer):
    """
    Granian's server with what a service needs that is to stay.

    All workers take connections from one socket, so that none is lost with a worker that ends.

    Parameters
    ----------
    listener
        Where to listen.
    atlas
        As `load` takes it; it is loaded already.
    workers
        How many processes answer.
    settings
        Of the environment.
    operation
        What is to be seen of it.
    """

    def __init__(
        self, listener: Listener, atlas: str, workers: int, settings: Settings, operation: Operation
    ) -> None:
        super().__init__(
            "mapsvc.web.wsgi",
            address=listener.host,
            port=listener.port,
            uds=listener.uds,
            uds_permissions=_FOR_ALL,
            interface=Interfaces.RSGI,
            runtime_mode=RuntimeModes.st,
            workers=workers,
            websockets=False,
            backlog=_WAITING,
            backpressure=_room_for_connections(),
            http1_settings=HTTP1Settings(header_read_timeout=_HEADERS_MS),
            log_dictconfig=operation.logging,
            log_level=LogLevels.debug if operation.level == "debug" else LogLevels.warning,
            respawn_failed_workers=True,
            respawn_interval=_CHANGE_S,
            workers_kill_timeout=settings.drain_seconds,
            rss_sample_interval=_LOOK_S,
        )
        self._atlas = atlas
        self._settings = settings
        self._operation = operation
        self._place = find_place()
        self._keeper: BaseProcess | None = None
        self._deaths: deque[float] = deque(maxlen=_MOST_DEATHS)
        self._ending = False

    def run(self) -> None:
        """Serve until stopped."""
        self.on_startup(self._start_lane)
        self.serve(target_loader=self._desk, wrap_loader=False)

    def _desk(self) -> Any:
        desk = load_desk(self._atlas, self._place, self._operation.watch)
        answer_at_once(desk)
        return desk

    # ---- the lane --------------------------------------------------------------------------------
    def _start_lane(self) -> None:
        self._keeper = start_keeper(self._place, self._atlas, limits_of(self._settings))
        threading.Thread(target=self._watch_lane, args=(self._keeper,), daemon=True).start()

    def _watch_lane(self, keeper: BaseProcess) -> None:
        """Start the lane again when it ends by itself."""
        keeper.join()
        if self._keeper is keeper and not self._ending:
            time.sleep(0.2)
            self._start_lane()

    # ---- what granian does otherwise ---------------------------------------------------------------
    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        """Start; each worker's memory is looked at from then on."""
        self.workers_rss = self._settings.worker_mb * 1_000_000
        super().startup(spawn_target, target_loader)

    def _init_shared_socket(self) -> None:
        """Open one socket for all workers, where granian would let each open its own."""
        super()._init_shared_socket()
        # On Linux it only tried the address, for each worker to open a socket of its own at it.
        tried: Any = getattr(self, "_ssp", None)
        if tried is not None:
            opened = tried.build()
            self._shd, self._sfd = opened, opened.get_fd()
            self._ssp = None
            self._sso = socket.socket(fileno=self._sfd)
            self._sso.set_inheritable(True)

    def _respawn_workers(
        self, workers: list[int], spawn_target: Any, target_loader: Any, delay: float = 0
    ) -> None:
        """Replace workers; granian gives up when one dies twice in some seconds, and that may be bad luck."""
        super()._respawn_workers(workers, spawn_target, target_loader, delay)
        if delay:
            return
        self._deaths.append(time.monotonic())
        if len(self._deaths) < _MOST_DEATHS or self._deaths[0] < time.monotonic() - _DEATHS_S:
            self.respawned_wrks.clear()

    def _reload(self, spawn_target: Any, target_loader: Any) -> None:
        """Take a corrected atlas, with new workers and a new lane; keep the old one if it is at fault."""
        self.reload_signal = False
        self.main_loop_interrupt.clear()
        try:
            reload(self._atlas, hold_derived)
        except Exception as error:  # whatever it is, the atlas that is served is sound
            click.echo(f"mapsvc keeps the atlas that it has: {error}", err=True)
            return
        old, self._place = self._keeper, find_place()
        self._start_lane()
        super()._reload(spawn_target, target_loader)
        _end(old)
        click.echo("mapsvc took the atlas anew", err=True)

    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
        """End; who asks twice does not want to wait for what is under way."""
        if self.interrupt_signal:
            for worker in self.wrks:
                worker.kill()
        super().signal_handler_interrupt(*args, **kwargs)

    def _stop_workers(self) -> None:
        super()._stop_workers()
        self._ending = True
        _end(self._keeper)


def _end(keeper: BaseProcess | None) -> None:
    if keeper is not None:
        keeper.terminate()
        keeper.join(1)
        keeper.kill()


def _room_for_connections() -> int:
    """Return how many connections a worker may have; the process may open as many files as it is allowed."""
    try:
        import resource
    except ImportError:  # no such limit on this system
        return _MOST_CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_CONNECTIONS + _OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return _MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else max(soft // 2, soft - _OTHER_FILES)


def limits_of(settings: Settings) -> Limits:
    """Return how much the lane does at once, by the settings."""
    return Limits(
        drawers=settings.file_processes or os.cpu_count() or 1,
        places=settings.file_queue,
        seconds=settings.file_seconds,
        address_seconds=settings.address_seconds,
        drawer_mb=settings.file_process_mb,
        files_mb=settings.files_mb,
    )
