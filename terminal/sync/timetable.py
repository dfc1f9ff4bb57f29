"""When the line is asked again, and when large attachments may travel. Pure: chance and the time of day are arguments."""

import hashlib
from datetime import datetime

MINUTE, HOUR = 60, 3600
LONGEST = 6 * HOUR  # however often nobody answered
SOONEST = 10  # seconds
JITTER = 10 * MINUTE
NIGHT, MORNING = 22, 5  # hours in the village
SLOT = 3 * HOUR  # every terminal's part of the night
SMALL = 256 * 1024  # bytes of attachments that travel by day in one round


def first(chance: float) -> float:
    """Seconds from the start of the program to the first round: after a power cut, all of a county start at once."""
    return SOONEST / 2 + chance * MINUTE


def wait(failures: int, every: int, chance: float, told: int = 0) -> float:
    """Seconds until the next round. `failures` in a row so far, `every` in minutes, `chance` from 0 to 1; the county may
    have `told` how long to stay away.

    A round that went well is followed by the next in `every` minutes and up to ten more; one that did not by up to one
    minute, two, four, … six hours, the whole of it by chance, so that those who failed together do not come back together.
    """
    if failures == 0:
        return every * MINUTE + chance * min(JITTER, every * MINUTE * 2 / 3)
    longest = min(LONGEST, MINUTE * 2 ** min(failures - 1, 20))
    return max(SOONEST, told, chance * longest)


def is_night(local: datetime, origin: str) -> bool:
    """Is it this terminal's part of the night (22:00 to 05:00)? Which part follows from its name; the parts overlap."""
    since = (local.hour - NIGHT) % 24 * HOUR + local.minute * MINUTE + local.second
    whole = (MORNING - NIGHT) % 24 * HOUR
    if since >= whole:
        return False
    begins = int.from_bytes(hashlib.sha256(origin.encode()).digest()[:4]) % whole
    return (since - begins) % whole < SLOT


def by_day(sizes: dict[str, int]) -> frozenset[str]:
    """Which of these attachments, by hash and bytes, may travel by day: the smallest, together no more than `SMALL`."""
    chosen: list[str] = []
    total = 0
    for sha256, size in sorted(sizes.items(), key=lambda one: (one[1], one[0])):
        total += size
        if total > SMALL:
            break
        chosen.append(sha256)
    return frozenset(chosen)
