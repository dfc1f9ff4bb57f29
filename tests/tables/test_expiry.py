"""A contract's lamp: while there is time none, ninety days before its end yellow, afterwards red."""

from datetime import date

import pytest

from terminal.tables.expiry import ends
from tests.tables.workbooks import sort

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("end", "days", "lamp"),
    [
        ("2026-11-21", -1, "over"),
        ("2026-11-22", 0, "soon"),
        ("2027-02-20", 90, "soon"),
        ("2027-02-21", 91, "fine"),
    ],
)
def test_a_contract_that_runs_has_its_lamp(end, days, lamp):
    found = ends(sort("contracts"), {"end": end, "state": "履行中"}, TODAY)
    assert found and (found.days, found.lamp) == (days, lamp)


@pytest.mark.parametrize("values", [{"end": "2026-01-01", "state": "已续签"}, {"end": None}, {}])
def test_what_is_settled_or_has_no_end_has_none(values):
    assert ends(sort("contracts"), values, TODAY) is None


def test_assets_run_out_never():
    assert ends(sort("assets"), {"end": "2026-01-01"}, TODAY) is None
