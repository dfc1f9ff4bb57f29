"""Measuring, on a tiny village: it compares the same things, and says plainly what cannot be measured."""

import socket
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from bench import limit, load, pages, paper, places, plain, report, rounds, search, servers, static_site, world
from terminal import clock, config, events_register
from terminal.commands import bench
from terminal.config import Settings
from terminal.errors import TerminalError
from terminal.journal import replay
from terminal.kiosk_app import create_kiosk
from terminal.ledger.models import Line
from terminal.register.models import Entry
from terminal.store.database import close_database
from tests.world import opened

NOON = datetime(2026, 11, 22, 12, tzinfo=clock.HERE)
TINY = world.Size(disclosures=12, months=2, lines=(6, 45))


@pytest.fixture(scope="module")
def village(tmp_path_factory) -> Iterator[Settings]:
    """A village of the measured kind, with little in it."""
    clock.use(lambda: clock.Now.of(NOON))
    yield world.make(tmp_path_factory.mktemp("bench") / "village", size=TINY)
    clock.use(None)


def test_the_village_is_made_by_events_and_its_sums_hold(village):
    with opened(village):
        assert list(replay.differences(events_register.TABLES)) == []
        assert Entry.select().count() == TINY.disclosures + 2 * TINY.months
        assert Line.select().count() == TINY.months * sum(TINY.lines)


def test_the_village_is_made_only_once(village):
    before = village.database.stat().st_mtime_ns
    world.make(village.data, size=TINY)
    assert village.database.stat().st_mtime_ns == before


@pytest.fixture
def app(village):
    app = create_kiosk(village)
    yield app
    app.extensions["printer"].stop()
    close_database()


@pytest.fixture
def where(village) -> places.Places:
    return places.find(village)


def test_every_measured_address_of_ours_is_a_page(where, app):
    client = app.test_client()
    for path in (*where.ours, *where.to_text, *where.to_month):
        assert client.get(path).status_code == 200, path


def test_each_tap_of_the_journey_finds_its_link(where, app):
    client = app.test_client()
    for before, after in (
        ("/", where.group),
        (where.group, where.detail),
        ("/", "/ledger/"),
        ("/ledger/", where.ledger),
    ):
        assert f'href="{after}"' in client.get(before).text


def test_the_textbook_list_has_the_very_bytes_of_ours(village, app):
    ours = app.test_client().get("/disclosures/").data
    assert plain.create(village.data).test_client().get("/disclosures/").data == ours


def test_a_textbook_list_that_differs_is_refused(monkeypatch):
    monkeypatch.setattr(servers, "get", lambda port, path: (200, [], str(port).encode()))
    one, other = (servers.Running(str(port), port, 0, 0.0) for port in (1, 2))
    with pytest.raises(TerminalError, match="不一样"):
        pages._same_list(one, other, "/")


def test_the_limit_hands_out_the_kept_bytes_and_headers():
    answer = limit.application({"/a": ([("ETag", '"1"')], b"body")})
    told = []
    assert answer({"PATH_INFO": "/a"}, lambda *said: told.append(said)) == [b"body"]
    assert told == [("200 OK", [("ETag", '"1"')])]


def test_the_measured_sheet_is_the_smaller_account(village):
    clock.use(lambda: clock.Now.of(NOON))
    sheet = paper.sheet(village)
    assert "村委会账户" in sheet.html and "（45）" in sheet.html


# ---- rounds and results ----


def test_everybody_is_measured_in_turn():
    order = []
    measures = {name: lambda name=name: float(len(order.append(name) or order)) for name in "ab"}
    assert rounds.in_turn(measures, 2) == {"a": [1, 3], "b": [2, 4]}
    assert order == ["a", "b", "a", "b"]


def test_the_ratio_is_the_median_of_the_rounds():
    found = {"us": [10.0, 90.0, 40.0], "limit": [10.0, 100.0, 20.0]}
    assert rounds.compare("x", found, "us", "limit", "pages/s").ratio == 1.0
    assert rounds.compare("x", found, "us", "limit", "ms", faster=True).ratio == 1.0


