"""A draft is written, handed in, signed and given back; nobody overwrites anybody, nobody signs for themselves."""

from datetime import date

import pytest
from msgspec.structs import replace

from terminal.clock import now as clock_now
from terminal.drafts import actions, publishing, queries
from terminal.drafts.shapes import Clash
from terminal.errors import NotFound, Refused
from terminal.staff import actions as staff
from tests.drafts.office import NOW, approver, begun, cadre, filled, handed_in, on, signed, supervisor
from tests.world import make_disclosure, state

pytestmark = pytest.mark.usefixtures("shiqiao")


def refusal(call, *arguments, **named):
    before = state()
    with pytest.raises(Refused) as wrong:
        call(*arguments, **named)
    assert state() == before
    return str(wrong.value)


class TestWriting:
    def test_a_draft_begins_with_last_times_words_and_this_times_period(self):
        make_disclosure(item="V-A09", title="2026年第二季度误工补贴公布", period="2026Q2")
        content = begun(cadre()).content
        assert (content.title, content.period) == ("2026年第三季度误工补贴公布", "2026Q3")
        assert content.table == "姓名\t金额\n李某\t300.00\n张某\t200.00"

    def test_what_is_begun_for_a_slot_is_gone_on_with(self):
        writer = cadre()
        assert begun(writer).id == begun(cadre("陈国平")).id != begun(writer, period="2026Q2").id

    @pytest.mark.parametrize(
        ("item", "period"), [("V-Z99", ""), ("V-A09", "2026-03")], ids=["no such item", "wrong kind of period"]
    )
    def test_nothing_begins_for_what_is_not_in_the_catalogue(self, item, period):
        with pytest.raises((NotFound, Refused)):
            begun(cadre(), item, period)

    def test_two_cadres_do_not_overwrite_each_other(self):
        first, second = cadre(), cadre("陈国平")
        draft = filled(first)
        mine = replace(draft.content, text="陈国平改过的正文，写得更清楚。")
        actions.save(draft.id, mine, draft.revision, by=second, now=NOW)
        with pytest.raises(Clash) as clash:
            actions.save(draft.id, replace(draft.content, text="李秀英的"), draft.revision, by=first, now=NOW)
        assert clash.value.theirs.content.text == mine.text == queries.one(draft.id).content.text

    def test_saving_the_same_again_is_no_new_revision(self):
        writer = cadre()
        draft = filled(writer)
        assert actions.save(draft.id, draft.content, draft.revision, by=writer, now=NOW) == draft.revision

    def test_a_page_that_saves_by_itself_does_not_get_in_its_own_way(self):
        writer = cadre()
        draft = filled(writer)
        by_itself = replace(draft.content, text="写到一半的话。")
        actions.save(draft.id, by_itself, draft.revision, by=writer, now=NOW)
        pressed = replace(draft.content, text="写完了的一句话。")
        assert actions.save(draft.id, pressed, draft.revision, by=writer, now=NOW) == draft.revision + 2

    def test_ones_own_words_of_a_minute_ago_are_not_overwritten_either(self):
        writer = cadre()
        draft = filled(writer)
        actions.save(draft.id, replace(draft.content, text="另一页上写的话。"), draft.revision, by=writer, now=NOW)
        later = on(date(2026, 11, 23))
        with pytest.raises(Clash):
            actions.save(draft.id, replace(draft.content, text="这一页上的话"), draft.revision, by=writer, now=later)

    def test_a_supervisor_sees_no_unfinished_draft(self):
        draft, watcher = filled(cadre()), supervisor()
        for fetch in (queries.editable_by, queries.reviewable_by):
            with pytest.raises(NotFound):
                fetch(watcher, draft.id)

    def test_work_of_somebody_who_leaves_goes_to_the_office(self):
        writer = cadre()
        draft = filled(writer)
        assert staff.disable(writer, by="王建国", now=clock_now()) == 1
        assert queries.one(draft.id).holder == 0


