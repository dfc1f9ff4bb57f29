"""Words that leaked are removed for good: one asks, another agrees, and no file of the machine holds them any more."""

import subprocess
import sys

import pytest

from terminal import events_register
from terminal.disclosures import queries as disclosures
from terminal.disclosures.actions import revise, withdraw
from terminal.drafts import actions as drafts
from terminal.drafts import publishing
from terminal.drafts import queries as drafted
from terminal.drafts.public import queries, removing
from terminal.errors import NotFound, Refused
from terminal.journal import blobs
from terminal.journal.append import origin, this_log
from terminal.journal.erasing import erased
from terminal.journal.replay import differences, rebuild, rows
from terminal.journal.verify import problems
from terminal.register.queries import found
from terminal.staff.rules import Role
from tests.drafts.office import NOW, cadre, filled, signed, supervisor
from tests.staff.people import sign_in
from tests.world import CADRE, SUNDAY, at, draft, log_length, make_disclosure

CANARY = "KANARIENVOGEL"
LAW = "《中华人民共和国个人信息保护法》第四十七条"
NUMBER = "2026-00001"


@pytest.fixture
def leaked(kiosk):
    """Published with the canary in its words and file, then put right; another text names another file."""
    writer, other = cadre(), supervisor()
    file = blobs.put(f"{CANARY} in the file".encode(), f"{CANARY}.csv", "text/csv")
    shared = blobs.put(b"a list everybody names", "list.csv", "text/csv")
    writing = filled(writer, text=f"王大锤的住址 {CANARY} 写错了地方。" * 300, title=f"名单 {CANARY}")
    drafts.submit(writing.id, writing.revision, by=writer, now=NOW)
    publishing.publish(signed(drafted.one(writing.id), other).id, by=writer, now=NOW)
    wrong = draft(item="V-A09", text=f"第二次的 {CANARY}", attachments=(file, shared), published_on=SUNDAY)
    revise(NUMBER, wrong, f"改 {CANARY}", by=CADRE, now=at(SUNDAY))
    right = draft(item="V-A09", title="改好的名单", text="没有住址了。", attachments=(shared,), published_on=SUNDAY)
    revise(NUMBER, right, "去掉住址", by=CADRE, now=at(SUNDAY))
    make_disclosure(title="村规民约", item="V-A01", text="第一条　爱护公物。", period="")
    return writer, other, file, shared


def removed(leaked):
    writer, other, *_files = leaked
    removing.allow(removing.ask(NUMBER, [1, 2], LAW, "露了住址", by=writer, now=NOW), by=other, now=NOW)


