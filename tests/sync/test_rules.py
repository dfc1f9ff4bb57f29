"""What becomes of lines that come: each case with the word it gets."""

import pytest

from terminal.sync.rules import Epoch, GoesOn, Lines, Verdict, judge

GENESIS = "genesis"


def lines(first: int, *hashes: str, epoch: int = 1, prev: str = "", opens: GoesOn | None = None) -> Lines:
    return Lines(epoch, first, prev or (GENESIS if first == 1 else f"a{first - 1}"), hashes, opens)


STORED = {(1, seq): f"a{seq}" for seq in range(1, 6)} | {(3, seq): f"c{seq}" for seq in range(9, 12)}
ONE = (Epoch(1, 1, 5, "a5"),)
TWO = (*ONE, Epoch(3, 9, 11, "c11"))
AFTER_5 = GoesOn(1, 5, "a5")


def judged(given: Lines, known: tuple[Epoch, ...]) -> Verdict:
    return judge(given, known, GENESIS, lambda epoch, seq: STORED.get((epoch, seq), ""))


@pytest.mark.parametrize(
    ("given", "known", "wanted"),
    [
        pytest.param(lines(1, "a1", "a2"), (), Verdict("new", fresh=1), id="the first of a log"),
        pytest.param(lines(1, "a1", prev="other"), (), Verdict("fork"), id="a beginning nobody promised"),
        pytest.param(lines(3, "a3"), (), Verdict("gap", need=1), id="nothing before it"),
        pytest.param(lines(6, "a6"), ONE, Verdict("new", fresh=6), id="the next line"),
        pytest.param(lines(6, "x6", prev="x5"), ONE, Verdict("fork"), id="the next line after another one"),
        pytest.param(lines(8, "a8"), ONE, Verdict("gap", need=6), id="two are missing"),
        pytest.param(lines(2**53 - 1, "z"), ONE, Verdict("gap", need=6), id="far ahead"),
        pytest.param(lines(2, "a2", "a3"), ONE, Verdict("duplicate"), id="known"),
        pytest.param(lines(1, "a1", "a2", "a3", "a4", "a5"), ONE, Verdict("duplicate"), id="all of it known"),
        pytest.param(lines(4, "a4", "a5", "a6"), ONE, Verdict("new", fresh=6), id="overlap"),
        pytest.param(lines(4, "a4", "x5"), ONE, Verdict("fork"), id="one other line"),
        pytest.param(lines(4, "x4", "x5", "x6"), ONE, Verdict("fork"), id="another branch that goes further"),
        pytest.param(lines(1, "x1", prev=GENESIS), ONE, Verdict("fork"), id="another beginning"),
        pytest.param(lines(9, "b9", epoch=2, prev="a5", opens=AFTER_5), ONE, Verdict("new", fresh=9), id="new epoch"),
        pytest.param(lines(10, "b10", epoch=2), ONE, Verdict("gap", need=6), id="new epoch without its beginning"),
        pytest.param(
            lines(9, "b9", epoch=2, prev="a7", opens=GoesOn(1, 7, "a7")), ONE, Verdict("gap", need=6), id="after a gap"
        ),
        pytest.param(
            lines(9, "b9", epoch=2, prev="x5", opens=GoesOn(1, 5, "x5")), ONE, Verdict("fork"), id="after another line"
        ),
        pytest.param(
            lines(9, "b9", epoch=2, prev="a4", opens=AFTER_5), ONE, Verdict("fork"), id="says one line, names another"
        ),
        pytest.param(
            lines(5, "b5", epoch=2, prev="a5", opens=AFTER_5), ONE, Verdict("fork"), id="a number that was used"
        ),
        pytest.param(
            lines(9, "b9", epoch=2, prev=GENESIS, opens=GoesOn(1, 0, GENESIS)),
            ONE,
            Verdict("new", fresh=9),
            id="nothing was left of the log",
        ),
        pytest.param(
            lines(9, "b9", epoch=2, prev="x", opens=GoesOn(1, 0, "x")), ONE, Verdict("fork"), id="a false beginning"
        ),
        pytest.param(
            lines(9, "b9", epoch=2, prev="b8", opens=GoesOn(2, 8, "b8")), ONE, Verdict("fork"), id="after itself"
        ),
        pytest.param(lines(12, "c12", epoch=3, prev="c11"), TWO, Verdict("new", fresh=12), id="newest epoch goes on"),
        pytest.param(lines(8, "c8", epoch=3, prev="x"), TWO, Verdict("fork"), id="before its epoch began"),
        pytest.param(lines(2, "a2"), TWO, Verdict("duplicate"), id="known of an epoch that is over"),
        pytest.param(lines(6, "a6"), TWO, Verdict("new", fresh=6, late=True), id="late, below the next epoch"),
        pytest.param(lines(7, "a7"), TWO, Verdict("gap", need=6), id="late, with a hole before"),
        pytest.param(lines(6, "a6", "a7", "a8", "a9"), TWO, Verdict("stale-epoch"), id="late, into the next epoch"),
        pytest.param(lines(5, "x5"), TWO, Verdict("stale-epoch"), id="another line of an epoch that is over"),
        pytest.param(
            lines(7, "b7", epoch=2, prev="a5", opens=AFTER_5),
            TWO,
            Verdict("new", fresh=7, late=True),
            id="an epoch between",
        ),
        pytest.param(
            lines(9, "b9", epoch=2, prev="a5", opens=AFTER_5), TWO, Verdict("stale-epoch"), id="two epochs, one number"
        ),
    ],
)
def test_every_case_has_its_word(given, known, wanted):
    assert judged(given, known) == wanted
