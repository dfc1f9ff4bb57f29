"""A code that was shown is found again, whenever the power goes."""

import random
import time

import msgspec

from terminal.config import Feedback, OfficeKeys
from terminal.feedback.models import FeedbackCase
from terminal.feedback.receipts import unlock
from terminal.feedback.sealed.models import SealedLetter
from terminal.feedback.sealed.sealing import unseal
from terminal.journal import blobs, replay, verify
from terminal.journal.append import origin, this_log
from tests.feedback.offices import PUBLIC, SECRET
from tests.world import child, opened

WANTED = 60
# Four people write at the same time, every third time above the village; each code is shown once it was given.
WRITERS = """
import sys, threading
from pathlib import Path
from terminal import clock, events_register
from terminal.feedback import intake
from terminal.feedback.shapes import Submission
from terminal.journal.append import open_log
from terminal.store.database import open_database

data = Path(sys.argv[1])
events_register.install()
open_database(data / "terminal.db")
open_log(data)
show = threading.Lock()

def write(start):
    for number in range(start, 10_000, 4):
        above = number % 3 == 0
        code = intake.submit(Submission(
            category="report" if above else "help", addressee="discipline" if above else "village", text=f"第{number}件"
        ), clock.now())
        with show:
            print(code, flush=True)

for start in range(4):
    threading.Thread(target=write, args=(start,)).start()
"""


def shown_until_killed(data, wait):
    """The codes that appeared on the screen until the power went."""
    process = child(WRITERS, data)
    first = process.stdout.readline()
    time.sleep(wait)
    process.kill()
    rest, complained = process.communicate()
    assert first, complained
    # A line that was not written to its end was not shown.
    return [line.strip() for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]


def test_every_code_that_was_shown_is_found_again_and_none_is_doubled(settings):
    named = OfficeKeys(addressee="discipline", name="县纪检", keys=(PUBLIC,))
    settings = msgspec.structs.replace(settings, feedback=Feedback(office=(named,)))
    with opened(settings):
        pass
    chance, shown, kills = random.Random(11), [], 0
    while len(shown) < WANTED or kills < 4:
        shown += shown_until_killed(settings.data, chance.uniform(0.1, 0.8))
        kills += 1
    with opened(settings):
        kept = [row.lookup for table in (FeedbackCase, SealedLetter) for row in table.select()]
        assert {unlock(code, origin()).lookup for code in shown} <= set(kept)
        assert len(kept) == len(set(kept)) and len(set(shown)) == len(shown)
        numbers = sorted(row.number for row in FeedbackCase.select())
        assert numbers == [f"F{numbers[0][1:5]}-{place:04}" for place in range(1, len(numbers) + 1)]
        for letter in SealedLetter.select():
            assert unseal(blobs.path(letter.sha256).read_bytes(), [SECRET]).submission.addressee == "discipline"
        mine = this_log()
        assert list(verify.problems(replay.rows(), {mine.origin: mine.genesis}, blobs.is_whole)) == []