class TestHandingIn:
    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            pytest.param({"title": ""}, "还没写标题", id="no title"),
            pytest.param({"text": "", "table": ""}, "正文是空的", id="empty"),
            pytest.param({"period": ""}, "请选", id="no period"),
            pytest.param({"title": "2026年第二季度误工补贴"}, "标题写的是", id="another period in the title"),
            pytest.param({"text": "名单见附件，请大家来看。"}, "没有附件", id="attachment missing"),
            pytest.param({"created_on": "13月1日"}, "13 月", id="no such day"),
            pytest.param({"created_on": "2026-12-01"}, "还没到", id="made tomorrow"),
            pytest.param({"text": "联系人 13812345678，有事请找他。"}, "手机号", id="mobile number"),
            pytest.param(
                {"table": "姓名\t证件\n李*\t11010519491231002X"}, "身份证号", id="identity number in the table"
            ),
        ],
    )
    def test_what_is_wrong_is_said_and_nobody_sees_it(self, changes, says):
        writer = cadre()
        draft = filled(writer, **changes)
        assert says in refusal(actions.submit, draft.id, draft.revision, by=writer, now=NOW)
        assert queries.one(draft.id).state == "writing"

    def test_everything_that_is_wrong_is_said_at_once(self):
        writer = cadre()
        draft = filled(writer, title="", text="电话 13812345678", period="")
        said = refusal(actions.submit, draft.id, draft.revision, by=writer, now=NOW)
        assert "标题" in said and "手机号" in said and "请选" in said

    def test_what_is_public_already_is_not_handed_in_again(self):
        make_disclosure(item="V-A09")
        writer = cadre()
        draft = begun(writer)
        assert "已经公开过了" in refusal(actions.submit, draft.id, draft.revision, by=writer, now=NOW)

    def test_an_old_revision_is_not_handed_in(self):
        writer = cadre()
        draft = filled(writer)
        with pytest.raises(Clash):
            actions.submit(draft.id, draft.revision - 1, by=writer, now=NOW)

    def test_handed_in_it_is_changed_by_nobody(self):
        writer = cadre()
        draft = handed_in(writer)
        said = refusal(actions.save, draft.id, replace(draft.content, text="换掉"), draft.revision, by=writer, now=NOW)
        assert "已经交上去" in said


class TestSigning:
    def test_the_author_never_signs(self):
        writer = cadre()
        draft = handed_in(writer)
        assert "自己写的" in refusal(actions.sign, draft.id, draft.round, by=writer, now=NOW)

    def test_who_has_changed_a_word_does_not_sign_either(self):
        first, second = cadre(), cadre("陈国平")
        draft = filled(first, item="V-D01", period="")
        changed = replace(draft.content, text="陈国平也写了几句，写得更清楚。")
        actions.save(draft.id, changed, draft.revision, by=second, now=NOW)
        draft = queries.one(draft.id)
        actions.submit(draft.id, draft.revision, by=first, now=NOW)
        assert "自己写的" in refusal(actions.sign, draft.id, 1, by=second, now=NOW)

    def test_the_only_supervisor_may_take_both_steps(self):
        only = supervisor()
        assert signed(handed_in(cadre(), item="V-B06"), only, only).state == "ready"

    def test_where_there_are_two_supervisors_the_second_signs(self):
        first, second = supervisor(), supervisor("刘桂芳")
        draft = signed(handed_in(cadre(), item="V-B06"), first)
        assert "另一个人" in refusal(actions.sign, draft.id, draft.round, by=first, now=NOW)
        assert signed(draft, second).state == "ready"

    def test_a_signature_for_what_was_not_seen_is_refused(self):
        writer, watcher = cadre(), supervisor()
        draft = handed_in(writer)
        actions.recall(draft.id, by=writer, now=NOW)
        actions.submit(draft.id, draft.revision, by=writer, now=NOW)
        assert "重新看一遍" in refusal(actions.sign, draft.id, draft.round, by=watcher, now=NOW)

    def test_given_back_all_signatures_are_gone_and_the_reason_stays(self):
        writer, watcher = cadre(), supervisor()
        draft = signed(handed_in(writer), watcher)
        assert draft.state == "ready"
        actions.send_back(draft.id, "张*的金额和存根不一样", draft.round, by=watcher, now=NOW)
        draft = queries.one(draft.id)
        assert draft.returned.note == "张*的金额和存根不一样"
        actions.submit(draft.id, draft.revision, by=writer, now=NOW)
        assert queries.one(draft.id).signed == ()

    @pytest.mark.parametrize("reason", ["", "改", "  "], ids=["none", "one word", "blanks"])
    def test_nothing_is_given_back_without_a_reason(self, reason):
        draft = handed_in(cadre())
        assert "为什么" in refusal(actions.send_back, draft.id, reason, draft.round, by=supervisor(), now=NOW)

    def test_the_history_says_who_did_what(self):
        writer, watcher = cadre(), supervisor()
        draft = signed(handed_in(writer), watcher)
        assert [(step.what, step.name) for step in draft.steps] == [
            ("begin", writer.by),
            ("save", writer.by),
            ("submit", writer.by),
            ("supervise", watcher.by),
        ]


