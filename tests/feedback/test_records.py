"""Cases are numbered one after the other, each year from one."""

import pytest

from terminal.feedback import intake
from terminal.feedback.models import FeedbackCase
from terminal.feedback.records import next_number
from terminal.journal.append import origin
from terminal.store.database import write
from tests.feedback.offices import said
from tests.world import SUNDAY, at


@pytest.fixture
def numbered(shiqiao):
    """numbered(*numbers): cases with these numbers, and no others."""

    def make(*numbers):
        with write():
            for place, number in enumerate(numbers):
                intake.open_case(
                    said(category="help", addressee="village"),
                    f"{place:032x}",
                    (),
                    received_on=SUNDAY,
                    by="李",
                    now=at(SUNDAY),
                )
                FeedbackCase.update(number=number).where(FeedbackCase.lookup == f"{place:032x}").execute()

    return make


@pytest.mark.parametrize(
    ("there", "comes"),
    [
        pytest.param((), "F2026-0001", id="the first"),
        pytest.param(("F2026-0001", "F2026-0009"), "F2026-0010", id="after nine"),
        pytest.param(("F2025-0044", "F2027-0002"), "F2026-0001", id="other years"),
        pytest.param(("F2026-9998",), "F2026-9999", id="the last of four digits"),
        pytest.param(("F2026-9999",), "F2026-10000", id="the first of five digits"),
        pytest.param(("F2026-9999", "F2026-10000", "F2026-10002"), "F2026-10003", id="after ten thousand"),
        pytest.param(("F2026-99999", "F2026-9999", "F2026-100000"), "F2026-100001", id="after a hundred thousand"),
    ],
)
def test_the_next_number_follows_the_highest_of_the_year(numbered, there, comes):
    numbered(*there)
    assert next_number(origin(), 2026) == comes
