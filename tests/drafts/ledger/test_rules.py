"""Why a sheet may not go on, in whole sentences."""

import pytest

from terminal.drafts.ledger import rules
from terminal.errors import Problem


def test_a_sheet_without_fault_may_be_handed_in():
    assert rules.why_not_submit([]) == []
    assert "还有 2 处" in rules.why_not_submit([Problem("一"), Problem("二")])[0].says


@pytest.mark.parametrize("reason", ["", "   ", "错"])
def test_a_correction_without_a_reason_goes_nowhere(reason):
    assert rules.why_not_reason(reason)[0].where == "原因"


def test_a_unit_that_owes_no_ledger_sends_none():
    assert rules.why_not_item(("V-F04",)) == [] and rules.why_not_item(())
