"""Thin headers: what is left out comes back the same, and nobody can say it twice."""

import pytest

from terminal.bundle.read import read
from terminal.bundle.thin import restored, thinned
from terminal.journal.chain import canonical, digest


def test_what_is_left_out_comes_back_to_the_byte(small):
    one = read(small)
    thin = list(thinned(one.log, one.bodies))
    assert all('"prev"' not in line and '"body"' not in line for line in thin)
    assert tuple(restored(thin, one.bodies, one.envelope.from_prev)) == one.log


def test_the_hash_of_an_erased_body_stays(small):
    one = read(small)
    thin = list(thinned(one.log, ["", *one.bodies[1:]]))
    assert one.headers[0].body in thin[0]
    assert tuple(restored(thin, ["", *one.bodies[1:]], one.envelope.from_prev)) == one.log


def test_another_body_is_another_chain(small):
    one = read(small)
    other = ["{}", *one.bodies[1:]]
    lines = list(restored(list(thinned(one.log, one.bodies)), other, one.envelope.from_prev))
    assert digest(lines[-1]) != one.envelope.head_hash


@pytest.mark.parametrize(
    ("line", "body"),
    [
        pytest.param({"prev": ""}, "{}", id="prev is said"),
        pytest.param({"body": ""}, "{}", id="body is said"),
        pytest.param({}, "", id="an erased body without its hash"),
        pytest.param({"prev": "", "body": ""}, "", id="both"),
    ],
)
def test_a_line_that_says_too_much_or_too_little_is_refused(line, body):
    with pytest.raises(ValueError, match="prev, body"):
        list(restored([canonical(line)], [body], "0" * 64))
