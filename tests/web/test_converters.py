"""Addresses are typed: what does not fit is no page."""

import pytest
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule

from terminal.web.converters import (
    CodeConverter,
    LineConverter,
    MonthConverter,
    NumberConverter,
    Sha256Converter,
    YearConverter,
)

KINDS = {
    "number": NumberConverter,
    "sha256": Sha256Converter,
    "code": CodeConverter,
    "year": YearConverter,
    "month": MonthConverter,
    "line": LineConverter,
}


def read(kind, said):
    rules = Map([Rule(f"/<{kind}:it>", endpoint="it")], converters=KINDS, merge_slashes=False)
    return rules.bind("terminal").match(f"/{said}")[1]["it"]


@pytest.mark.parametrize(
    ("kind", "said", "value"),
    [
        ("number", "2026-00087", "2026-00087"),
        ("number", "2026-100000", "2026-100000"),
        ("sha256", "a" * 64, "a" * 64),
        ("code", "V-A05", "V-A05"),
        ("code", "T-B101", "T-B101"),
        ("year", "2026", 2026),
        ("month", "1", 1),
        ("month", "12", 12),
        ("line", "913-4", "913-4"),
    ],
)
def test_what_fits_is_read(kind, said, value):
    assert read(kind, said) == value


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("number", "2026-0087"),
        ("number", "26-00087"),
        ("number", "2026-00000087"),
        ("number", "２０２６-00087"),
        ("sha256", "A" * 64),
        ("sha256", "a" * 63),
        ("sha256", "..%2f" + "a" * 61),
        ("code", "v-a05"),
        ("code", "V-A5"),
        ("code", "V-A٠٥"),
        ("year", "1899"),
        ("year", "2200"),
        ("year", "20２6"),
        ("month", "0"),
        ("month", "13"),
        ("month", "01"),
        ("line", "-1"),
        ("line", "1-"),
        ("line", "1234567890-1"),
        ("line", "9１3-4"),
    ],
)
def test_what_does_not_fit_is_no_page(kind, said):
    with pytest.raises(NotFound):
        read(kind, said)
