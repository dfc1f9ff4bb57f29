"""Secrets are kept as argon2id, and nobody's secret costs as much work as somebody's."""

import re

import pytest

from terminal.staff import hashing, rules


def test_the_right_secret_fits_and_no_other():
    kept = hashing.hash_secret("老桥下面的水车转得慢")
    assert kept.startswith("$argon2id$")
    assert hashing.fits(kept, "老桥下面的水车转得慢")
    assert not hashing.fits(kept, "老桥下面的水车转得快")


def test_one_secret_is_kept_differently_each_time():
    assert hashing.hash_secret("老桥下面的水车") != hashing.hash_secret("老桥下面的水车")


def test_a_secret_typed_on_another_keyboard_still_fits():
    assert hashing.fits(hashing.hash_secret("caf\u00e9 am Bach"), "cafe\u0301 am Bach")


@pytest.mark.parametrize("kept", ["", "not a hash", "$argon2id$v=19$broken"])
def test_nothing_fits_an_empty_or_spoiled_hash(kept):
    assert not hashing.fits(kept, "")
    assert not hashing.fits(kept, "老桥下面的水车转得慢")


def test_a_name_nobody_has_costs_a_whole_hash(monkeypatch):
    asked = []

    class Watched:
        def verify(self, kept, secret):
            asked.append(kept)
            return True

    monkeypatch.setattr(hashing, "_hasher", Watched())
    monkeypatch.setattr(hashing, "_nobody", lambda: "$argon2id$nobody")
    assert not hashing.fits("", "whatever")
    assert asked == ["$argon2id$nobody"]


def test_a_made_up_password_is_taken_by_the_rules_and_is_new_each_time():
    made = {hashing.new_password() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}", one) for one in made)
    assert all(rules.why_not_password(one, "李秀英") == [] for one in made)
