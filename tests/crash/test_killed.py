"""`kill -9` under load: nobody who was given a code is forgotten. `terminal bench kill` does it a thousand times."""

import subprocess
import sys

import msgspec

from tests.crash import killing, lab

KILLS, FROM_NOTHING = 50, 3


def test_every_code_that_was_given_is_kept_however_often_the_terminal_is_killed():
    with lab.room() as folder:
        command = [sys.executable, "-m", "tests.crash.killing", folder, str(KILLS), str(FROM_NOTHING)]
        done = subprocess.run(command, cwd=lab.HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = msgspec.json.decode(done.stdout, type=killing.Killed)
    assert found.wrong == []
    assert found.kills == KILLS and found.codes >= KILLS // 2 and found.pages > KILLS
