"""Passwords are hashed for show only: hundreds of guesses in a test take no longer than one in the hall."""

import pytest
from argon2 import PasswordHasher

from terminal.staff import hashing

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
NOBODY = QUICK.hash("nobody")


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    monkeypatch.setattr(hashing, "_hasher", QUICK)
    monkeypatch.setattr(hashing, "_nobody", lambda: NOBODY)