class TestMasking:
    def test_one_tap_masks_and_then_it_may_go(self):
        writer = cadre()
        draft = filled(writer, text="值班电话 13812345678，有事请打。")
        revision = actions.mask(draft.id, draft.revision, "text", 0, by=writer, now=NOW)
        actions.submit(draft.id, revision, by=writer, now=NOW)
        assert queries.one(draft.id).content.text == "值班电话 138****5678，有事请打。"

    def test_a_reason_lets_a_mobile_number_stand(self):
        writer = cadre()
        draft = filled(writer, text="值班电话 13812345678，有事请打。")
        actions.overrule(draft.id, "text", 0, "村委会的值班电话", by=writer, now=NOW)
        actions.submit(draft.id, draft.revision, by=writer, now=NOW)
        assert queries.one(draft.id).steps[-2].note == "138****5678：村委会的值班电话"

    @pytest.mark.parametrize("number", ["11010519491231002X", "6222021234567890128"], ids=["identity", "bank"])
    def test_no_reason_lets_these_stand(self, number):
        writer = cadre()
        draft = filled(writer, text=f"卡号 {number}，请核对。")
        assert "不能公开" in refusal(actions.overrule, draft.id, "text", 0, "他自己要求公开", by=writer, now=NOW)

    def test_a_find_that_is_gone_is_not_masked_twice(self):
        writer = cadre()
        draft = filled(writer)
        assert "已经改过" in refusal(actions.mask, draft.id, draft.revision, "text", 0, by=writer, now=NOW)


class TestAside:
    def test_the_township_agrees_and_the_slot_is_no_longer_due(self):
        writer, above = cadre(), approver()
        draft = begun(writer, purpose="aside")
        actions.save(draft.id, replace(draft.content, text="本村没有误工补贴"), draft.revision, by=writer, now=NOW)
        actions.submit(draft.id, draft.revision + 1, by=writer, now=NOW)
        before = state()[0]
        assert publishing.sign(draft.id, 1, by=above, now=NOW).state == "public"
        assert state()[0] == before + 1

    def test_a_village_supervisor_is_not_the_township(self):
        writer, watcher = cadre(), supervisor()
        draft = begun(writer, purpose="aside")
        actions.save(draft.id, replace(draft.content, text="本村没有误工补贴"), draft.revision, by=writer, now=NOW)
        actions.submit(draft.id, draft.revision + 1, by=writer, now=NOW)
        assert "不归您签" in refusal(publishing.sign, draft.id, 1, by=watcher, now=NOW)


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2027, 11, 1)], ids=["today", "next year"])
def test_a_day_that_makes_no_sense_is_refused(day):
    draft = signed(handed_in(cadre()), supervisor())
    assert refusal(actions.schedule, draft.id, day, by=cadre("陈国平"), now=NOW)


def test_what_was_let_stand_is_not_masked_with_the_rest():
    writer = cadre()
    draft = filled(writer, text="值班电话 13800138000，会计电话 13900139000，有事请打。")
    actions.overrule(draft.id, "text", 0, "村委会值班电话", by=writer, now=NOW)
    actions.mask(draft.id, draft.revision, "", 0, by=writer, now=NOW)
    assert queries.one(draft.id).content.text == "值班电话 13800138000，会计电话 139****9000，有事请打。"
