"""What is wrong with the settings is said before anything starts, with file and key."""

from datetime import date
from pathlib import Path

import pytest

from terminal import config
from terminal.errors import SettingsError

SHIPPED = Path(__file__).parents[1] / "kiosk_config.toml"
UNIT = '[unit]\nkind = "village"\nname = "石桥村"\ncode = "X1"\nin_service_from = 2026-01-01\n'


def read(tmp_path, text):
    path = tmp_path / "kiosk.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return config.read(path)


def test_without_a_file_everything_has_its_default(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = config.read()
    assert (settings.server.port, settings.log.durability, settings.unit) == (8000, "wal", None)
    assert settings.data == tmp_path / "data"


def test_the_shipped_file_says_what_is_the_default_anyway(tmp_path):
    assert config.read(SHIPPED, tmp_path) == config.read(tmp_path / "none.toml", tmp_path)


def test_what_the_shipped_file_shows_of_the_unit_is_understood(tmp_path):
    text = SHIPPED.read_text("utf-8")
    lines = [
        line.removeprefix("# ") if line.startswith("# ") and ("[unit]" in line or " = " in line) else line
        for line in text.splitlines()
    ]
    assert read(tmp_path, "\n".join(lines)).unit.name == "石桥村"


def test_settings_are_read(tmp_path):
    settings = read(tmp_path, UNIT + '[server]\nport = 80\n[log]\ndurability = "rollback"\n')
    assert (settings.unit.name, settings.unit.in_service_from) == ("石桥村", date(2026, 1, 1))
    assert (settings.server.port, settings.log.durability) == (80, "rollback")


def test_the_command_line_goes_before_the_file(tmp_path):
    path = tmp_path / "kiosk.toml"
    path.write_text(f'data = "{tmp_path}/a"\n')
    assert config.read(path).data == tmp_path / "a"
    assert config.read(path, tmp_path / "b").database == tmp_path / "b" / "terminal.db"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("[server", "设置文件读不懂", id="no TOML"),
        pytest.param(b"\xca\xaf\xc7\xc5", "设置文件读不懂", id="GBK"),
        pytest.param("[server]\nprot = 80\n", "prot", id="unknown key"),
        pytest.param("[sever]\nport = 80\n", "sever", id="unknown table"),
        pytest.param('[server]\nport = "80"\n', r"server\.port", id="wrong type"),
        pytest.param("data = 7\n", "data", id="a folder that is a figure"),
        pytest.param("[server]\nport = 0\n", "port", id="port zero"),
        pytest.param("[server]\nport = 65536\n", "port", id="port too large"),
        pytest.param("[server]\nthreads = 0\n", "threads", id="nobody serves"),
        pytest.param('[log]\ndurability = "none"\n', "durability", id="unknown durability"),
        pytest.param("[screen]\nidle_warn = 60\nidle_reset = 79\n", "idle_reset", id="no time to answer"),
        pytest.param(UNIT.replace('"village"', '"hamlet"'), "kind", id="unknown kind of unit"),
        pytest.param(UNIT.replace("2026-01-01", '"2026-02-30"'), "in_service_from", id="no such day"),
        pytest.param('[unit]\nname = "石桥村"\n', "kind|code", id="half a unit"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(tmp_path, text, named):
    with pytest.raises(SettingsError, match=named) as wrong:
        read(tmp_path, text)
    assert "kiosk.toml" in str(wrong.value)
    assert str(wrong.value).endswith("。")


def test_a_folder_is_no_settings_file(tmp_path):
    with pytest.raises(SettingsError, match="读不懂"):
        config.read(tmp_path)


@pytest.mark.parametrize("parts", [("static", "css"), ("templates",), ("seed", "catalogue", "village.toml")])
def test_shipped_files_are_found(parts):
    assert config.assets(*parts).exists()
