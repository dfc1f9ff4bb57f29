"""Where this unit's pages are shown for phones far away: at its county, once that has something of its log."""

import re

from terminal.sync import queries
from terminal.sync.enrolment import enrolled
from terminal.village.queries import here

CODE = re.compile(r"[0-9A-Za-z]{2,24}")


def mirror(county: str) -> str:
    """As https://open.example.gov.cn/v/540990101; `county` is the address of the settings. Empty where there is none yet."""
    if queries.delivered() is None:
        return ""
    granted = enrolled()
    address = county or (granted.address if granted else "")
    code = granted.village if granted else here().code
    return f"{address.rstrip('/')}/v/{code}" if address and CODE.fullmatch(code) else ""
