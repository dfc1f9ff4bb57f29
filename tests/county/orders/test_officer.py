"""From an officer's form to a line of the county's log: looked at, sent once, to whom it may, and seen by whom it is for."""

from io import BytesIO

import pytest

from terminal.county.queries import villages_for
from terminal.directives import queries as directives
from terminal.journal.append import origin
from terminal.ledger import threshold
from terminal.register import queries as register
from terminal.register.pauses import paused
from terminal.staff.rules import Role
from terminal.sync import stored
from tests.county.villages import VILLAGES
from tests.directives.test_queries import YEAR
from tests.staff.people import sign_in
from tests.visit import Visit

BASIS = "《村民委员会组织法》（2025年修正）第36条"


class Officer:
    """Somebody at the county's pages; `fill` goes through the form and the preview."""

    def __init__(self, visit: Visit, *roles: Role, **person: str) -> None:
        self.visit, self.signed = visit, sign_in(visit, *roles, **person)
        self.terminals = {one.name: one.terminal for one in villages_for(self.signed.person)}

    def fill(self, what: str, /, expect: int = 303, **fields: object):
        return self.visit.post(f"/county/orders/new/{what}", {"token": self.signed.token, **fields}, expect=expect)

    def send(self, number: int, expect: int = 303):
        return self.visit.post(f"/county/orders/drafts/{number}/send", {"token": self.signed.token}, expect=expect)


@pytest.fixture
def officer(visit) -> Officer:
    return Officer(visit, Role.OFFICER)


def other(county, *roles: Role, **person: str) -> Officer:
    return Officer(Visit(county), *roles, **person)


def first_of(terminal: str) -> tuple[str, str]:
    """Index number and object of a village's first publication."""
    row = register.listed(terminal, None, None, 1, 1).rows[0]
    number = row.path.rpartition("/")[2]
    from terminal.proof.queries import thing

    return number, thing(terminal, number).obj


def notice(**changes: object) -> dict[str, object]:
    usual = {"to": "*", "sort": "notice", "title": "关于今冬防火的通知", "text": "注意用火。", "issuer": "应急管理局"}
    return usual | {"doc_no": "", "issued_on": "2026-11-20"} | changes


def test_a_notice_is_looked_at_then_sent_once(officer):
    officer.fill("notice", **notice())
    assert "注意用火。" in officer.visit.get("/county/orders/drafts/1").text
    assert directives.documents_of(origin()) == ()
    officer.send(1)
    officer.visit.get("/county/orders/drafts/1", expect=303)
    (told,) = directives.documents_of(origin())
    page = officer.visit.get(f"/county/orders/{told.log_seq}").text
    assert all(name in page for _, name, _ in VILLAGES) and "收到了的 0 / 3" in page
    officer.visit.post("/county/orders/drafts/1/send", {"token": officer.signed.token})
    assert len(directives.documents_of(origin())) == 1


def test_who_has_received_it_is_seen(officer):
    officer.fill("notice", **notice())
    officer.send(1)
    (told,) = directives.documents_of(origin())
    with stored.database.atomic():
        stored.was_told(officer.terminals["石桥村"], told.log_seq)
        stored.was_told(officer.terminals["松岭村"], told.log_seq - 1)
    assert "收到了的 1 / 3" in officer.visit.get(f"/county/orders/{told.log_seq}").text


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "标题没有写"),
        ({"text": " "}, "正文没有写"),
        ({"issuer": ""}, "没有写"),
        ({"to": ""}, "不归您管"),
        ({"to": "别的镇"}, "不归您管"),
        ({"issued_on": "冬天"}, "发文日期要写成一天"),
        ({"title": "题" * 81}, "最多"),
    ],
    ids=str,
)
def test_a_notice_that_is_wrong_comes_back_with_a_sentence(officer, changes, says):
    assert says in officer.fill("notice", expect=422, **notice(**changes)).text


def test_a_file_that_is_no_paper_is_refused(officer):
    file = (BytesIO(b"MZ program"), "x.exe")
    assert "不能传" in officer.fill("notice", expect=422, **notice(file=file)).text


def test_a_next_edition_says_what_changed_and_goes_to_the_same(officer):
    officer.fill("notice", **notice(to="柳河镇", sort="handbook"))
    officer.send(1)
    (told,) = directives.documents_of(origin())
    assert "改了什么" in officer.visit.get(f"/county/orders/new/notice?follows={told.number}").text
    assert "没有写" in officer.fill("notice", expect=422, **notice(follows=told.number)).text
    officer.fill("notice", **notice(follows=told.number, sort="handbook", gist="加了电话"))
    officer.send(2)
    (told,) = directives.documents_of(origin())
    assert (told.edition, told.to, told.changed) == (2, "柳河镇", "加了电话")
    officer.fill("withdraw", follows=told.number, reason="过期了")
    officer.send(3)
    assert directives.documents_of(origin())[0].withdrawn_why == "过期了"


def test_a_takedown_wants_another_officer(officer, county):
    terminal = officer.terminals["石桥村"]
    number, obj = first_of(terminal)
    officer.fill("takedown", to=terminal, number=number, basis=BASIS, reason="写了身份证号", issuer="民政局", until="")
    assert "要另一个人看过" in officer.visit.get("/county/orders/drafts/1").text
    officer.send(1, expect=422)
    assert paused(terminal, obj) is None
    second = other(county, Role.OFFICER, name="钱进")
    second.send(1)
    assert paused(terminal, obj).issuer == "民政局"
    line = directives.all_orders()[0].log_seq
    officer.fill("restore", follows=line, reason="改好了", issuer="民政局")
    officer.send(2)
    assert paused(terminal, obj) is None


