"""What was signed becomes public with its real signers; the draft and the log change together or not at all."""

from datetime import date

import pytest
from msgspec.structs import replace

from terminal.disclosures import queries as disclosures
from terminal.drafts import actions, publishing, queries
from terminal.errors import Refused
from terminal.journal.append import origin, tail
from terminal.register import queries as register
from terminal.store.database import write
from tests.drafts.office import NOW, WORDS, begun, cadre, filled, handed_in, on, signed, supervisor
from tests.world import log_length, make_disclosure

pytestmark = pytest.mark.usefixtures("shiqiao")


@pytest.fixture
def writer():
    return cadre()


@pytest.fixture
def watcher():
    return supervisor()


@pytest.fixture
def ready(writer, watcher):
    """Handed in and signed."""
    return signed(handed_in(writer), watcher)


def test_it_is_public_at_once_with_those_who_signed(ready, writer, watcher):
    number = publishing.publish(ready.id, by=writer, now=NOW)
    one = disclosures.one(origin(), number)
    assert [(signer.role, signer.name) for signer in one.signers] == [
        ("经办", writer.by),
        ("监督委员会审核", watcher.by),
    ]
    assert one.signers[1].signed_on == NOW.today
    assert one.text.startswith(WORDS) and "| 李*发 | 300.00 |" in one.text
    assert register.filled(origin())["V-A09", "2026Q3"] == NOW.today
    assert queries.one(ready.id).about == number


@pytest.mark.parametrize("state", ["writing", "review"])
def test_what_is_not_signed_is_not_published(writer, state):
    draft = filled(writer) if state == "writing" else handed_in(writer)
    before = log_length()
    with pytest.raises(Refused, match="还没签完"):
        publishing.publish(draft.id, by=writer, now=NOW)
    assert log_length() == before


def test_nothing_is_published_twice(ready, writer):
    publishing.publish(ready.id, by=writer, now=NOW)
    with pytest.raises(Refused):
        publishing.publish(ready.id, by=writer, now=NOW)


def test_when_the_log_refuses_the_draft_stays_as_it_was(ready, writer):
    make_disclosure(item="V-A09", text=disclosed(ready))
    before = log_length()
    with pytest.raises(Refused, match="已经公开过"):
        publishing.publish(ready.id, by=writer, now=NOW)
    assert (log_length(), queries.one(ready.id).state) == (before, "ready")


def disclosed(draft):
    return publishing.to_publish(draft, NOW.today).text


def test_a_crash_after_the_log_line_leaves_neither(ready, writer, monkeypatch):
    def stop(*_, **__):
        raise OSError("no power")

    before = log_length()
    monkeypatch.setattr(actions, "note", stop)
    with pytest.raises(OSError, match="no power"):
        publishing.publish(ready.id, by=writer, now=NOW)
    assert (log_length(), queries.one(ready.id).state) == (before, "ready")


def test_a_correction_keeps_its_number_and_says_why(ready, writer, watcher):
    number = publishing.publish(ready.id, by=writer, now=NOW)
    draft = queries.one(actions.start_revision(number, by=writer, now=NOW))
    changed = replace(draft.content, text="改正：补贴三人。" + WORDS, reason="漏了一个人")
    actions.save(draft.id, changed, draft.revision, by=writer, now=NOW)
    actions.submit(draft.id, draft.revision + 1, by=writer, now=NOW)
    publishing.publish(signed(queries.one(draft.id), watcher).id, by=writer, now=NOW)
    one = disclosures.one(origin(), number)
    assert (one.versions, one.reason) == (2, "漏了一个人")
    assert disclosures.one(origin(), number, 1).text != one.text


def test_a_correction_without_a_reason_is_refused(ready, writer):
    number = publishing.publish(ready.id, by=writer, now=NOW)
    draft = queries.one(actions.start_revision(number, by=writer, now=NOW))
    with pytest.raises(Refused, match="为什么改"):
        actions.submit(draft.id, draft.revision, by=writer, now=NOW)


def test_what_was_withdrawn_is_not_put_right(ready, writer):
    number = publishing.publish(ready.id, by=writer, now=NOW)
    publishing.withdraw(number, "公开错了地方", by=writer, now=NOW)
    with pytest.raises(Refused, match="撤下"):
        actions.start_revision(number, by=writer, now=NOW)


def test_nothing_happened_is_published_as_such(writer, watcher):
    draft = begun(writer, purpose="nil")
    actions.save(draft.id, replace(draft.content, text="这一季没有协助的事"), draft.revision, by=writer, now=NOW)
    actions.submit(draft.id, draft.revision + 1, by=writer, now=NOW)
    number = publishing.publish(signed(queries.one(draft.id), watcher).id, by=writer, now=NOW)
    assert disclosures.one(origin(), number).text == "本期无发生。原因：这一季没有协助的事"
    assert register.nil_slots(origin()) == {("V-A09", "2026Q3")}


def test_a_notice_runs_its_days_and_leads_to_its_result(writer, watcher):
    text = "拟批准张*翻建住房一处，占地 120 平方米。"
    table = {"table": "", "text": text, "whole": disclosures.Whole(course="村民小组讨论通过")}
    draft = signed(handed_in(writer, item="V-L01", period="", stage="notice", **table), watcher)
    notice = disclosures.one(origin(), publishing.publish(draft.id, by=writer, now=NOW))
    assert notice.notice_until == date(2026, 11, 29)
    result = filled(writer, item="V-L01", period="", stage="result", **table | {"text": "张*翻建住房，没有异议。"})
    assert result.content.follows == notice.index_no
    with pytest.raises(Refused, match="满了才能"):
        actions.submit(result.id, result.revision, by=writer, now=NOW)
    later = on(date(2026, 11, 30))
    actions.submit(result.id, result.revision, by=writer, now=later)
    number = publishing.publish(signed(queries.one(result.id), watcher).id, by=writer, now=later)
    assert disclosures.one(origin(), number).follows == notice.index_no


def test_on_the_day_it_comes_out_by_itself(ready, writer):
    actions.schedule(ready.id, date(2026, 11, 25), by=writer, now=NOW)
    assert publishing.publish_scheduled(on(date(2026, 11, 24))) == 0
    assert publishing.publish_scheduled(on(date(2026, 11, 26))) == 1
    assert disclosures.one(origin(), queries.one(ready.id).about).published_on == date(2026, 11, 26)


def test_what_cannot_come_out_on_its_day_goes_back_with_the_reason(ready, writer):
    actions.schedule(ready.id, date(2026, 11, 25), by=writer, now=NOW)
    make_disclosure(item="V-A09", text=disclosed(ready))
    assert publishing.publish_scheduled(on(date(2026, 11, 25))) == 0
    assert "已经公开过" in queries.one(ready.id).returned.note


def test_a_draft_leaves_no_trace_in_the_log_before_it_is_public(ready):
    assert tail().kind == "audit.account"


def test_a_number_let_stand_is_named_in_the_log(writer, watcher):
    draft = filled(writer, text="值班电话 13812345678，有事请打。")
    with write():
        actions.overrule(draft.id, "text", 0, "村委会的值班电话", by=writer, now=NOW)
        actions.submit(draft.id, draft.revision, by=writer, now=NOW)
    number = publishing.publish(signed(queries.one(draft.id), watcher).id, by=writer, now=NOW)
    (one,) = disclosures.one(origin(), number).overruled
    assert (one.kind, one.count, one.reason, one.by) == ("mobile", 1, "村委会的值班电话", writer.by)
