"""terminal doctor: one line for each check, exit 1 when something has to be done; the log does not grow."""

import pytest
from click.testing import CliRunner

from terminal.commands.doctor import doctor
from terminal.errors import LogBroken, SettingsError
from terminal.store.database import close_database
from tests.world import log_length, make_disclosure, opened


@pytest.fixture
def said(settings):
    with opened(settings):
        make_disclosure()

    def run() -> tuple[int, list[str]]:
        done = CliRunner().invoke(doctor, ["--data", str(settings.data)], catch_exceptions=False)
        close_database()
        return done.exit_code, done.output.splitlines()

    return run


def test_every_check_says_one_line_and_the_last_counts_what_is_to_be_done(said, settings):
    code, lines = said()
    assert code == 1  # there is no backup yet
    assert all(line.startswith(("✓ ", "✗ ")) for line in lines[:-1])
    assert lines[-1] == f"有 {sum(line.startswith('✗') for line in lines)} 样要办。"
    whats = [line[2:].partition("：")[0] for line in lines[:-1]]
    assert {"数据库", "日志", "附件", "密钥", "磁盘", "时钟", "打印机", "字体", "备份", "数据包", "SQLite"} <= set(
        whats
    )
    with opened(settings):
        assert log_length() == 2


def test_a_damaged_database_is_said_and_not_opened(said, settings):
    data = bytearray(settings.database.read_bytes())
    data[4096:8192] = b"\xa5" * 4096
    settings.database.write_bytes(data)
    with pytest.raises(LogBroken, match="terminal run"):
        said()
    assert settings.database.read_bytes() == bytes(data)


def test_a_folder_without_a_terminal_is_no_patient(tmp_path):
    for place in (tmp_path / "typo", tmp_path):
        with pytest.raises(SettingsError, match="没有终端的数据"):
            CliRunner().invoke(doctor, ["--data", str(place)], catch_exceptions=False)
    assert list(tmp_path.iterdir()) == []
