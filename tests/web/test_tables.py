"""What stands in a cell is what a reader sees, whatever a village has written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.web.tables import FORMULAS, guarded


@pytest.mark.parametrize("said", ["=1+1", "+86", "-5", "@SUM", "\t=1", "\r=1", "\n=1", "＝1"])
def test_what_begins_like_a_formula_gets_a_mark_in_front(said):
    assert guarded(said) == f"'{said}"


@pytest.mark.parametrize("said", ["", "清淤", "1=1", "'=1", "（-5）"])
def test_everything_else_stays_as_it_is(said):
    assert guarded(said) == said


@given(st.text())
def test_no_cell_begins_like_a_formula(said):
    assert not guarded(said).startswith(FORMULAS)
    assert guarded(said).removeprefix("'").endswith(said.removeprefix("'"))
