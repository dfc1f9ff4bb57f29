"""The long run of schemathesis: what it says is read rightly, and an answer that is not documented ends the measurement."""

import pytest

from bench import api
from terminal.errors import TerminalError

WELL = "Test cases:\n  12,351 generated, 12,351 passed, 10 skipped\n\nSeed: 1\n"
WRONG = "Test cases:\n  351 generated, 350 passed, 1 failed\n\nUndocumented HTTP status code: 500\n"


@pytest.mark.parametrize(
    ("code", "said", "asked", "is_well"),
    [(0, WELL, 12_351, True), (1, WRONG, 351, False), (2, "no such file", 0, False)],
)
def test_what_schemathesis_says_is_read(code, said, asked, is_well):
    found = api.read(code, said)
    assert (found.asked, found.is_well) == (asked, is_well)


@pytest.mark.parametrize(("code", "said"), [(1, WRONG), (0, "nothing was asked")])
def test_a_run_that_found_something_or_asked_nothing_is_no_result(code, said):
    with pytest.raises(TerminalError, match="和文件不符"):
        api.rows(api.read(code, said), 150.0)


def test_a_good_run_is_a_row_with_the_number_of_questions():
    assert [(row.us, row.other) for row in api.rows(api.read(0, WELL), 150.0)] == [(0, 12_351), (150.0, 300)]
