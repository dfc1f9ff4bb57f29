"""How every village stands: reckoned from its own log, seen by who may see it, looked at before anything is late."""

from datetime import timedelta

from terminal import clock
from terminal.catalogue.rules import Tally
from terminal.county import actions, arrivals, queries, standing
from terminal.register.duties import duties
from terminal.register.models import SetAside
from terminal.staff.rules import Role
from terminal.store.database import write
from terminal.sync.models import Alarm, Head
from terminal.village.queries import village
from tests.conftest import SUNDAY_MORNING
from tests.county.villages import VILLAGES
from tests.staff.people import make, sign_in


def test_each_village_is_counted_by_its_own_catalogue(county):
    found = standing.standings(make(Role.OFFICER), clock.now())
    assert [one.village.name for one in found] and len(found) == 3
    assert all(one.count.due >= one.count.published + one.count.missing - 1 and one.count.missing for one in found)
    assert all(one.seq for one in found)


def test_counting_again_answers_the_same_until_a_line_comes(county):
    person = make(Role.OFFICER)
    before = standing.standings(person, clock.now())
    assert standing.standings(person, clock.now()) == before
    tomorrow = clock.Now.of(SUNDAY_MORNING.at + timedelta(days=30))
    assert standing.standings(person, tomorrow)[0].count != before[0].count


def test_the_counts_are_those_of_the_villages_own_page(county):
    person = make(Role.OFFICER)
    for days in (0, 1, 40, 400, 20):  # also a clock that was put back
        day = clock.Now.of(SUNDAY_MORNING.at + timedelta(days=days))
        for one in standing.standings(person, day):
            page = duties(village(one.village.terminal), day.today)
            counted = Tally(one.count.due, one.count.published, one.count.missing)
            longest = page.missing[0].standing.days if page.missing else 0
            assert (counted, one.count.longest) == (page.tally, longest)


def test_what_is_set_aside_is_neither_public_nor_missing(county):
    person = make(Role.OFFICER)
    one = standing.standings(person, clock.now())[0]
    first = duties(village(one.village.terminal), clock.today()).missing[0]
    with write():
        SetAside.insert(
            origin=one.village.terminal,
            item=first.item.code,
            period=first.period,
            reason="没有这件事",
            approver="周德明",
            set_on=clock.today(),
            log_seq=99,
        ).execute()
        Head.update(seq=Head.seq + 1).where(Head.origin == one.village.terminal).execute()
    after = standing.of(person, one.village.code, clock.now()).count
    assert (after.missing, after.due) == (one.count.missing - 1, one.count.due - 1)


def test_a_frozen_log_comes_first_and_says_so(visit):
    sign_in(visit, Role.OFFICER)
    log = next(log for log, name in queries.names().items() if name == "松岭村")
    actions.freeze(log, by="测试", now=clock.now())
    page = visit.get("/county/")
    assert page.words(".vcard b")[0] == "松岭村" and "已停收" in page.text
    assert "松岭村" in visit.get("/county/?show=stopped").text
    assert "石桥村" not in " ".join(visit.get("/county/?show=stopped").words(".vcard"))


def test_the_home_page_says_who_was_heard_of_and_who_is_silent(visit):
    sign_in(visit, Role.OFFICER)
    log = next(log for log, name in queries.names().items() if name == "石桥村")
    with write():
        arrivals.heard(log, "push", clock.now())
    page = visit.get("/county/?show=today")
    assert page.words(".vcard b") == ["石桥村"] and "今天 9:41" in page.text
    assert "上湾村" in " ".join(visit.get("/county/?show=silent").words(".vcard b"))
    assert "还没有联系过" in visit.get("/county/?as=list").text


def test_a_township_counts_its_own_villages_only(visit):
    sign_in(visit, Role.TOWNSHIP, office="柳河镇")
    page = visit.get("/county/")
    assert page.h1 == "2 个村" and "共 2 个村" in page.text
    assert "松岭村" not in page.text + visit.get("/county/late/").text + visit.get("/county/received/").text


def test_one_village_shows_its_terminal_what_is_late_and_what_is_new(visit):
    sign_in(visit, Role.OFFICER)
    code, name, township = VILLAGES[0]
    page = visit.get(f"/county/villages/{code}")
    assert page.h1 == name and township in page.text and "晚了" in page.text
    assert f"{name}低保评议结果" in page.text and f"/v/{code}/" in page.links
    visit.get("/county/villages/999999999", expect=404)


def test_what_lies_aside_is_shown_with_its_reason_to_who_may_see_it(visit, county_at):
    sign_in(visit, Role.TOWNSHIP, office="柳河镇")
    for name in ("石桥村", "松岭村"):
        log = next(log for log, said in queries.names().items() if said == name)
        folder = county_at.data / "quarantine" / log
        folder.mkdir(parents=True)
        (folder / "up_x.zip").write_bytes(b"zip")
        (folder / "up_x.txt").write_text("up_x（fork）与这里已有的登记矛盾。", "utf-8")
    page = visit.get("/county/aside/")
    assert "与这里已有的登记矛盾" in page.text and "石桥村" in page.text and "松岭村" not in page.text


def test_the_tables_the_county_reckons_with_are_its_own(county):
    assert Head.select().count() >= 3 and Alarm.select().count() == 0
