"""Pairing as it happens: the county in a process of its own, `terminal enrol` in another, over the line and by stick."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from terminal import clock, county_app
from terminal.config import read
from terminal.county import pairing
from terminal.county.models import Source
from terminal.county.pairing import Wanted
from terminal.journal.append import origin, tail, this_log
from terminal.sync import queries, stored
from terminal.sync.apply import Receiver, apply
from tests.browser.serving import command
from tests.county.calling import more_from
from tests.county.real import RealCounty
from tests.county.villages import TOWNSHIPS, VILLAGES, county_settings, village_settings
from tests.world import make_disclosure, opened

NEW = Wanted("540990202", "竹园村", TOWNSHIPS[1])


@pytest.fixture
def real(world) -> Iterator[RealCounty]:
    one = RealCounty(world / "county")
    yield one
    one.kill()


def code_for(world: Path, wanted: Wanted) -> str:
    with opened(county_settings(world / "county")):
        return pairing.make(wanted, by="孙敏", now=clock.now()).code


def dead_village(world: Path) -> Wanted:
    """A code for whoever takes the place of the first village's terminal."""
    code, name, township = VILLAGES[0]
    with opened(county_settings(world / "county")):
        return Wanted(code, name, township, restores=Source.get(code=code).terminal)


def enrol(*said: object):
    return command("enrol", *said)


def test_a_new_terminal_is_paired_and_sends_its_log(real, world, tmp_path):
    said, box = code_for(world, NEW), tmp_path / "box"
    with opened(village_settings(box)):
        make_disclosure()
    real.start()
    done = enrol(real.url, said, "--data", box)
    assert done.returncode == 0 and "配好了" in done.stdout, done.stderr
    round_ = command("sync", "--data", box)
    assert round_.returncode == 0, round_.stdout + round_.stderr
    real.kill()
    with opened(village_settings(box)):
        mine, end = origin(), stored.epochs(origin())[-1]
        assert queries.waiting() == 0
    with opened(county_settings(world / "county")):
        assert [one.seq for one in queries.heads() if one.origin == mine] == [end.last]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [("0000-0000-0000", "没有答应"), ("7K2M", "配对码"), ("sync-pair/1 http://x y", "二维码"), ("", "配对码")],
)
def test_a_wrong_code_is_said_in_a_sentence_and_changes_nothing(real, tmp_path, said, wanted):
    real.start()
    done = enrol(real.url, said, "--data", tmp_path / "box")
    assert (done.returncode, wanted in done.stderr, "Traceback" in done.stderr) == (1, True, False), done.stderr
    assert not (tmp_path / "box" / "terminal.db").exists()


def test_nobody_at_the_address_is_said_in_a_sentence(tmp_path):
    done = enrol("http://127.0.0.1:9", "7K2M-9QXW-4D3F", "--data", tmp_path / "box")
    assert done.returncode == 1 and "Traceback" not in done.stderr and done.stderr.strip()


def test_a_new_terminal_is_paired_by_stick(real, world, tmp_path):
    said, box, stick = code_for(world, NEW), tmp_path / "box", tmp_path / "stick"
    stick.mkdir()
    assert enrol(said, "--stick", stick, "--data", box).returncode == 0
    assert sorted(path.name.split("_")[0] for path in (stick / "SYNC/enrol").iterdir()) == ["request", "request"]
    answered = real.stick(stick)
    assert answered.returncode == 0 and "回单" in answered.stdout, answered.stdout + answered.stderr
    done = enrol(said, "--stick", stick, "--data", box)
    assert done.returncode == 0 and "配好了" in done.stdout, done.stdout + done.stderr


def goes_on(box: Path, log: str) -> list[bytes]:
    """Whoever took the dead one's place has its log and goes on in a new epoch; what it says next, as it leaves."""
    with opened(replace(village_settings(box), data=box)):
        assert origin() == log
        assert [one.number for one in stored.epochs(log)] == [1, 2]
        assert tail().epoch == this_log().epoch == 2 or tail().epoch == 2
    verified = command("log", "verify", "--data", box)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    return more_from(box, 0, 1, since=0)


def taken(world: Path, bundles: list[bytes], log: str) -> tuple[list[str], tuple[int, int]]:
    with opened(county_settings(world / "county")):
        receiver = Receiver(world / "county", county_app.events_register.TABLES, clock.now())
        words = [apply(one, receiver).word for one in bundles]
        end = stored.epochs(log)[-1]
        return words, (end.number, end.last)


def test_a_dead_terminal_is_replaced_over_the_line(real, world, tmp_path):
    wanted, late = dead_village(world), more_from(world / "village0", 0, 1)
    said, box = code_for(world, wanted), tmp_path / "box"
    real.start()
    done = enrol(real.url, said, "--data", box)
    assert done.returncode == 0 and "取回" in done.stdout, done.stdout + done.stderr
    real.kill()
    words, reach = taken(world, goes_on(box, wanted.restores), wanted.restores)
    assert "new" in words and reach[0] == 2
    assert taken(world, late, wanted.restores)[0] == ["new"]  # what the dead one had not sent is not lost


def test_a_dead_terminal_is_replaced_by_stick(real, world, tmp_path):
    wanted, stick, box = dead_village(world), tmp_path / "stick", tmp_path / "box"
    said = code_for(world, wanted)
    stick.mkdir()
    enrol(said, "--stick", stick, "--data", box)
    real.stick(stick)
    done = enrol(said, "--stick", stick, "--data", box)
    assert done.returncode == 0 and "取回" in done.stdout, done.stdout + done.stderr
    words, reach = taken(world, goes_on(box, wanted.restores), wanted.restores)
    assert "new" in words and reach[0] == 2


def test_a_terminal_that_has_a_log_takes_nobodys_place(real, world, tmp_path):
    wanted, box = dead_village(world), tmp_path / "box"
    said = code_for(world, wanted)
    with opened(village_settings(box, 1)):
        before = stored.epochs(origin())
    real.start()
    done = enrol(real.url, said, "--data", box)
    assert done.returncode == 1 and "空的文件夹" in done.stderr
    with opened(village_settings(box, 1)):
        assert stored.epochs(origin()) == before


def test_the_settings_of_the_real_county_are_read(real):
    assert read(real.settings).county.name == "青溪县"
