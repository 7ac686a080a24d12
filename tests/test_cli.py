"""The command line, as a user types it."""

from __future__ import annotations

import inspect
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import click
import pytest
from click.testing import CliRunner

from mapsvc import __version__
from mapsvc.cli import (
    COMMANDS,
    build_file,
    check,
    draft,
    edit,
    evaluate,
    export,
    freeze,
    geoparse,
    ground,
    import_files,
    load_database,
    main,
    new,
    serve,
    upgrade,
    warp,
)
from mapsvc.cli.options import find_root
from mapsvc.cli.progress import late_bar
from mapsvc.cli.text_options import encoding_option, language_option, year_option
from mapsvc.geoparse.geoparser import LANGUAGES
from tests.conftest import TINY

ON_AN_ATLAS = ("serve", "check")
WAIT_S = 30


def mapsvc(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mapsvc", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=WAIT_S,
        env=os.environ | environment,
    )


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield int(listener.getsockname()[1])


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_lists_every_command(runner: CliRunner, option: str) -> None:
    done = runner.invoke(main, [option])
    assert done.exit_code == 0
    for command in COMMANDS:
        assert f"  {command}" in done.output


@pytest.mark.parametrize(
    "command",
    [
        build_file.build_file,
        check.check,
        draft.draft,
        edit.edit,
        evaluate.evaluate,
        export.export,
        freeze.freeze,
        geoparse.geoparse,
        ground.ground,
        import_files.import_files,
        load_database.load_database,
        new.new,
        serve.serve,
        upgrade.upgrade,
        warp.warp,
    ],
    ids=COMMANDS,
)
def test_every_command_explains_itself_and_its_options(runner: CliRunner, command: click.Command) -> None:
    name = command.name or ""
    done = runner.invoke(main, [name, "--help"])
    assert done.exit_code == 0
    assert main.get_command(click.Context(main), name) is command
    assert inspect.cleandoc(command.help or "").partition("\n\n")[0].replace("\n", " ") == COMMANDS[name]
    for parameter in command.params:
        assert parameter.opts[0] in done.output or parameter.param_type_name == "argument"
        assert parameter.param_type_name == "argument" or getattr(parameter, "help", None), parameter.name


def test_atlas_asked_for_goes_before_that_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = find_root(None)
    monkeypatch.setenv("MAPSVC_ATLAS", str(TINY))
    assert find_root(None) == TINY
    assert find_root(str(shipped)) == shipped


def test_version_is_the_packages_own(runner: CliRunner) -> None:
    done = runner.invoke(main, ["--version"])
    assert done.output.strip().split() == ["mapsvc", __version__]


def test_help_imports_nothing_heavy() -> None:
    heavy = {"geopandas", "pandas", "folium", "flask", "shapely", "pydantic", "edtf"}
    code = (
        "import sys\nfrom mapsvc.cli import main\nmain(['--help'], standalone_mode=False)\n"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_parsing_a_text_loads_nothing_that_only_others_need(tmp_path: Path) -> None:
    heavy = {"numpy", "shapely", "multiprocessing", "importlib.metadata", "mapsvc.cli.corpora"}
    text = tmp_path / "text.txt"
    text.write_text("Ordu 7 Nisan 1920'de Kars'a girdi.", encoding="utf-8")
    code = (
        "import sys\nfrom mapsvc.cli import main\n"
        f"main(['geoparse', {str(text)!r}, '-o', {str(tmp_path / 'found.jsonl')!r}], standalone_mode=False)\n"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]"), done.stdout
    assert "Kars" in (tmp_path / "found.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["serve", "--port", "x"],
        ["serve", "--port", "99999"],
        ["serve", "--workers", "0"],
        ["check", "--x"],
    ],
)
def test_wrong_usage_ends_with_two(runner: CliRunner, arguments: list[str]) -> None:
    assert runner.invoke(main, arguments).exit_code == 2


def test_check_of_a_sound_atlas_ends_with_nought(runner: CliRunner) -> None:
    done = runner.invoke(main, ["check", "--atlas", str(TINY)])
    assert (done.exit_code, done.output) == (0, "No problems.\n")


