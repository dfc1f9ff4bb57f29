"""The time a paper was entered is printed, or, where it cannot be believed, the two it lies between."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_babel import Babel

from terminal.journal.moments import Span
from terminal.proof.when import when
from terminal.proof.witness import Witness

FIRST, LAST = datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "doubt", "said"),
    [
        (None, None, ""),
        (FIRST, None, "20"),
        (FIRST, Span(FIRST, LAST), "20 到 22 之间（机器的时钟当时不准）"),
        (FIRST, Span(FIRST, None), "20 以后（机器的时钟当时不准）"),
        (FIRST, Span(None, LAST), "22 以前（机器的时钟当时不准）"),
        (FIRST, Span(), "说不准什么时候（机器的时钟当时不准）"),
    ],
)
def test_what_is_known_is_said(at, doubt, said):
    app = Flask(__name__)
    Babel(app, default_locale="zh_Hans_CN")
    with app.test_request_context("/"):
        assert when(Witness(seq=1, fingerprint="", at=at, doubt=doubt), lambda one: str(one.day)) == said
