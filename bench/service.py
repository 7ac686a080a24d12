"""The service and the browser that several benchmarks measure with."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

#: Headless Chromium, and the arguments that keep it to itself.
CHROMIUM = os.environ.get("MAPSVC_CHROMIUM", "/usr/bin/chromium")
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_WAIT_S = 30.0


@contextmanager
def serving() -> Iterator[str]:
    """Start the service on a free port, wait until it answers, and give its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "mapsvc", "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            end = time.monotonic() + _WAIT_S
            while not _answers(f"{address}/healthz"):
                if process.poll() is not None or time.monotonic() > end:
                    raise SystemExit("mapsvc serve did not answer")
                time.sleep(0.1)
            yield address
        finally:
            process.terminate()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1):
            return True
    except OSError:
        return False