def test_check_of_the_shipped_atlas_tells_what_is_not_translated_and_ends_with_nought(
    runner: CliRunner,
) -> None:
    done = runner.invoke(main, ["check"])
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "No problems.")
    told = [line.split(":")[0].strip() for line in done.output.splitlines()[1:-1]]
    assert told == ["az", "ru"]


def test_check_lists_each_text_that_a_language_lacks(runner: CliRunner, tiny_root: Path) -> None:
    event = tiny_root / "events" / "line-drawn.toml"
    event.write_text(event.read_text("utf-8").replace('en = "The line is drawn"\n', ""), "utf-8")
    done = runner.invoke(main, ["check", "--atlas", str(tiny_root)])
    assert done.exit_code == 0
    assert done.output.splitlines()[1:] == ["  en: events/line-drawn.toml: title", "No problems."]
    done = runner.invoke(main, ["check", "--untranslated", "en", "--atlas", str(tiny_root)])
    assert (done.exit_code, done.stdout) == (0, "events/line-drawn.toml: title\n")
    done = runner.invoke(main, ["check", "--untranslated", "fr", "--atlas", str(tiny_root)])
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert "'fr' is none of the atlas's languages: tr, en" in done.stderr


def test_bar_shows_itself_only_where_work_takes_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with late_bar(3, "checking") as step:
        step()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("mapsvc.cli.progress.PATIENCE_S", -1.0)
    with late_bar(3, "checking") as step:
        step()
        step()
    assert "checking" in capsys.readouterr().err


def test_check_lists_problems_and_ends_with_one(runner: CliRunner, tiny_root: Path) -> None:
    (tiny_root / "events" / "bad.toml").write_text("on = ", "utf-8")
    (tiny_root / "borders" / "bad.geojson").write_text("{", "utf-8")
    done = runner.invoke(main, ["check", "--atlas", str(tiny_root)])
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == ["borders/bad.geojson", "events/bad.toml"]
    assert done.stderr == "2 problems.\n"


def test_check_lists_notices_apart_and_ends_with_nought(runner: CliRunner, tiny_root: Path) -> None:
    event = tiny_root / "events" / "line-drawn.toml"
    event.write_text(event.read_text("utf-8").replace("The line is drawn", "画线"), "utf-8")
    done = runner.invoke(main, ["check", "--atlas", str(tiny_root)])
    assert done.exit_code == 0
    heading, notice, last = done.stdout.splitlines()
    assert heading == "Notices, which are no faults:"
    assert notice.startswith(
        "  events/line-drawn.toml: title.en: '画线' is in letters that no bundled font has"
    )
    assert last == "No problems."


def test_check_takes_the_atlas_of_the_environment(
    runner: CliRunner, tiny_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tiny_root / "events" / "bad.toml").write_text("on = ", "utf-8")
    monkeypatch.setenv("MAPSVC_ATLAS", str(tiny_root))
    assert runner.invoke(main, ["check"]).exit_code == 1
    assert runner.invoke(main, ["check", "--atlas", str(TINY)]).exit_code == 0


@pytest.mark.matrix(2)
@pytest.mark.parametrize("command", ON_AN_ATLAS)
@pytest.mark.parametrize("atlas", ["/no/such/folder", __file__, str(TINY / "events")])
def test_atlas_that_is_none_ends_with_two_and_one_line(command: str, atlas: str) -> None:
    done = mapsvc(command, "--atlas", atlas, *(["--port", "0"] if command == "serve" else []))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert atlas in done.stderr
    assert done.stdout == ""


def test_address_of_a_database_is_refused_without_its_password() -> None:
    done = mapsvc("check", "--atlas", "postgresql://reader:secret@localhost/atlas")
    assert done.returncode == 2
    assert "PostgreSQL" in done.stderr
    assert "secret" not in done.stderr


