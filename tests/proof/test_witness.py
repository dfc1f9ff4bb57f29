"""A paper is checked against the log itself: whatever a hand changed, the paper does not pass."""

import pytest

from terminal.disclosures.actions import redact, revise, withdraw
from terminal.journal import blobs
from terminal.proof.witness import by_mark, of_thing
from tests.ledger import published
from tests.tables import published as tables
from tests.world import CADRE, SUNDAY, at, draft, make_disclosure


def only(header):
    (found,) = by_mark(header.body[:12])
    return found


def test_an_untouched_text_passes(paper):
    found = only(paper)
    assert (found.state, found.wrongs) == ("unchanged", ())
    assert (found.seq, found.number, found.newest, found.by) == (paper.seq, 1, 1, CADRE)
    assert found.index_no == "54990123MA0SQ8001X/2026-00001"


def test_an_untouched_sheet_passes(sheet):
    found = only(sheet)
    assert (found.state, found.wrongs, found.title) == ("unchanged", (), "2026年10月财务收支（基本户）")


@pytest.mark.parametrize("length", [4, 12, 64], ids=["four digits", "as printed", "all digits"])
def test_a_paper_is_found_by_as_many_digits_as_were_typed(paper, length):
    assert [one.seq for one in by_mark(paper.body[:length].upper())] == [paper.seq]


@pytest.mark.parametrize("mark", ["0" * 12, "f" * 8, "0" * 64])
def test_a_fingerprint_nobody_published_is_unknown(paper, mark):
    assert by_mark(mark) == ()


def test_what_is_no_publication_hangs_on_no_wall(paper):
    from terminal.journal.header import read_header
    from terminal.journal.models import LogLine

    first = read_header(LogLine.get(LogLine.seq == 1).header)
    assert first.kind == "village.describe"
    assert by_mark(first.body) == ()


def test_the_paper_of_a_text_that_was_put_right_says_so(paper):
    newer = revise("2026-00001", draft(title="更正名单", published_on=SUNDAY), "名字写错了", by=CADRE, now=at(SUNDAY))
    old, new = only(paper), only(newer)
    assert (old.state, old.number, old.newest, old.newest_on, old.newest_reason) == (
        "corrected", 1, 2, SUNDAY, "名字写错了",
    )  # fmt: skip
    assert (new.state, new.number) == ("unchanged", 2)
    assert [one.state for one in of_thing(paper.obj)] == ["corrected", "unchanged"]


def test_the_paper_of_a_sheet_that_was_put_right_says_so(kiosk):
    old = published.publish(published.book("2026-09"))
    new = published.revise()
    assert (only(old).state, only(old).newest) == ("corrected", 2)
    assert (only(new).state, only(new).number) == ("unchanged", 2)


def test_the_paper_of_what_was_withdrawn_says_so(paper):
    withdraw("2026-00001", "写错了村", by=CADRE, now=at(SUNDAY))
    assert (only(paper).state, only(paper).withdrawn_on, only(paper).withdrawn_why) == ("withdrawn", SUNDAY, "写错了村")


