"""A correction is shown line by line: what was, what is."""

from datetime import date

from terminal.ledger.comparing import changed, table
from terminal.ledger.events import Line


def line(summary: str, fen: int, direction: str = "out", day: int = 3) -> Line:
    return Line(day=date(2026, 5, day), summary=summary, direction=direction, fen=fen, category="x", voucher="记-1")


def cells(old, new) -> list[list[tuple[str | None, str]]]:
    return [[(cell.was, cell.now) for cell in row.cells] for row in changed(old, new)]


def test_nothing_changed_is_an_empty_list(kiosk):
    with kiosk.test_request_context():
        kiosk.preprocess_request()
        month = table([line("电费", 100)], 500, 400)
        assert changed(month, month) == ()


def test_an_amount_keeps_what_it_was(kiosk):
    with kiosk.test_request_context():
        kiosk.preprocess_request()
        found = cells(table([line("电费", 18600)], 50000, 31400), table([line("电费", 16800)], 50000, 33200))
        assert found[0][2] == ("−186.00", "−168.00")
        assert found[1][1:] == [(None, "本月结余"), ("314.00", "332.00")]


def test_lines_that_came_and_went_are_named(kiosk):
    with kiosk.test_request_context():
        kiosk.preprocess_request()
        old, new = (table([line("电费", 100), line(name, 200)], 900, 600) for name in ("误工", "水费"))
        assert {row.change for row in changed(old, new)} <= {"new", "gone", "changed"}
        said = str(changed(old, new))
        assert "误工" in said and "水费" in said and "电费" not in said


def test_a_turned_sign_is_a_change(kiosk):
    with kiosk.test_request_context():
        kiosk.preprocess_request()
        found = cells(table([line("电费", 100)], 0, 0), table([line("电费", 100, "in")], 0, 0))
        assert found == [[(None, "5月3日 记-1"), (None, "电费"), ("−1.00", "+1.00")]]