def test_serving_a_broken_atlas_ends_with_two_and_names_the_fault(tiny_root: Path) -> None:
    (tiny_root / "events" / "line-drawn.toml").write_text("on = ", "utf-8")
    done = mapsvc("serve", "--port", "0", "--atlas", str(tiny_root))
    assert done.returncode == 2
    assert "events/line-drawn.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_serving_on_a_taken_port_ends_with_two_and_one_clear_line(taken_port: int) -> None:
    done = mapsvc("serve", "--port", str(taken_port), "--atlas", str(TINY))
    assert done.returncode == 2
    said = [line for line in done.stderr.splitlines() if line and not line.startswith(("Usage:", "Try "))]
    assert len(said) == 1
    assert str(taken_port) in said[0]
    assert "--port" in said[0]


@pytest.mark.parametrize(
    ("name", "value"), [("MAPSVC_BASE_URL", "ftp://x"), ("MAPSVC_FRAME_ANCESTORS", "a;b")]
)
def test_wrong_setting_ends_with_two_and_names_it(name: str, value: str) -> None:
    done = mapsvc("serve", "--port", "0", "--atlas", str(TINY), **{name: value})
    assert done.returncode == 2
    assert name in done.stderr
    assert len(done.stderr.splitlines()) == 1


@contextmanager
def serving(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A real server: the process and the address it prints."""
    command = [sys.executable, "-m", "mapsvc", "serve", "--atlas", str(TINY), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert "http://" in line, line
            yield process, line.split("at ", 1)[1].split()[0].rstrip("/")
        finally:
            if process.poll() is None:
                process.kill()


def answer(url: str) -> tuple[int, bytes]:
    """The answer of a server that may still be starting its workers."""
    end = time.monotonic() + WAIT_S
    while True:
        try:
            with urlopen(url, timeout=5) as response:
                return response.status, response.read()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


@pytest.mark.matrix(2)
@pytest.mark.parametrize(
    "options", [["--port", "0"], ["--port", "0", "--workers", "2"], ["--port", "0", "--host", "localhost"]]
)
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_server_answers_at_the_printed_address_and_stops_cleanly(
    options: list[str], stop: signal.Signals
) -> None:
    with serving(*options) as (process, url):
        status, body = answer(f"{url}/healthz")
        assert (status, json.loads(body)) == (200, {"status": "ok"})
        status, body = answer(f"{url}/events/line-drawn?lang=en")
        assert status == 200
        assert b"The line is drawn" in body
        process.send_signal(stop)
        assert process.wait(WAIT_S) == 0


def test_server_listens_on_the_port_it_was_given() -> None:
    port = free_port()
    with serving("--port", str(port)) as (process, url):
        assert url.endswith(f":{port}")
        assert answer(f"{url}/readyz")[0] == 200
        process.terminate()
        assert process.wait(WAIT_S) == 0


def test_server_logs_no_request_line_that_a_stranger_wrote() -> None:
    with serving("--port", "0") as (process, url):
        port = int(url.rsplit(":", 1)[1])
        answer(f"{url}/healthz")
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            request = b"GET /%0d%0aforged HTTP/1.1\r\nHost: x\r\nX-Request-ID: a\x0bforged\r\n"
            connection.sendall(request + b"Connection: close\r\n\r\n")
            connection.recv(65536)
        process.terminate()
        assert process.stdout is not None
        assert "forged" not in process.stdout.read()


def test_commands_that_read_texts_ask_alike() -> None:
    """By `mapsvc.cli.text_options`, which both have."""
    for name in ("geoparse", "draft"):
        command = main.get_command(click.Context(main), name)
        assert command is not None
        asked = {option.name: option for option in command.params}
        languages = asked["language"].type
        assert isinstance(languages, click.Choice)
        assert tuple(languages.choices) == LANGUAGES
        years = asked["year"].type
        assert isinstance(years, click.IntRange)
        assert (asked["encoding"].default, years.min, years.max) == ("utf-8", 1000, 2030)


def test_option_of_texts_is_what_a_command_asks() -> None:
    @click.command()
    @language_option
    @year_option
    @encoding_option
    def read(**_given: object) -> None:
        """Read nothing."""

    assert [option.name for option in read.params] == ["language", "year", "encoding"]
