"""
What a service does that is asked for too much: pages while files are made, workers that are killed, memory.

    python bench/lanes.py load [--seconds 60] [--clients 100]    pages meanwhile, and idle after
    python bench/lanes.py fail       a worker killed, SIGHUP and SIGTERM under load: what is lost
    python bench/lanes.py addresses [--count 30000] [--atlas DIR]    days, pairs, files: memory of a worker
    python bench/lanes.py twice      a deck asked for twice, and by who has it
    python bench/lanes.py wrk        beside nginx on the same bytes (both from the system's packages)

Say how loaded the machine was: the first line does.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import mapsvc
from mapsvc.model.day import Day

PAGES = ("/healthz", "/?lang=en", "/events/?lang=tr", "/api/collections/places/items?limit=10")
WAIT_S = 60.0


class Service:
    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port
        self.address = f"http://127.0.0.1:{port}"

    def get(self, path: str, **headers: str) -> tuple[int, bytes, http.client.HTTPMessage]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body, answer.headers

    def tree(self) -> list[int]:
        """The processes of the service, the first one first."""
        parents: dict[int, list[int]] = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                rest = (folder / "stat").read_text("ascii").rpartition(")")[2].split()
            except OSError:
                continue
            if rest[0] != "Z":
                parents.setdefault(int(rest[1]), []).append(int(folder.name))
        found = [self.process.pid]
        for pid in found:
            found += parents.get(pid, [])
        return found

    def workers(self) -> list[int]:
        listening = {
            f"socket:[{row.split()[9]}]"
            for row in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
            if row.split()[1].endswith(f":{self.port:04X}") and row.split()[3] == "0A"
        }
        return [pid for pid in self.tree()[1:] if listening & set(_links(pid))]


def _links(pid: int) -> Iterator[str]:
    try:
        for path in Path(f"/proc/{pid}/fd").iterdir():
            yield os.readlink(path)
    except OSError:
        return


@contextmanager
def serving(*options: str, **environment: str) -> Iterator[Service]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mapsvc", "serve", "--port", str(port), *options]
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ | environment) as process:
        service = Service(process, port)
        try:
            end = time.monotonic() + WAIT_S
            while True:
                try:
                    service.get("/healthz")
                    break
                except OSError:
                    if time.monotonic() > end:
                        raise SystemExit("mapsvc serve did not answer") from None
                    time.sleep(0.1)
            yield service
        finally:
            process.kill()


def cpu_s(pids: list[int]) -> float:
    used = 0.0
    for pid in pids:
        try:
            rest = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
        except OSError:
            continue
        used += sum(map(int, rest[11:13])) / os.sysconf("SC_CLK_TCK")
    return used


def memory_mb(pid: int) -> dict[str, float]:
    told = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    sizes = {name: int(size) / 1000 for name, size in re.findall(r"(\w+):\s+(\d+) kB", told)}
    return {"rss": sizes["Rss"], "pss": sizes["Pss"], "uss": sizes["Private_Clean"] + sizes["Private_Dirty"]}


def share(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(part * len(times)))] * 1000


# ---- pages while files are made ----------------------------------------------------------------------
async def ask(port: int, path: str) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        answer = await reader.read()
        return int(answer[9:12] or b"0")
    finally:
        writer.close()


def probe(service: Service, path: str) -> float:
    begin = time.perf_counter()
    service.get(path)
    return time.perf_counter() - begin


def load(seconds: float, clients: int, pause: float) -> None:
    with serving() as service:
        for path in PAGES:
            service.get(path)
        time.sleep(1)
        quiet = [probe(service, path) for _ in range(50) for path in PAGES]
        print(f"before: ms p50 {share(quiet, 0.5):.1f} p99 {share(quiet, 0.99):.1f}", flush=True)
        times: dict[str, list[float]] = {path: [] for path in PAGES}
        attack = subprocess.Popen(
            [sys.executable, __file__, "clients", str(service.port), str(seconds), str(clients), str(pause)],
            stdout=subprocess.PIPE,
            text=True,
        )
        time.sleep(2)
        while attack.poll() is None:
            for path in PAGES:
                times[path].append(probe(service, path))
            time.sleep(0.02)
        left = time.perf_counter()
        print(
            f"{clients} clients for {seconds:.0f} s: {attack.stdout.read().strip() if attack.stdout else ''}"
        )
        while time.perf_counter() < left + WAIT_S:
            pids = service.tree()
            before = cpu_s(pids)
            time.sleep(0.2)
            if cpu_s(pids) - before < 0.03 and service.tree() == pids:
                break
        print(f"idle {time.perf_counter() - left:.2f} s after the last has left")
        for path, found in times.items():
            told = " ".join(
                f"{name} {share(found, part):.1f}" for name, part in (("p50", 0.5), ("p99", 0.99), ("max", 1))
            )
            print(f"{path:45} {len(found)} asked, ms: {told}")


def clients(port: int, seconds: float, count: int, pause: float) -> None:
    """The part of `load` that asks, in a process of its own."""
    events, chance = sorted(mapsvc.open_atlas().records.events), random.Random(15)
    statuses: Counter[int] = Counter()

    async def client(number: int) -> None:
        while True:
            ids = ",".join(chance.sample(events, min(40, len(events))))
            deck = f"/download/tour/events/{ids}.pptx?part=tour&lang=en"
            picture = f"/download/events/{chance.choice(events)}.png?width={3840 - number}&paper=a3"
            try:
                status = await ask(port, deck if number % 2 else picture)
            except OSError:
                status = -1
            statuses[status] += 1
            await asyncio.sleep(pause)

    async def run() -> None:
        tasks = [asyncio.create_task(client(number)) for number in range(count)]
        await asyncio.sleep(seconds)
        for task in tasks:
            task.cancel()

    asyncio.run(run())
    print("answers by status " + ", ".join(f"{status}: {n}" for status, n in sorted(statuses.items())))


# ---- what fails --------------------------------------------------------------------------------------
class Readers:
    def __init__(self, service: Service, count: int) -> None:
        self.service, self.answered, self.lost, self.going = service, 0, 0, True
        self.threads = [threading.Thread(target=self._read) for _ in range(count)]

    def _read(self) -> None:
        while self.going:
            try:
                status, _, _ = self.service.get("/?lang=en")
                self.answered += status == 200
                self.lost += status != 200
            except (OSError, http.client.HTTPException):
                self.lost += 1

    def __enter__(self) -> Readers:
        for thread in self.threads:
            thread.start()
        time.sleep(1)
        return self

    def __exit__(self, *_: object) -> None:
        self.going = False
        for thread in self.threads:
            thread.join()


def fail() -> None:
    with tempfile.TemporaryDirectory() as folder:
        atlas = Path(folder) / "atlas"
        shutil.copytree(mapsvc.open_atlas().records.root, atlas)
        with serving("--workers", "2", "--atlas", str(atlas)) as service:
            time.sleep(5)
            with Readers(service, 8) as readers:
                for _ in range(3):
                    lost, answered = readers.lost, readers.answered
                    killed, begin = service.workers()[0], time.perf_counter()
                    os.kill(killed, signal.SIGKILL)
                    while len([pid for pid in service.workers() if pid != killed]) < 2:
                        time.sleep(0.02)
                    took = time.perf_counter() - begin
                    time.sleep(2)
                    print(
                        f"one of 2 workers killed, 8 readers: back after {took:.2f} s, "
                        f"{readers.lost - lost} lost of {readers.answered - answered}"
                    )
                lost, answered, begin = readers.lost, readers.answered, time.perf_counter()
                version = service.get("/version")[1]
                title = (atlas / "atlas.toml").read_text("utf-8")
                (atlas / "atlas.toml").write_text(
                    title.replace("licence", "# corrected\nlicence", 1), "utf-8"
                )
                service.process.send_signal(signal.SIGHUP)
                while service.get("/version")[1] == version and time.perf_counter() - begin < WAIT_S:
                    time.sleep(0.1)
                took = time.perf_counter() - begin
                time.sleep(4)
                print(
                    f"SIGHUP: new atlas after {took:.1f} s, "
                    f"{readers.lost - lost} lost of {readers.answered - answered}"
                )
            for number in range(6):
                waiting = socket.create_connection(("127.0.0.1", service.port))
                path = f"/download/events/kars-treaty.png?width={3840 - number}&paper=a3"
                waiting.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                threading.Thread(target=waiting.recv, args=(1,), daemon=True).start()
            time.sleep(1)
            begin = time.perf_counter()
            service.process.send_signal(signal.SIGTERM)
            code, took = service.process.wait(), time.perf_counter() - begin
            print(f"SIGTERM with six files: exit {code} after {took:.1f} s")


# ---- memory ------------------------------------------------------------------------------------------
def addresses(count: int, atlas: str | None, files: float) -> None:
    records, chance = mapsvc.open_atlas(atlas).records, random.Random(15)
    first, last = records.period.first, records.period.last

    def day() -> Day:
        return first + chance.randrange(last - first)

    kinds = {
        "pair": lambda: f"/compare/{day()}/{day()}?lang=en",
        "day": lambda: f"/embed/timeline?on={day()}&lang=en",
        "file": lambda: f"/download/timeline/{day()}.geojson?lang={chance.choice(('en', 'tr'))}",
        "place": lambda: f"/places/{chance.choice(sorted(records.places))}?lang=en",
    }
    with serving("--atlas", str(records.root), MAPSVC_ADDRESS_SECONDS="3600") as service:
        time.sleep(5)

        def warm_ms() -> float:
            times = []
            for _ in range(50):
                begin = time.perf_counter()
                service.get("/events/?lang=en")
                times.append(time.perf_counter() - begin)
            return share(times, 0.5)

        (worker,) = service.workers()
        print(f"a page that is kept: {warm_ms():.2f} ms; memory MB {memory_mb(worker)}")
        statuses: Counter[str] = Counter()
        begin = time.perf_counter()
        for number in range(1, count + 1):
            others = [name for name in kinds if name != "file"]
            name = "file" if chance.random() < files else chance.choice(others)
            statuses[f"{name} {service.get(kinds[name]())[0]}"] += 1
            if number % max(1, count // 20) == 0:
                told = {name: round(mb) for name, mb in memory_mb(worker).items()}
                print(
                    f"{number} addresses, {time.perf_counter() - begin:.0f} s: {told}, "
                    f"kept page {warm_ms():.2f} ms",
                    flush=True,
                )
        print(dict(statuses), "the same worker" if [worker] == service.workers() else "another worker")


def twice() -> None:
    with serving() as service:
        time.sleep(10)
        event = mapsvc.open_atlas().records.headline[0]
        for path in (
            f"/download/events/{event}.pptx?lang=en",
            f"/download/events/{event}.png?width=3840&paper=a3",
        ):
            tag = ""
            for _ in range(3):
                begin = time.perf_counter()
                status, body, headers = service.get(path, **({"If-None-Match": tag} if tag else {}))
                print(f"{path}: {status}, {len(body)} bytes, {(time.perf_counter() - begin) * 1000:.1f} ms")
            tag = str(headers["ETag"])
            begin = time.perf_counter()
            status = service.get(path, **{"If-None-Match": tag})[0]
            print(f"  by who has it: {status}, {(time.perf_counter() - begin) * 1000:.1f} ms")


# ---- beside nginx ------------------------------------------------------------------------------------
def wrk() -> None:
    with serving() as service, tempfile.TemporaryDirectory() as folder:
        time.sleep(8)
        root = Path(folder)
        event = mapsvc.open_atlas().records.headline[0]
        first, second = mapsvc.open_atlas().records.meta.headline_comparisons[0][:2]
        paths = {
            "home": "/?lang=en",
            "event": f"/events/{event}?lang=en",
            "comparison": f"/compare/{first}/{second}?lang=en",
            "frame": f"/embed/events/{event}?lang=en",
            "items of a box": "/api/collections/places/items?bbox=43,39,46,42&limit=10",
            "file": f"/download/events/{event}.png?width=3840&paper=a3&lang=en",
        }
        for name, path in paths.items():
            (root / f"{name.replace(' ', '-')}.html").write_bytes(service.get(path)[1])
        config = root / "nginx.conf"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        config.write_text(
            f"daemon off; worker_processes 1; pid {root}/pid; error_log {root}/err;\n"
            "events { worker_connections 512; }\n"
            f"http {{ access_log off; sendfile on; server {{ listen 127.0.0.1:{port}; root {root}; }} }}\n"
        )
        root.chmod(0o755)
        with subprocess.Popen(["nginx", "-c", str(config)]) as nginx:
            time.sleep(1)
            for name, path in paths.items():
                ours, theirs = [], []
                for _ in range(3):
                    ours.append(_rate(f"{service.address}{path}", service.workers()))
                    page = f"http://127.0.0.1:{port}/{name.replace(' ', '-')}.html"
                    theirs.append(_rate(page, _children_of(nginx.pid)))
                (a, own), (b, its) = (
                    map(statistics.median, zip(*each, strict=True)) for each in (ours, theirs)
                )
                print(
                    f"{name:15} {a:9.0f} req/s, nginx {b:9.0f}: {a / b:.2f}; "
                    f"CPU µs a request {own:.1f}, nginx {its:.1f}: {its / own:.2f}",
                    flush=True,
                )
            nginx.terminate()


def _rate(url: str, workers: list[int]) -> tuple[float, float]:
    """Requests a second, and what each costs the server, which holds on a loaded machine too."""
    before = cpu_s(workers)
    done = subprocess.run(["wrk", "-t2", "-c64", "-d5", url], capture_output=True, text=True, check=True)
    used, count = cpu_s(workers) - before, int(re.findall(r"(\d+) requests in", done.stdout)[0])
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", done.stdout)[0]), used / max(1, count) * 1e6


def _children_of(pid: int) -> list[int]:
    return [int(text) for text in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=("load", "fail", "addresses", "twice", "wrk", "clients"))
    parser.add_argument("more", nargs="*", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument(
        "--pause", type=float, default=0, help="seconds that a client waits before it asks again"
    )
    parser.add_argument("--count", type=int, default=30_000)
    parser.add_argument("--atlas", help="another than the shipped one, whose answers are made faster")
    parser.add_argument("--files", type=float, default=0.25, help="the share of files of all addresses")
    given = parser.parse_args()
    if given.what == "clients":
        port, seconds, count, pause = given.more
        clients(int(port), float(seconds), int(count), float(pause))
    elif given.what == "load":
        load(given.seconds, given.clients, given.pause)
    elif given.what == "addresses":
        addresses(given.count, given.atlas, given.files)
    else:
        {"fail": fail, "twice": twice, "wrk": wrk}[given.what]()


if __name__ == "__main__":
    main()