def test_a_month_published_anew_after_it_was_withdrawn_counts_on(kiosk):
    from terminal.ledger import actions
    from terminal.text.days import Period

    first = published.publish(published.book("2026-10"))
    actions.withdraw("jiben", Period.read("2026-10"), "整张表放错了", by=CADRE, now=published.TODAY)
    again = published.publish(published.book("2026-10"))
    assert (only(first).state, only(first).number) == ("withdrawn", 1)
    assert (only(again).state, only(again).number, only(again).wrongs) == ("unchanged", 2, ())


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        pytest.param("UPDATE version SET text = replace(text, '300', '900')", "正文", id="text"),
        pytest.param("UPDATE version SET title = '别的'", "标题", id="title"),
        pytest.param('UPDATE version SET signers = \'[{"role":"主任","name":"某某"}]\'', "签字", id="signer"),
        pytest.param("UPDATE version SET published_on = '2026-10-01'", "公布日期", id="day"),
        pytest.param("UPDATE version SET fingerprint = fingerprint || '0'", "指纹", id="fingerprint"),
        pytest.param("UPDATE disclosure SET withdrawn_on = '2026-11-01'", "撤下日期", id="withdrawn in secret"),
        pytest.param("UPDATE disclosure SET versions = 2", "公布次数", id="another version claimed"),
        pytest.param("UPDATE entry SET title = '别的'", "标题", id="title in lists"),
        pytest.param("UPDATE entry SET published_on = '2026-10-01'", "公布日期", id="day in lists"),
        pytest.param("UPDATE entry SET item_group = 'party'", "类别", id="group in lists"),
        pytest.param("UPDATE entry SET path = '/disclosures/2026-00009'", "地址", id="link in lists"),
        pytest.param("UPDATE entry SET state = 'withdrawn'", "有没有撤下", id="state in lists"),
        pytest.param("DELETE FROM version", "没有了", id="row taken out"),
        pytest.param("DELETE FROM entry", "没有了", id="row of the register taken out"),
        pytest.param("UPDATE version SET basis = '{'", "读不懂", id="spoilt"),
        pytest.param("UPDATE version SET created_on = 'soon'", "读不懂", id="no day"),
        pytest.param("UPDATE log_body SET body = replace(body, '300', '900') WHERE seq = 2", "正文被人动过", id="body"),
        pytest.param("DELETE FROM log_body WHERE seq = 2", "正文不见了", id="body taken out"),
        pytest.param(
            "UPDATE log_line SET header = replace(header, '\"mono\":', '\"mono\":1') WHERE seq = 2", "首行", id="header"
        ),
        pytest.param("UPDATE log_line SET hash = 'x' WHERE seq = 2", "首行", id="hash"),
        pytest.param("UPDATE log_line SET header = ' ' || header WHERE seq = 2", "首行", id="header unreadable"),
        pytest.param("DELETE FROM log_line WHERE seq = 2", "登记簿里却没有", id="header taken out"),
    ],
)
def test_a_text_that_a_hand_touched_does_not_pass(paper, by_hand, statement, says):
    by_hand(statement)
    found = only(paper)
    assert found.state == "mismatch"
    assert says in "".join(found.wrongs)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        pytest.param("UPDATE line SET fen = fen - 100 WHERE place = 1", "每一笔", id="a line"),
        pytest.param("UPDATE line SET summary = '别的' WHERE place = 1", "每一笔", id="a line's words"),
        pytest.param("DELETE FROM line WHERE place = 3", "每一笔", id="a line taken out"),
        pytest.param("UPDATE sheet_version SET income_fen = income_fen + 1", "收入", id="a sum"),
        pytest.param("UPDATE sheet_version SET closing_fen = closing_fen + 1", "期末", id="closing"),
        pytest.param("UPDATE sheet_version SET number = 2", "编号", id="which publication"),
        pytest.param("UPDATE sheet SET account_name = '别的户'", "账户", id="account"),
        pytest.param("UPDATE entry SET title = '别的'", "标题", id="title in lists"),
        pytest.param("UPDATE entry SET summary = '收入 1.00 元'", "概述", id="sums in lists"),
        pytest.param("DELETE FROM sheet_version", "没有了", id="row taken out"),
        pytest.param("DELETE FROM sheet", "没有了", id="sheet taken out"),
    ],
)
def test_a_sheet_that_a_hand_touched_does_not_pass(sheet, by_hand, statement, says):
    by_hand(statement)
    (found,) = (one for one in by_mark(sheet.body) if one.seq == sheet.seq)
    assert found.state == "mismatch"
    assert says in "".join(found.wrongs)


def test_a_line_the_next_line_does_not_vouch_for_does_not_pass(paper, by_hand):
    from terminal.journal.chain import digest
    from terminal.journal.models import LogLine

    make_disclosure(title="下一条", text="别的字。")
    forged = LogLine.get(LogLine.seq == paper.seq).header.replace('"clk":"rtc"', '"clk":"manual"')
    by_hand(f"UPDATE log_line SET header = '{forged}', hash = '{digest(forged)}' WHERE seq = {paper.seq}")
    assert "接不上" in "".join(only(paper).wrongs)


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_text_whose_attachment_was_touched_does_not_pass(kiosk, damage):
    picture = blobs.put(b"picture", "名单.jpg", "image/jpeg")
    header = make_disclosure(attachments=(picture,))
    assert only(header).state == "unchanged"
    place = blobs.path(picture.sha256)
    place.write_bytes(b"other") if damage == "changed" else place.unlink()
    assert "名单.jpg" in "".join(only(header).wrongs)


def test_a_body_erased_by_law_is_said_to_be_erased(paper):
    newer = revise("2026-00001", draft(title="更正名单", published_on=SUNDAY), "露了号码", by=CADRE, now=at(SUNDAY))
    redact("2026-00001", [1], "《个人信息保护法》第四十七条", "露了号码", "陈国平", by="赵立新", now=at(SUNDAY))
    old, new = only(paper), only(newer)
    assert (old.state, old.wrongs, old.number, old.newest) == ("erased", (), 1, 2)
    assert (new.state, new.wrongs, new.number) == ("unchanged", (), 2)


def test_a_body_erased_by_a_hand_is_no_lawful_one(paper, by_hand):
    by_hand(f"UPDATE log_body SET body = '' WHERE seq = {paper.seq}")
    found = only(paper)
    assert found.state == "mismatch" and "没有登记写明依据" in found.wrongs[0]


def test_what_happens_to_another_text_does_not_disturb_this_one(paper, by_hand):
    other = make_disclosure(title="下一条", text="别的字。")
    by_hand("UPDATE version SET text = 'x' WHERE title = '下一条'")
    assert (only(paper).state, only(other).state) == ("unchanged", "mismatch")


def test_the_paper_of_a_table_passes_until_a_hand_changed_it(kiosk, by_hand):
    header = tables.publish("assets")
    found = only(header)
    assert (found.state, found.wrongs, found.title) == ("unchanged", (), "资产台账（2026年第三季度）")
    by_hand("UPDATE table_row SET cells = replace(cells, '14400000', '14400001')")
    assert only(header).wrongs == ("屏上的和登记的不一样：每一行。",)
