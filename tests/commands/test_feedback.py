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
from terminal.feedback.sealed.told import More, seal_more, unseal_told
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


# ---- answering ----
def _answer(run, letter, key, out, *more, typed=""):
    words = ("answer", "--letter", letter, "--identity", key, "--office", "青溪县纪委监委信访室", "--out", out)
    return run(*words, *more, typed=typed)


def test_an_answer_is_sealed_for_the_writer_and_the_office(run, key, tmp_path):
    secret, reply_to = sealing.new_identity()
    letter, out, words = tmp_path / "letter.age", tmp_path / "answer.age", tmp_path / "words.txt"
    letter.write_bytes(sealing.seal(said(), reply_to, [PUBLIC], day=SUNDAY))
    words.write_text("核实了，已经要求退回。", "utf-8-sig")
    assert _answer(run, letter, key, out, "--text", words)[0] == 0
    for opens in (secret, SECRET):
        assert unseal_told(out.read_bytes(), [opens]).text == "核实了，已经要求退回。"
    assert unseal_told(out.read_bytes(), [secret]).reply_to == (PUBLIC,)


def test_words_can_be_typed_and_a_day_promised(run, key, letter, tmp_path):
    out = tmp_path / "answer.age"
    code, _ = _answer(run, letter, key, out, "--step", "received", "--due", "2026-12-11", typed="收到了，正在核实。\n")
    told = unseal_told(out.read_bytes(), [SECRET])
    assert (code, told.step, told.due_on) == (0, "received", date(2026, 12, 11))


def test_an_answer_that_is_there_already_is_not_overwritten(run, key, letter, tmp_path):
    out = tmp_path / "answer.age"
    out.write_bytes(b"older")
    with pytest.raises(TerminalError, match="已经有了"):
        _answer(run, letter, key, out, typed="好。\n")
    assert out.read_bytes() == b"older"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(b"  \n", "要写一些字", id="nothing"),
        pytest.param(("长" * 2001).encode(), "现在有 2001 个", id="too much"),
        pytest.param(b"\xff\xfe\x00", "不是文字文件", id="no text"),
    ],
)
def test_words_that_are_none_are_refused(run, key, letter, tmp_path, words, says):
    path, out = tmp_path / "words.txt", tmp_path / "answer.age"
    path.write_bytes(words)
    with pytest.raises(TerminalError, match=says):
        _answer(run, letter, key, out, "--text", path)
    assert not out.exists()


def test_what_a_writer_added_is_shown_too(run, key, tmp_path):
    path = tmp_path / "more.age"
    path.write_bytes(seal_more(More(day=SUNDAY, text="是前年的。"), [PUBLIC]))
    code, output = run("open", "--identity", key, path)
    assert code == 0 and "是前年的" in output
