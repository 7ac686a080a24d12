"""The one place that reads settings from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from mapsvc.errors import SettingsError

ATLAS_ENV = "MAPSVC_ATLAS"
BASE_URL_ENV = "MAPSVC_BASE_URL"
FRAME_ANCESTORS_ENV = "MAPSVC_FRAME_ANCESTORS"


@dataclass(frozen=True)
class Settings:
    """
    What a running service can be told.

    Attributes
    ----------
    atlas
        Folder of the atlas; empty for the shipped one (`MAPSVC_ATLAS`).
    base_url
        Scheme and host under which others reach the service, without a slash at
        the end; empty to write links relative to the host (`MAPSVC_BASE_URL`).
    frame_ancestors
        Who may frame `/embed/…`, as the CSP directive takes it (`MAPSVC_FRAME_ANCESTORS`).
    """

    atlas: str = ""
    base_url: str = ""
    frame_ancestors: str = "*"


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
    if base_url and urlsplit(base_url).scheme not in {"http", "https"}:
        msg = f"{BASE_URL_ENV} is {base_url!r}; it must begin with http:// or https://."
        raise SettingsError(msg)
    frame_ancestors = env.get(FRAME_ANCESTORS_ENV, "*").strip() or "*"
    if any(sign in frame_ancestors for sign in ";,\r\n"):
        msg = f"{FRAME_ANCESTORS_ENV} is {frame_ancestors!r}; write origins with spaces between them, or *."
        raise SettingsError(msg)
    return Settings(atlas=env.get(ATLAS_ENV, ""), base_url=base_url, frame_ancestors=frame_ancestors)
