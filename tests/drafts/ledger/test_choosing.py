"""Short names of accounts are fit for addresses and never the same."""

import pytest

from terminal.drafts.ledger.choosing import new_key, why_not_account
from terminal.ledger.events import ACCOUNT_KEY


@pytest.mark.parametrize(
    ("letters", "known", "key"),
    [
        pytest.param("zdkzh", (), "zdkzh", id="first letters"),
        pytest.param("zdkzh", ("zdkzh", "zdkzh-2"), "zdkzh-3", id="taken twice"),
        pytest.param("……", (), "account", id="no letters at all"),
        pytest.param("A&b" * 20, (), "abababababababababab", id="far too long"),
    ],
)
def test_a_new_account_gets_a_short_name(letters, known, key):
    assert new_key(letters, known) == key and ACCOUNT_KEY.fullmatch(key)


def test_a_file_without_a_sheet_asks_for_the_account():
    assert "请选账户" in str(why_not_account([])[0])
