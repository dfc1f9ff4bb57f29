"""Keys of offices: made on their machine, carried to the terminal, compared and registered."""

import stat
import subprocess

import pytest
from click.testing import CliRunner

from terminal.commands.keys import keys
from terminal.config import read
from terminal.errors import Refused, TerminalError
from terminal.feedback.sealed import offices, queries
from terminal.feedback.sealed.sealing import identities_in
from terminal.store.database import close_database
from tests.feedback.offices import PUBLIC, SECRET, office
from tests.world import opened


@pytest.fixture
def run(settings):
    """run(*words, typed=""): exit code and words of the command on this terminal; errors come through."""

    def do(*words, typed="", config=None):
        options = ["--data", str(settings.data), *(["--config", str(config)] if config else [])]
        done = CliRunner().invoke(keys, [*map(str, words), *options], input=typed)
        close_database()
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.output

    return do


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "discipline.toml"
    path.write_text(offices.write_key_file(office()), "utf-8")
    return path


def known(settings):
    with opened(settings):
        return queries.known_offices()[1]


def made(run, out, *more, typed=""):
    return run("make-office", "--addressee", "discipline", "--name", "县纪检", "--out", out, *more, typed=typed)


def test_a_made_pair_fits_and_age_knows_it(run, tmp_path):
    code, words = made(run, tmp_path / "usb")
    private, carried = tmp_path / "usb" / "discipline.key", tmp_path / "usb" / "discipline.toml"
    assert code == 0 and "AGE-SECRET-KEY" not in words
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    (there,) = offices.read_key_file(carried.read_bytes())
    public = subprocess.run(["age-keygen", "-y", private], capture_output=True, text=True, check=True).stdout.strip()
    assert there.recipients == (public,)
    assert offices.fingerprint(public) in words
    assert len(identities_in(private.read_bytes())) == 1


def test_a_made_key_may_be_locked(run, tmp_path):
    made(run, tmp_path / "usb", "--passphrase", typed="三更灯火\n三更灯火\n")
    private = (tmp_path / "usb" / "discipline.key").read_bytes()
    assert b"AGE-SECRET-KEY" not in private
    assert len(identities_in(private, "三更灯火")) == 1


def test_a_key_that_is_there_is_not_written_over(run, tmp_path):
    made(run, tmp_path / "usb")
    before = (tmp_path / "usb" / "discipline.key").read_bytes()
    with pytest.raises(TerminalError, match="已经有了"):
        made(run, tmp_path / "usb")
    assert (tmp_path / "usb" / "discipline.key").read_bytes() == before


def test_a_private_key_is_not_made_inside_a_terminal(run, settings):
    with pytest.raises(TerminalError, match="不能放在终端"):
        made(run, settings.data / "keys")


def test_an_office_without_a_name_gets_no_keys(run, tmp_path):
    with pytest.raises(Refused, match="要有名称"):
        run("make-office", "--addressee", "county", "--name", " ", "--out", tmp_path / "usb")
    assert not (tmp_path / "usb").exists()


def test_keys_are_shown_and_asked_about_before_they_are_registered(run, file, settings):
    code, words = run("import", file, typed="y\n")
    assert code == 0
    assert offices.fingerprint(PUBLIC) in words and "青溪县纪委监委信访室" in words and "核对" in words
    assert known(settings) == (office(),)


def test_a_no_registers_nothing(run, file, settings):
    code, _ = run("import", file, typed="n\n")
    assert code == 1
    assert known(settings) == ()


def test_a_yes_beforehand_is_not_asked_and_twice_is_once(run, file):
    assert "登记好了" in run("import", file, "--yes")[1]
    assert "早就登记过" in run("import", file, "--yes")[1]


def test_the_private_file_is_refused(run, tmp_path, settings):
    path = tmp_path / "office.key"
    path.write_text(SECRET)
    with pytest.raises(Refused, match="这是私钥"):
        run("import", path, "--yes")
    assert known(settings) == ()


def test_what_the_settings_name_cannot_be_replaced_by_a_file(run, file, tmp_path):
    config = tmp_path / "kiosk.toml"
    config.write_text(f'[[feedback.office]]\naddressee = "discipline"\nname = "县纪检"\nkeys = ["{PUBLIC}"]\n', "utf-8")
    assert read(config).feedback.office[0].keys == (PUBLIC,)
    with pytest.raises(Refused, match="kiosk_config.toml"):
        run("import", file, "--yes", config=config)


def test_show_tells_fingerprints_and_who_is_missing(run, file):
    run("import", file, "--yes")
    code, words = run("show")
    assert code == 0
    assert offices.fingerprint(PUBLIC) in words
    assert "✗ 县：" in words and "✗ 县纪检" not in words


def test_show_begins_no_terminal(run, settings):
    with pytest.raises(TerminalError, match="没有终端的数据"):
        run("show")
    assert not settings.database.exists()
