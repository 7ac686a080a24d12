"""A copy of a small atlas on the workbench."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from mapsvc.web.edit.workbench import create_edit_app
from tests.conftest import TINY

Ask = Callable[..., TestResponse]


def client_of(root: Path | None, **options: Any) -> Client:
    """A browser of this machine at the workbench of a folder."""
    return Client(create_edit_app(root, who="Ada", **options))


def token_of(client: Client) -> str:
    """What pages of the workbench send with everything that changes something."""
    return str(client.get("/edit/token.json").json["token"])  # type: ignore[index]


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """The folder of an atlas that may be changed."""
    return Path(shutil.copytree(TINY, tmp_path / "atlas"))


@pytest.fixture
def client(edited: Path) -> Client:
    return client_of(edited)


@pytest.fixture
def ask(client: Client) -> Ask:
    """A page of the workbench that asks for something to be changed."""
    headers = {"X-Edit-Token": token_of(client), "Origin": "http://localhost"}

    def send(method: str, path: str, **options: Any) -> TestResponse:
        return client.open(path, method=method, headers=headers | options.pop("headers", {}), **options)

    return send


def data_in(response: TestResponse, name: str = "edit-data") -> str:
    """The data that a page carries for its script."""
    found = re.search(rf'id="{name}">(.*?)</script>', response.text, re.DOTALL)
    assert found
    return found[1]
