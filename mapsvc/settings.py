"""The one place that reads settings from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from urllib.parse import urlsplit

from mapsvc.errors import SettingsError

ATLAS_ENV = "MAPSVC_ATLAS"
BASE_URL_ENV = "MAPSVC_BASE_URL"
FRAME_ANCESTORS_ENV = "MAPSVC_FRAME_ANCESTORS"
TRUSTED_PROXIES_ENV = "MAPSVC_TRUSTED_PROXIES"
KEPT_MB_ENV = "MAPSVC_KEPT_MB"
MOST_SLIDES_ENV = "MAPSVC_MOST_SLIDES"
MOST_MEGAPIXELS_ENV = "MAPSVC_MOST_MEGAPIXELS"
LOG_LEVEL_ENV = "MAPSVC_LOG_LEVEL"
ACCESS_LOG_ENV = "MAPSVC_ACCESS_LOG"
METRICS_ENV = "MAPSVC_METRICS"
DRAFTS_ENV = "MAPSVC_DRAFTS"
LOG_LEVELS = ("debug", "info", "warning", "error", "critical")
#: What says yes and no.
_YES, _NO = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")
OPEN_ATLASES_ENV = "MAPSVC_OPEN_ATLASES"
FILE_PROCESSES_ENV = "MAPSVC_FILE_PROCESSES"
FILE_QUEUE_ENV = "MAPSVC_FILE_QUEUE"
FILE_SECONDS_ENV = "MAPSVC_FILE_SECONDS"
ADDRESS_SECONDS_ENV = "MAPSVC_ADDRESS_SECONDS"
FILE_PROCESS_MB_ENV = "MAPSVC_FILE_PROCESS_MB"
FILES_MB_ENV = "MAPSVC_FILES_MB"
WORKER_MB_ENV = "MAPSVC_WORKER_MB"
DRAIN_SECONDS_ENV = "MAPSVC_DRAIN_SECONDS"
WHO_ENV = "MAPSVC_WHO"
EDIT_TOKEN_ENV = "MAPSVC_EDIT_TOKEN"
#: Stands among proxies for whoever comes by a unix socket, which has no address.
BY_SOCKET = "unix"
_HOST = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\.?|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?", re.ASCII
)
_PATH = re.compile(r"(?:/[A-Za-z0-9._~!$&()*+,;=:@%-]+)*", re.ASCII)


@dataclass(frozen=True)
class Settings:
    """
    What a running service can be told.

    Attributes
    ----------
    atlas
        Folder of the atlas; empty for the shipped one (`MAPSVC_ATLAS`).
    base_url
        Scheme and host under which others reach the service, and a path if it lies below one,
        without a slash at the end; empty to name the host that is asked (`MAPSVC_BASE_URL`).
    frame_ancestors
        Who may frame `/embed/…`, as the CSP directive takes it (`MAPSVC_FRAME_ANCESTORS`).
    trusted_proxies
        Addresses and networks of proxies whose `X-Forwarded-…` is believed, or `unix` for who comes by a
        unix socket (`MAPSVC_TRUSTED_PROXIES`).
    kept_mb
        How many megabytes of ready answers a worker keeps (`MAPSVC_KEPT_MB`).
    most_slides
        How many slides, or steps of a tour, one file may have (`MAPSVC_MOST_SLIDES`).
    most_megapixels
        How many million pixels one picture may have (`MAPSVC_MOST_MEGAPIXELS`).
    log_level
        From which level on the package's own records are written (`MAPSVC_LOG_LEVEL`).
    access_log
        Whether a line is written about each request (`MAPSVC_ACCESS_LOG`).
    metrics
        Port, or host and port, at which Prometheus is answered; empty for none (`MAPSVC_METRICS`).
    drafts
        Whether drafts are shown among the events (`MAPSVC_DRAFTS`).
    open_atlases
        How many atlases of a library are open at once (`MAPSVC_OPEN_ATLASES`).
    file_processes
        How many processes make files; one per core if it is 0 (`MAPSVC_FILE_PROCESSES`).
    file_queue
        How many files may wait to be made (`MAPSVC_FILE_QUEUE`).
    file_seconds
        How many seconds a file may take (`MAPSVC_FILE_SECONDS`).
    address_seconds
        For how many seconds in a minute files are made for one address (`MAPSVC_ADDRESS_SECONDS`).
    file_process_mb
        How many megabytes a process that makes files may take (`MAPSVC_FILE_PROCESS_MB`).
    files_mb
        How many megabytes of files are kept for all workers (`MAPSVC_FILES_MB`).
    worker_mb
        How many megabytes a worker may take before it is replaced (`MAPSVC_WORKER_MB`).
    drain_seconds
        How many seconds a server that ends waits for what is under way (`MAPSVC_DRAIN_SECONDS`).
    who
        Whose name changes bear that are made in the workbench (`MAPSVC_WHO`).
    edit_token
        By which others than this machine come to the workbench (`MAPSVC_EDIT_TOKEN`).
    """

    atlas: str = ""
    base_url: str = ""
    frame_ancestors: str = "*"
    trusted_proxies: tuple[str, ...] = ()
    kept_mb: int = 64
    most_slides: int = 40
    most_megapixels: int = 12
    log_level: str = "warning"
    access_log: bool = False
    metrics: str = ""
    drafts: bool = False
    open_atlases: int = 16
    file_processes: int = 0
    file_queue: int = 16
    file_seconds: int = 90
    address_seconds: int = 60
    file_process_mb: int = 1024
    files_mb: int = 128
    worker_mb: int = 300
    drain_seconds: int = 8
    who: str = ""
    edit_token: str = ""


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """
    Return the settings given by the environment.

    Parameters
    ----------
    environment
        Names and values; the process's own when none is given.

    Returns
    -------
    settings
        Defaults where a name is not set.

    Raises
    ------
    SettingsError
        If a value cannot be used; the message names the variable.
    """
    env = os.environ if environment is None else environment
    base_url = env.get(BASE_URL_ENV, "").rstrip("/")
    if base_url and not _is_base(base_url):
        shown = re.sub(r"(?<=//).*@", "…@", base_url)  # a password is nothing for a log
        msg = (
            f"{BASE_URL_ENV} is {shown[:200]!r}; it must be http:// or https://, a host and perhaps a path, "
            "without a user, a password and a query."
        )
        raise SettingsError(msg)
    frame_ancestors = env.get(FRAME_ANCESTORS_ENV, "*").strip() or "*"
    if any(sign in frame_ancestors for sign in ";,\r\n"):
        msg = f"{FRAME_ANCESTORS_ENV} is {frame_ancestors!r}; write origins with spaces between them, or *."
        raise SettingsError(msg)
    return Settings(
        atlas=env.get(ATLAS_ENV, ""),
        base_url=base_url,
        frame_ancestors=frame_ancestors,
        trusted_proxies=_read_networks(env.get(TRUSTED_PROXIES_ENV, "")),
        kept_mb=_read_number(env, KEPT_MB_ENV, Settings.kept_mb, least=8, most=65_536),
        most_slides=_read_number(env, MOST_SLIDES_ENV, Settings.most_slides, least=1, most=1_000),
        most_megapixels=_read_number(env, MOST_MEGAPIXELS_ENV, Settings.most_megapixels, least=1, most=100),
        log_level=_read_word(env, LOG_LEVEL_ENV, LOG_LEVELS, Settings.log_level),
        access_log=_read_word(env, ACCESS_LOG_ENV, (*_YES, *_NO), "") in _YES,
        metrics=env.get(METRICS_ENV, "").strip(),
        drafts=_read_word(env, DRAFTS_ENV, (*_YES, *_NO), "") in _YES,
        open_atlases=_read_number(env, OPEN_ATLASES_ENV, Settings.open_atlases, least=1, most=1000),
        file_processes=_read_number(env, FILE_PROCESSES_ENV, Settings.file_processes, least=0, most=256),
        file_queue=_read_number(env, FILE_QUEUE_ENV, Settings.file_queue, least=1, most=10000),
        file_seconds=_read_number(env, FILE_SECONDS_ENV, Settings.file_seconds, least=1, most=3600),
        address_seconds=_read_number(env, ADDRESS_SECONDS_ENV, Settings.address_seconds, least=1, most=3600),
        file_process_mb=_read_number(
            env, FILE_PROCESS_MB_ENV, Settings.file_process_mb, least=128, most=65536
        ),
        files_mb=_read_number(env, FILES_MB_ENV, Settings.files_mb, least=0, most=65536),
        worker_mb=_read_number(env, WORKER_MB_ENV, Settings.worker_mb, least=64, most=65536),
        drain_seconds=_read_number(env, DRAIN_SECONDS_ENV, Settings.drain_seconds, least=1, most=3600),
        who=" ".join(env.get(WHO_ENV, "").split())[:80],
        edit_token=env.get(EDIT_TOKEN_ENV, "").strip(),
    )


def _read_word(env: Mapping[str, str], name: str, words: tuple[str, ...], usual: str) -> str:
    text = env.get(name, "").strip().lower() or usual
    if text in words:
        return text
    msg = f"{name} is {text[:20]!r}; write {', '.join(filter(None, words))}."
    raise SettingsError(msg)


def _read_number(env: Mapping[str, str], name: str, usual: int, *, least: int, most: int) -> int:
    text = env.get(name, "").strip() or str(usual)
    if text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most:
        return int(text)
    msg = f"{name} is {text[:20]!r}; write a whole number from {least} to {most}."
    raise SettingsError(msg)


def _is_base(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    named = _HOST.fullmatch(parts.netloc) and _PATH.fullmatch(parts.path)
    return parts.scheme in {"http", "https"} and bool(named) and not set("?#") & set(text)


def _read_networks(text: str) -> tuple[str, ...]:
    try:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return tuple(part if part == BY_SOCKET else str(ip_network(part, strict=False)) for part in parts)
    except ValueError as error:
        msg = (
            f"{TRUSTED_PROXIES_ENV} is {text!r}; write addresses or networks of proxies with commas between "
            f"them, such as 127.0.0.1,10.0.0.0/8, or {BY_SOCKET} for who comes by a unix socket."
        )
        raise SettingsError(msg) from error