@pytest.mark.parametrize(
    ("ratio", "better", "reached"),
    [
        pytest.param(0.86, "high", True, id="fast enough"),
        pytest.param(0.84, "high", False, id="too slow"),
        pytest.param(0.84, "low", True, id="small enough"),
        pytest.param(0.86, "low", False, id="too large"),
    ],
)
def test_what_is_not_reached_is_said(ratio, better, reached):
    row = rounds.Row("x", 1, "limit", 1, "ms", ratio, 0.85, better)
    assert row.reached is reached
    assert ("**not reached**" in report.table([row])) is not reached


def test_a_new_result_takes_the_place_of_the_old_one(tmp_path):
    path = tmp_path / "RESULTS.md"
    for said in ("## Pages\n\nold\n", "## Paper\n\nstays\n", "## Pages\n\nnew\n"):
        report.keep(said, path)
    text = path.read_text("utf-8")
    assert "old" not in text and "stays" in text
    assert text.index("new") < text.index("stays")
    assert text.startswith("# What was measured\n")


def test_results_name_no_machine():
    said = report.part(report.About("Pages", "notes"), "terminal bench pages", [], report.machine())
    assert socket.gethostname() not in said


# ---- servers ----


class Page(BaseHTTPRequestHandler):
    """Answers 200 at /, 404 elsewhere."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200 if self.path.split("?")[0] == "/" else 404)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_pages_are_counted_without_wrk_too(site):
    assert load._python(f"{site}/", 1) > 0


def test_what_is_no_page_is_not_counted(site):
    with pytest.raises(TerminalError, match="404"):
        load._python(f"{site}/gone", 1)


def test_a_server_that_does_not_start_is_quoted():
    with (
        pytest.raises(TerminalError, match="no such door"),
        servers.started("x", servers.python("-c", "raise SystemExit('no such door')"), servers.free_port()),
    ):
        pass


def test_a_server_is_started_measured_and_ended(village):
    port = servers.free_port()
    with servers.started("hello", servers.python("-m", "bench.hello", port), port) as running:
        assert servers.get(port, "/")[2] == b"hello"
        assert servers.memory(running.pid) > 1
    with pytest.raises(OSError):
        servers.get(port, "/")


def test_a_settings_file_says_the_same_again(village, tmp_path):
    there = config.read(servers.settings_file(tmp_path, village), village.data)
    assert (there.unit, there.log, there.paper) == (village.unit, village.log, village.paper)
    assert there.server.host == "127.0.0.1"


def test_pages_with_and_without_a_question_lie_where_nginx_looks(site, tmp_path):
    port = int(site.rpartition(":")[2])
    static_site.save(port, ["/", "/?group=a"], tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*.html")) == ["?group=a.html", "index.html"]


# ---- the command ----


def test_a_wheel_says_that_it_cannot_measure(monkeypatch, tmp_path):
    monkeypatch.setattr(config, "PACKAGE", tmp_path / "site-packages" / "terminal")
    with pytest.raises(TerminalError, match="bench/"):
        bench.folder()


def test_a_missing_program_is_said_with_the_way_to_get_it(monkeypatch):
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name="playwright")

    monkeypatch.setattr(bench.importlib, "import_module", missing)
    with pytest.raises(TerminalError, match="缺 playwright.*bin/terminal bench paint"):
        bench._module("paint")


def test_the_command_prints_the_table_and_keeps_nothing_unasked(monkeypatch, tmp_path):
    monkeypatch.setattr(search, "prepare", lambda folder, like, told: _small_register(tmp_path, like, told))
    said = CliRunner().invoke(
        bench.bench, ["search", "--rounds", "1", "--seconds", "1", "--no-keep", "--data", str(tmp_path)]
    )
    assert said.exit_code == 0, said.output
    assert "absent, 4 characters, 0 hits" in said.output


_prepare = search.prepare


def _small_register(folder, like, told):
    return _prepare(folder, like, told, entries=60)


def test_no_rounds_at_all_is_called_wrongly():
    assert CliRunner().invoke(bench.bench, ["pages", "--rounds", "0"]).exit_code == 2
