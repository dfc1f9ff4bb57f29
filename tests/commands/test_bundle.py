"""terminal bundle: export to a folder, verify and show a file, in sentences and exit codes."""

import pytest
from click.testing import CliRunner

from terminal.commands.bundle import bundle
from terminal.errors import LogBroken, SettingsError, TerminalError
from terminal.journal import blobs
from terminal.journal.models import LogLine
from terminal.store.database import close_database
from tests.world import make_disclosure, opened


@pytest.fixture
def said(settings, tmp_path):
    """said(*arguments): exit code and words of `terminal bundle …` on a village with two lines, beside a stick."""
    with opened(settings):
        make_disclosure(attachments=(blobs.put(b"map", "图.png", "image/png"),))
    (tmp_path / "stick").mkdir()

    def run(*arguments: object) -> tuple[int, str]:
        done = CliRunner().invoke(bundle, [str(one) for one in arguments], catch_exceptions=False)
        close_database()
        return done.exit_code, done.output

    return run


@pytest.fixture
def exported(said, settings, tmp_path):
    """A bundle on the stick."""
    assert said("export", tmp_path / "stick", "--data", settings.data, "--blobs", "--to", "c-qingxi")[0] == 0
    return next((tmp_path / "stick").glob("*.zip"))


def test_export_says_what_lies_on_the_stick(said, settings, tmp_path):
    code, words = said("export", tmp_path / "stick", "--data", settings.data)
    (path,) = (tmp_path / "stick").iterdir()
    assert code == 0
    assert f"{path.name}：第 1 至 2 号登记，共 2 条，附件 0 个，另有 1 个没有随包" in words
    assert "写好了 1 个数据包，都读回核对过。" in words


def test_export_of_nothing_new_writes_nothing(said, settings, tmp_path):
    code, words = said("export", tmp_path / "stick", "--data", settings.data, "--since", 2)
    assert (code, "第 2 号以后没有新的登记，什么也没有写。" in words) == (0, True)
    assert not list((tmp_path / "stick").iterdir())


@pytest.mark.parametrize(
    "wrong", [("--since", "-1"), ("--since", "x"), ("--to", "青溪县"), ("--to", ""), ("--size", 1)]
)
def test_export_called_wrongly_is_said_so(said, settings, tmp_path, wrong):
    assert said("export", tmp_path / "stick", "--data", settings.data, *wrong)[0] == 2


def test_export_needs_a_folder_and_a_terminal(said, settings, tmp_path):
    assert said("export", tmp_path / "gone", "--data", settings.data)[0] == 2
    with pytest.raises(SettingsError, match="没有终端的数据"):
        said("export", tmp_path / "stick", "--data", tmp_path / "nothing")


def test_export_to_a_full_stick_says_so_and_leaves_nothing(said, settings, tmp_path, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("terminal.bundle.write.write_pieces", full)
    with pytest.raises(TerminalError, match="是不是满了"):
        said("export", tmp_path / "stick", "--data", settings.data)
    assert not list((tmp_path / "stick").iterdir())


def test_a_right_file_is_right_for_whom_it_is(said, exported):
    assert said("verify", exported) == (
        0,
        f"{exported.name}：完整，签名正确。第 1 至 2 号登记，共 2 条，附件 1 个，发给 c-qingxi。\n",
    )
    assert said("verify", exported, "--to", "c-qingxi")[0] == 0
    code, words = said("verify", exported, "--to", "c-other")
    assert (code, "wrong-to" in words, "不能用" in words) == (1, True, True)


def test_a_damaged_file_is_wrong(said, exported):
    exported.write_bytes(exported.read_bytes()[:-1])
    code, words = said("verify", exported)
    assert (code, "没有拷完整" in words) == (1, True)


def test_a_file_that_is_not_there_is_called_wrongly(said, tmp_path):
    assert said("verify", tmp_path / "gone.zip")[0] == said("show", tmp_path / "gone.zip")[0] == 2


def test_verify_beside_a_log_compares_with_it(said, exported, settings, tmp_path):
    assert "与这台终端的日志一致。" in said("verify", exported, "--data", settings.data)[1]
    with opened(settings):
        LogLine.update(hash="0" * 64).where(LogLine.seq == 2).execute()
    with pytest.raises(LogBroken, match="第 2 号登记是另一条"):
        said("verify", exported, "--data", settings.data)
    with opened(settings):
        LogLine.delete().where(LogLine.seq == 2).execute()
    assert "没有这一段" in said("verify", exported, "--data", settings.data)[1]


def test_show_tells_every_line_and_attachment(said, exported):
    code, words = said("show", exported)
    assert code == 0
    assert "第 1 号 2026-11-22T01:41:00Z village.describe" in words
    assert "第 2 号 2026-11-22T01:41:00Z disclosure.publish" in words
    assert "image/png 1 KB" in words


def test_show_of_a_wrong_file_shows_nothing(said, exported):
    exported.write_bytes(b"x")
    with pytest.raises(TerminalError, match="这不是数据包"):
        said("show", exported)