def files_with(folder, word):
    return [path for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def test_no_file_holds_the_words_any_more(leaked, data, kiosk):
    with kiosk.test_client().get(f"/disclosures/{NUMBER}.pdf?version=1") as answer:
        assert answer.status_code == 200
    (data / "pdf" / "kept.pdf").write_bytes(CANARY.encode())
    assert files_with(data, CANARY)
    removed(leaked)
    assert files_with(data, CANARY) == []
    assert list((data / "pdf").glob("*.pdf")) == []


def test_the_shared_file_stays_and_the_other_is_gone(leaked):
    removed(leaked)
    assert not blobs.is_whole(leaked[2].sha256) and blobs.is_whole(leaked[3].sha256)


def test_the_log_is_whole_and_tells_the_same_again(leaked):
    removed(leaked)
    mine = this_log()
    assert list(problems(rows(), {mine.origin: mine.genesis}, blobs.is_whole, erased())) == []
    assert differences(events_register.TABLES) == []
    done = rebuild(events_register.TABLES)
    assert done.before == done.after


def test_what_stands_now_stays_readable_and_can_be_put_right_again(leaked, visit):
    removed(leaked)
    assert "没有住址了。" in visit.get(f"/disclosures/{NUMBER}")
    revise(NUMBER, draft(item="V-A09", text="第四次。", published_on=SUNDAY), "再改一次", by=CADRE, now=at(SUNDAY))
    assert differences(events_register.TABLES) == []


def test_everybody_reads_who_removed_it_when_and_on_what_law(leaked, visit):
    fingerprint = disclosures.one(origin(), NUMBER, 1).fingerprint
    removed(leaked)
    for path in (f"/disclosures/{NUMBER}/versions/1", f"/disclosures/{NUMBER}/versions"):
        assert f"这一版已按{LAW}依法删除（2026年11月22日，李秀英（文书）提出，周德明（主任）同意）" in visit.get(path)
    page = visit.get(f"/verify?mark={fingerprint[:12]}")
    assert "已依法删除" in page and LAW in page
    visit.get(f"/disclosures/{NUMBER}/versions/2/changes", expect=404)
    visit.get(f"/disclosures/{NUMBER}/versions/3/changes", expect=404)
    visit.get(f"/disclosures/{NUMBER}/files/{leaked[2].sha256}", expect=404)


def test_a_withdrawn_text_goes_whole_and_search_forgets_its_title(leaked):
    withdraw(NUMBER, "整条都不该公开", by=CADRE, now=at(SUNDAY))
    writer, other, *_files = leaked
    assert found(origin(), "改好的名单", 1, 9).page.total == 1
    removing.allow(removing.ask(NUMBER, [1, 2, 3], LAW, "露了住址", by=writer, now=NOW), by=other, now=NOW)
    assert found(origin(), "改好的名单", 1, 9).page.total == 0
    assert differences(events_register.TABLES) == []


@pytest.mark.parametrize(
    ("wanted", "law", "why", "says"),
    [
        pytest.param([], LAW, "露了住址", "勾出", id="no version"),
        pytest.param([3], LAW, "露了住址", "还公开着", id="what still counts"),
        pytest.param([9], LAW, "露了住址", "没有第 9 次", id="no such version"),
        pytest.param([1], "法", "露了住址", "哪部法律", id="no law"),
        pytest.param([1], LAW, "", "为什么删", id="no reason"),
        pytest.param([1], LAW, "露了 11010519491231002X", "身份证号", id="the leak repeated"),
    ],
)
def test_nothing_is_asked_without(leaked, wanted, law, why, says):
    with pytest.raises(Refused, match=says):
        removing.ask(NUMBER, wanted, law, why, by=leaked[0], now=NOW)
    assert queries.removals("waiting") == ()


def test_nobody_agrees_with_themselves_and_no_cadre_agrees(leaked):
    removal = removing.ask(NUMBER, [1], LAW, "露了住址", by=leaked[1], now=NOW)
    before = log_length()
    for person in leaked[:2]:
        with pytest.raises(Refused, match="另一个"):
            removing.allow(removal, by=person, now=NOW)
    assert log_length() == before


def test_it_is_asked_once_and_not_while_somebody_writes_on_it(leaked):
    drafts.start_revision(NUMBER, by=leaked[0], now=NOW)
    with pytest.raises(Refused, match="正有人在改"):
        removing.ask(NUMBER, [1], LAW, "露了住址", by=leaked[0], now=NOW)


def test_a_no_leaves_everything_and_says_why(leaked):
    removal = removing.ask(NUMBER, [1], LAW, "露了住址", by=leaked[0], now=NOW)
    with pytest.raises(Refused):
        removing.refuse(removal, "", by=leaked[1], now=NOW)
    removing.refuse(removal, "看过了，没有住址", by=leaked[1], now=NOW)
    assert CANARY in disclosures.one(origin(), NUMBER, 1).title
    with pytest.raises(Refused):
        removing.allow(removal, by=leaked[1], now=NOW)


def test_after_a_power_cut_what_was_begun_is_ended(leaked, monkeypatch, data):
    monkeypatch.setattr(removing, "finish", lambda: None)
    removed(leaked)
    monkeypatch.undo()
    assert blobs.is_whole(leaked[2].sha256)
    removing.finish()
    assert files_with(data, CANARY) == [] and queries.removals("erasing") == ()


def test_the_command_says_which_bodies_are_gone_on_what_law(leaked, data):
    removed(leaked)
    asked = [sys.executable, "-m", "terminal", "log", "verify", "--data", data]
    done = subprocess.run([*map(str, asked)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"正文已按{LAW}删除" in done.stdout


class TestDesk:
    """Asked and agreed to in the pages of the desk, by two people with passwords."""

    def test_one_asks_another_agrees(self, leaked, kiosk, visit):
        from tests.visit import Visit

        me = sign_in(visit, Role.CADRE, name="陈国平")
        page = visit.get(f"/desk/published/{NUMBER}")
        assert page.select("[name=versions]")
        sent = {"token": me.token, "versions": ["1", "2"], "basis": LAW, "why": "露了住址"}
        visit.post(f"/desk/published/{NUMBER}/remove", {**sent, "basis": ""}, expect=422)
        visit.post(f"/desk/published/{NUMBER}/remove", sent)
        other = Visit(kiosk)
        token = sign_in(other, Role.APPROVER, name="赵立新").token
        assert "/desk/published/removals/1" in other.get("/desk/").links
        assert CANARY in other.get("/desk/published/removals/1")
        other.post("/desk/published/removals/1/allow", {"token": token})
        assert "删干净了" in other.get("/desk/published/removals/1")
        assert CANARY not in visit.get(f"/desk/published/{NUMBER}")

    def test_what_nobody_asked_for_is_nothing(self, leaked, visit):
        sign_in(visit, Role.APPROVER, name="赵立新")
        visit.get("/desk/published/removals/99", expect=404)
        with pytest.raises(NotFound):
            queries.one(99)
