"""Time the start: from `mapsvc serve` to the first answer and the first map, and `mapsvc --help`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import urllib.request

PORT = 8978
RUNS = 5


def answer_after(path: str) -> float:
    """Return the seconds from starting the service to an answer at a path."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "mapsvc", "serve", "--port", str(PORT)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while time.perf_counter() - started < 30:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=20).read()
                return time.perf_counter() - started
            except OSError:
                time.sleep(0.02)
        raise TimeoutError(path)
    finally:
        process.terminate()
        process.wait(10)


def help_takes() -> float:
    """Return the seconds that `mapsvc --help` takes as a whole process."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "mapsvc", "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    """Print medians over the runs, after one warm-up."""
    for name, take in {
        "mapsvc --help": help_takes,
        "serve → /healthz": lambda: answer_after("/healthz"),
        "serve → /events/kars-treaty": lambda: answer_after("/events/kars-treaty?lang=tr"),
    }.items():
        take()
        times = sorted(take() for _ in range(RUNS))
        print(f"{name:30} {statistics.median(times):5.2f} s ({times[0]:.2f}–{times[-1]:.2f})")


if __name__ == "__main__":
    main()
