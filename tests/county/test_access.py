"""The county's own record: chained, replayed the same, read by those who watch."""

from terminal import clock, events_register
from terminal.county import access
from terminal.journal.replay import differences
from terminal.staff.rules import Role
from tests.staff.people import make, sign_in


def test_what_somebody_opened_stands_in_the_log_and_is_told_again_the_same(county):
    officer = make(Role.OFFICER)
    header = access.record(officer, "letter.open", village="t-nowhere", about="F2026-0007", now=clock.now())
    assert header.kind == "audit.looked"
    (line,) = access.page(1, 10, show="looked").lines
    assert (line.person, line.what, line.about, line.act) == (officer.name, "letter.open", "F2026-0007", "looked")
    assert differences(events_register.TABLES) == []


def test_the_record_can_be_read_by_part_and_by_person(county):
    officer, other = make(Role.OFFICER), make(Role.ADMIN)
    access.record(officer, "letter.open", now=clock.now())
    access.record(other, "letter.answer", act="changed", now=clock.now())
    assert [line.what for line in access.page(1, 10, show="changed").lines] == ["letter.answer"]
    assert [line.what for line in access.page(1, 10, show="looked", person=other.name).lines] == []
    assert {line.act for line in access.page(1, 10, show="people").lines} == {"audit.account"}
    assert access.page(9, 2).number == 2


def test_an_auditor_reads_who_opened_what_in_which_village(visit, world):
    from terminal.county.queries import names

    signed = sign_in(visit, Role.AUDITOR)
    village = next(log for log, name in names().items() if name == "石桥村")
    access.record(signed.person, "letter.open", village=village, about="F2026-0007", now=clock.now())
    page = visit.get("/county/record/")
    assert "打开一封封好的信（F2026-0007）" in page.text and "石桥村" in page.text
    assert "新开账号" in visit.get("/county/record/?show=people").text
    assert "还没有记录" in visit.get("/county/record/?show=changed").text