@pytest.mark.parametrize("number", ["", "2026-99999", "x"])
def test_a_takedown_names_a_publication_of_that_village(officer, number):
    fields = {"basis": BASIS, "reason": "错", "issuer": "民政局"}
    officer.fill("takedown", expect=422, to=officer.terminals["石桥村"], number=number, **fields)


def test_a_township_speaks_to_its_own_villages_only(county):
    mine = other(county, Role.TOWNSHIP, office="柳河镇")
    form = mine.visit.get("/county/orders/new/notice").text
    assert "石桥村" in form and "松岭村" not in form and "全县" not in form
    for to in ("*", "青山镇"):
        mine.fill("notice", expect=422, **notice(to=to))
    for sort in ("catalogue", "calendar"):
        assert mine.fill(sort, expect=422, gist="x", file=(BytesIO(YEAR.encode()), "2027.toml")).text
    mine.fill("notice", **notice(to="柳河镇"))
    theirs = other(county, Role.TOWNSHIP, name="马强", office="青山镇")
    theirs.visit.get("/county/orders/drafts/1", expect=404)
    theirs.send(1, expect=404)
    mine.send(1)
    (told,) = directives.documents_of(origin())
    theirs.visit.get(f"/county/orders/{told.log_seq}", expect=404)
    theirs.fill("withdraw", expect=422, follows=told.number, reason="不要了")


def test_a_township_cannot_switch_off_the_county_s_banner(officer, county):
    officer.fill("banner", to="*", text="今晚大风", issuer="应急局")
    officer.send(1)
    (on,) = directives.banners_of(origin())
    mine = other(county, Role.TOWNSHIP, office="柳河镇")
    mine.fill("banner", expect=422, follows=on.line)
    officer.fill("banner", follows=on.line)
    officer.send(2)
    assert not directives.banners_of(origin())[0].is_on


def test_a_correction_and_a_case_go_to_one_village(officer):
    terminal = officer.terminals["上湾村"]
    officer.fill(
        "correct", to=terminal, number="", text="第三季度没公开", basis=BASIS, issuer="柳河镇", due_on="2026-11-30"
    )
    officer.send(1)
    call = {
        "ticket": "RX1",
        "category": "complaint",
        "text": "路灯坏了",
        "received_on": "2026-11-20",
        "issuer": "12345",
    }
    officer.fill("case", to=terminal, name="周某", phone="", **call)
    officer.send(2)
    assert {one.sort for one in directives.all_orders()} == {"correct", "case"}
    officer.fill("case", expect=422, to="*", **call)
    officer.fill("case", expect=422, to=terminal, **call | {"received_on": "2026-12-30"})
    officer.fill("correct", expect=422, to=terminal, text="", basis="", issuer="", due_on="")


def test_a_calendar_is_checked_and_sent_to_all(officer):
    bad = (BytesIO(b"year ="), "2027.toml")
    assert officer.fill("calendar", expect=422, gist="x", file=bad).text
    officer.fill("calendar", gist="2027年放假安排", file=(BytesIO(YEAR.encode()), "2027.toml"))
    officer.send(1)
    assert directives.catalogues.last_number(year=2027) == 1


def test_what_is_not_sent_leaves_nothing(officer):
    officer.fill("notice", **notice())
    officer.visit.post("/county/orders/drafts/1/drop", {"token": officer.signed.token})
    officer.visit.get("/county/orders/drafts/1", expect=303)
    officer.send(1, expect=303)
    assert directives.documents_of(origin()) == ()


@pytest.mark.parametrize("address", ["/county/orders/999", "/county/orders/drafts/999", "/county/orders/new/secret"])
def test_what_is_not_there_is_not_found(officer, address):
    officer.visit.get(address, expect=404)


def test_an_auditor_reads_and_sends_nothing(officer, county):
    officer.fill("notice", **notice())
    looks = other(county, Role.AUDITOR)
    assert "写一份" not in looks.visit.get("/county/orders/").text
    assert "注意用火" in looks.visit.get("/county/orders/drafts/1").text
    looks.send(1, expect=403)
    looks.fill("notice", expect=403, **notice())


def test_of_fewer_than_five_villages_no_middle_is_said(officer):
    for period, says in (
        ("2026Q1", "只有 0 个村公布全了"),
        ("2027", "已经过完的"),
        ("去年", "已经过完的"),
        ("2026-05", "已经过完的"),
    ):
        page = officer.fill("medians", to="*", period=period, issuer="农业农村局", expect=422)
        assert says in page


def test_the_county_says_which_payments_need_a_voucher(officer, county):
    assert threshold.rule() is None
    for wrong in ("很多", "-5", "1.5", ""):
        officer.fill("vouchers", to="*", above=wrong, basis=BASIS, issuer="农业农村局", expect=422)
    officer.fill("vouchers", to="*", above="9,000,000", basis=BASIS, issuer="农业农村局", expect=422)
    officer.fill("vouchers", to="*", above="500", basis=BASIS, issuer="农业农村局")
    assert "500 元" in officer.visit.get("/county/orders/drafts/1")
    line = officer.send(1).headers["Location"]
    page = officer.visit.get(line)
    assert "500 元以上的支出要有凭证照片" in page and "收到了的 0 / 3" in page
    rule = threshold.rule()
    assert (rule.above_fen, rule.issuer) == (50_000, "农业农村局")
    officer.fill("vouchers", to="*", above="0", basis=BASIS, issuer="农业农村局")
    officer.send(2)
    assert threshold.rule() is None and "支出不要求凭证照片" in officer.visit.get("/county/orders/")
