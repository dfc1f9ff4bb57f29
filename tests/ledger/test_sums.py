"""Sums keep their sign and their size."""

from terminal.ledger.sums import Totals, totals
from tests.ledger.published import small


def test_income_and_spending_are_counted_apart_and_red_entries_keep_their_sign():
    assert totals(small(alms=500, stamps=-200, bread=-1).lines) == Totals(500, 201, 1, 2)
    assert totals([]) == Totals()


def test_a_million_million_fen_is_a_number_like_any_other():
    assert totals(small(alms=10**12, stamps=-(10**12 - 1)).lines).net == 1
