"""An office reads its letters on its own machine, with this program or with age alone."""

import io
import subprocess
import zipfile
from datetime import date

import pytest
from click.testing import CliRunner

from terminal.commands.feedback import feedback
from terminal.errors import TerminalError
from terminal.feedback import intake
from terminal.feedback.sealed import sealing
from terminal.feedback.shapes import Attached
from terminal.store.database import close_database
from tests.feedback.offices import PUBLIC, SECRET, has_keys, office, said
from tests.world import SUNDAY, at, opened

PHOTO = Attached(b"\xff\xd8photo", "image/jpeg", "IMG_1234.jpg")
OTHER_SECRET, OTHER = sealing.new_identity()


@pytest.fixture
def run(settings):
    def do(*words, typed=""):
        done = CliRunner().invoke(feedback, [*map(str, words), "--data", str(settings.data)], input=typed)
        close_database()
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.output

    return do


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "office.key"
    path.write_text(f"# 县纪检\n{SECRET}\n", "utf-8")
    return path


@pytest.fixture
def terminal(settings):
    """A terminal with two letters: one to the discipline office with a photograph, one to the county."""
    with opened(settings):
        has_keys(office(), office(addressee="county", name="青溪县", recipients=(OTHER,)))
        intake.submit(said(attached=(PHOTO,)), at(SUNDAY))
        intake.submit(said(addressee="county", category="praise", text="路修得好。"), at(SUNDAY))


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.age"
    reply_to = sealing.new_identity()[1]
    path.write_bytes(sealing.seal(said(attached=(PHOTO,)), reply_to, [PUBLIC], day=date(2026, 11, 22)))
    return path


def test_a_letter_is_shown(run, key, letter):
    code, words = run("open", "--identity", key, letter)
    assert code == 0
    assert "我亲眼看见的" in words and "县纪检" in words and "加上 --out" in words


def test_photographs_are_written_where_one_says(run, key, letter, tmp_path):
    run("open", "--identity", key, letter, "--out", tmp_path / "read")
    folder = tmp_path / "read" / "letter"
    assert sorted(path.name for path in folder.iterdir()) == ["来信.txt", "照片1.jpg"]
    assert (folder / "照片1.jpg").read_bytes() == PHOTO.data
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}


def test_a_locked_key_asks_for_its_passphrase(run, key, letter):
    key.write_bytes(sealing.locked(key.read_bytes(), "三更灯火"))
    assert run("open", "--identity", key, letter, typed="三更灯火\n")[0] == 0
    with pytest.raises(TerminalError, match="口令不对"):
        run("open", "--identity", key, letter, typed="五更鸡\n")


def test_a_wrong_key_is_said_in_a_sentence(run, key, letter):
    key.write_text(OTHER_SECRET)
    code, words = run("open", "--identity", key, letter)
    assert code == 1
    assert "打不开这封信" in words and "我亲眼看见的" not in words


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        pytest.param("", "是空的", id="empty"),
        pytest.param(PUBLIC, "这是公钥", id="public"),
        pytest.param("x", "读不懂", id="x"),
    ],
)
def test_what_is_no_key_is_said_in_a_sentence(run, key, letter, inside, says):
    key.write_text(inside)
    with pytest.raises(TerminalError, match=says):
        run("open", "--identity", key, letter)


def test_one_bad_file_does_not_hide_a_good_one(run, key, letter, tmp_path):
    (tmp_path / "bad.age").write_bytes(b"no letter")
    code, words = run("open", "--identity", key, tmp_path / "bad.age", letter)
    assert code == 1
    assert "bad.age：这不是封好的信" in words and "我亲眼看见的" in words


def test_on_a_terminal_the_key_opens_its_own_letters_alone(run, key, terminal):
    code, words = run("open", "--identity", key)
    assert code == 0
    assert "打开了 1 封" in words and "路修得好" not in words and "✗" not in words


def test_letters_are_carried_away_sealed_and_age_opens_them(run, key, terminal, tmp_path):
    code, words = run("export", "--addressee", "discipline", "--out", tmp_path / "usb")
    assert code == 0 and "1" not in words.replace(str(tmp_path), "")
    (path,) = (tmp_path / "usb").iterdir()
    assert path.name.startswith("discipline-2026-11-22-") and path.suffix == ".age"
    plain = subprocess.run(["age", "-d", "-i", key, path], capture_output=True, check=True).stdout
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        assert archive.read("照片1.jpg") == PHOTO.data
        assert "我亲眼看见的" in archive.read("来信.txt").decode("utf-8-sig")


def test_an_office_is_chosen_by_its_name(run, terminal, tmp_path):
    assert run("export", "--addressee", "village", "--out", tmp_path / "usb")[0] == 2
