"""What stands on an opened receipt while the answer is awaited: put off, and why; taken up again."""

from terminal.feedback import actions, queries, slip
from tests.feedback.office import FRIDAY, THURSDAY, answered, cadre, opened, supervisor, taken
from tests.world import at

LOOKUP = "a" * 32
REASON = "要等县里的路灯到货。"


def told(kiosk):
    with kiosk.test_request_context():
        kiosk.preprocess_request()
        return slip.opened(queries.case_by_code(LOOKUP), 1, "normal")


def test_what_nobody_has_taken_says_so(kiosk):
    opened()
    assert told(kiosk)["waiting"] == ["已经登记，还没有人受理。"]


def test_a_day_put_off_is_told_with_the_reason(kiosk):
    case = taken(cadre())
    actions.extend(case.number, 1, REASON, by=cadre("陈国平"), now=at(THURSDAY))
    assert told(kiosk)["waiting"] == [f"延长办理；{REASON}", "李秀英受理了，正在办。"]


def test_what_is_done_once_more_is_told_but_not_what_the_office_wrote_for_itself(kiosk):
    by = cadre()
    case = answered(taken(by), by, supervisor())
    actions.rate(LOOKUP, 4, (), now=at(FRIDAY))
    actions.reopen(case.number, "灯修好了又坏了。", by=by, now=at(FRIDAY))
    said = told(kiosk)
    assert (said["is_open"], said["waiting"]) == (True, ["重新办理", "李秀英受理了，正在办。"])
    assert said["reply"]
