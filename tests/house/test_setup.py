"""The set-up asks apt only for what is missing, and says in one sentence when it cannot."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.sources import HOUSE

EVERYWHERE = ("bash", "cat", "dirname", "env", "grep", "id", "printf", "sha256sum", "rm")
TOOLS = ("chromium", "pdftotext", "qpdf", "soffice", "sqlite3", "ssh-keygen", "age", "gcc")


class Machine:
    """A machine in a folder: a few real commands, and fakes that write down how they were called."""

    def __init__(self, folder: Path) -> None:
        self.commands, self.calls = folder / "bin", folder / "calls"
        self.commands.mkdir()
        self.calls.touch()
        for name in EVERYWHERE:
            (self.commands / name).symlink_to(shutil.which(name))

    def has(self, name: str, does: str = "true") -> None:
        path = self.commands / name
        path.unlink(missing_ok=True)
        path.write_text(f'#!/bin/bash\necho "{name} $*" >>"{self.calls}"\n{does}\n')
        path.chmod(0o755)

    def has_packages(self, *names: str) -> None:
        listed = "|".join(names) or "nothing"
        self.has("dpkg-query", f'for one in "$@"; do case $one in {listed}) printf "<installed>";; esac; done; true')

    def sets_up(self, what: str) -> subprocess.CompletedProcess:
        script = f'set -euo pipefail; source "{HOUSE}/bin/_setup.sh"; need_system {what}; echo ready'
        return subprocess.run(
            [self.commands / "bash", "-c", script], env={"PATH": str(self.commands)}, capture_output=True, text=True
        )

    def asked_apt(self) -> list[str]:
        return [line for line in self.calls.read_text().splitlines() if line.startswith("apt-get")]


RUNNING = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fontconfig", "fonts-noto-cjk")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    machine.has_packages(*RUNNING, "libzbar0t64", "libc6-dev")
    machine.has("id", "echo 0")
    machine.has("apt-get")
    for tool in TOOLS:
        machine.has(tool)
    return machine


@pytest.mark.parametrize("what", ["run", "test"])
def test_a_complete_machine_is_not_touched(machine, what):
    assert machine.sets_up(what).stdout == "ready\n"
    assert machine.asked_apt() == []


def test_only_what_is_missing_is_installed(machine):
    machine.has_packages(*RUNNING[:-1], "libzbar0", "libc6-dev")
    assert machine.sets_up("run").returncode == 0
    assert machine.asked_apt() == ["apt-get install -y -qq --no-install-recommends fonts-noto-cjk"]


def test_tools_are_missed_only_for_tests(machine):
    (machine.commands / "soffice").unlink()
    machine.sets_up("run")
    assert machine.asked_apt() == []
    machine.sets_up("test")
    assert machine.asked_apt() == ["apt-get install -y -qq --no-install-recommends libreoffice-calc-nogui"]


def test_measuring_asks_for_its_own_tools_alone(machine):
    (machine.commands / "soffice").unlink()
    machine.has("nginx")
    assert machine.sets_up("bench").returncode == 0
    assert machine.asked_apt() == ["apt-get install -y -qq --no-install-recommends wrk"]


def test_package_lists_are_read_again_when_the_first_try_fails(machine):
    machine.has_packages()
    machine.has("apt-get", f'[[ $1 == update || $(grep -c "apt-get install" "{machine.calls}") -gt 1 ]]')
    assert machine.sets_up("run").returncode == 0
    assert [line.split()[1] for line in machine.asked_apt()] == ["install", "update", "install"]


def test_somebody_else_than_root_uses_sudo(machine):
    machine.has_packages()
    machine.has("id", "echo 1000")
    machine.has("sudo", '"$@"')
    assert machine.sets_up("run").returncode == 0
    assert "sudo env DEBIAN_FRONTEND=noninteractive apt-get install" in machine.calls.read_text()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        pytest.param(lambda m: (m.commands / "apt-get").unlink(), "has no apt-get", id="no apt"),
        pytest.param(lambda m: m.has("id", "echo 1000"), "As root, run: apt-get install", id="neither root nor sudo"),
        pytest.param(lambda m: m.has("apt-get", "false"), "Is the network there?", id="apt fails"),
    ],
)
def test_what_cannot_be_installed_is_said_in_one_sentence(machine, spoil, sentence):
    machine.has_packages()
    spoil(machine)
    answer = machine.sets_up("run")
    assert answer.returncode == 1 and answer.stdout == ""
    assert sentence in answer.stderr.splitlines()[-1]


def test_a_machine_without_debian_packages_is_told_what_to_have(machine):
    (machine.commands / "dpkg-query").unlink()
    answer = machine.sets_up("run")
    assert answer.stdout == "ready\n" and "fonts-noto-cjk" in answer.stderr


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose set-up is done, and whose terminal only says how it was called."""
    house = tmp_path / "our house"
    (house / "bin").mkdir(parents=True)
    (house / ".venv/bin").mkdir(parents=True)
    for name in ("run", "terminal"):
        shutil.copy(HOUSE / "bin" / name, house / "bin" / name)
    (house / "bin/_setup.sh").write_text('home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)\nneed() { :; }\n')
    says = 'printf "%s\\n" "$PWD" "$@"; [[ $1 == run ]] || printf "%s\\n" "$TERMINAL_DATA" "$TERMINAL_CONFIG"'
    (house / ".venv/bin/terminal").write_text(f"#!/bin/bash\n{says}\n")
    (house / ".venv/bin/terminal").chmod(0o755)
    return house


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(["--port", "8080", "--empty"], ["--port", "8080", "--empty"], id="port"),
        pytest.param(["--data", "my data"], ["--data", "{here}/my data"], id="folder with a blank"),
        pytest.param(["--data=d", "--empty"], ["--data", "{here}/d", "--empty"], id="equals sign"),
        pytest.param(["--config", "/etc/kiosk.toml"], ["--config", "/etc/kiosk.toml"], id="absolute"),
        pytest.param(["--data"], ["--data"], id="folder forgotten"),
    ],
)
def test_run_keeps_its_data_in_the_checkout_and_named_folders_where_one_stands(checkout, tmp_path, typed, meant):
    here = tmp_path / "elsewhere"
    here.mkdir()
    answer = subprocess.run([checkout / "bin/run", *typed], cwd=here, capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines() == [str(checkout), "run", *(one.format(here=here) for one in meant)]


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        pytest.param({}, ["{house}/data", "{house}/kiosk_config.toml"], id="nothing"),
        pytest.param({"TERMINAL_DATA": "/srv/village"}, ["/srv/village", "{house}/kiosk_config.toml"], id="data"),
        pytest.param({"TERMINAL_CONFIG": "/etc/kiosk.toml"}, ["{house}/data", "/etc/kiosk.toml"], id="settings"),
    ],
)
def test_a_command_is_about_the_terminal_of_the_checkout_unless_another_is_named(checkout, tmp_path, named, meant):
    typed = [checkout / "bin/terminal", "ledger", "check", "2026-03.xlsx"]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("TERMINAL_")}
    answer = subprocess.run(typed, cwd=tmp_path, env={**plain, **named}, capture_output=True, text=True, check=True)
    expected = [str(tmp_path), "ledger", "check", "2026-03.xlsx", *(one.format(house=checkout) for one in meant)]
    assert answer.stdout.splitlines() == expected


@pytest.mark.parametrize("typed", [["--config", "{file}"], ["--config={file}"]])
@pytest.mark.parametrize(("says", "meant"), [("county-data", "{house}/county-data"), ("/srv/county", "/srv/county")])
def test_settings_named_in_a_command_say_where_the_data_is_as_bin_run_would(checkout, tmp_path, typed, says, meant):
    file = tmp_path / "county_config.toml"
    file.write_text(f'# settings\ndata = "{says}"    # a folder\n[county]\nname = "青溪县"\n', "utf-8")
    plain = {name: value for name, value in os.environ.items() if not name.startswith("TERMINAL_")}
    command = [checkout / "bin/terminal", "user", "list", *(one.format(file=file) for one in typed)]
    answer = subprocess.run(command, cwd=tmp_path, env=plain, capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-2] == meant.format(house=checkout)
