"""Sixteen digits typed again, after an office above has answered."""

from terminal.feedback import paper_slip, receipts
from terminal.feedback.sealed.models import SealedMore
from tests.feedback.letters import LAN, RECEIPT
from tests.feedback.sealed.answering import ANSWER, comes_down, told, written


def test_the_answer_is_read_by_its_code_and_kept_by_nobody(visit):
    code, receipt = written()
    comes_down(receipt)
    page = visit.post(RECEIPT, {"code": code}, 200)
    assert ANSWER in page and "青溪县纪委监委信访室" in page.h1
    assert page.headers["Cache-Control"] == "no-store"
    assert len(page.select("input[name=level]")) == 5


def test_without_the_code_nothing_says_that_it_was_answered(visit):
    _, receipt = written()
    before = visit.get(RECEIPT).html
    comes_down(receipt)
    assert visit.get(RECEIPT).html == before


def test_an_answer_is_rated_once_and_nobody_here_reads_how(visit):
    code, receipt = written()
    comes_down(receipt)
    assert "还没选" in visit.post(f"{RECEIPT}/letter/rate", {"code": code}, 422)
    page = visit.post(f"{RECEIPT}/letter/rate", {"code": code, "level": "5", "reasons": ["unsolved"]}, 200)
    assert "评完了" in page and not page.select("input[name=level]")
    visit.post(f"{RECEIPT}/letter/rate", {"code": code, "level": "1"}, 422)
    assert SealedMore.select().count() == 1


def test_what_an_office_asks_for_is_added(visit):
    code, receipt = written()
    comes_down(receipt, told(step="asked", text="请写明是哪一年的。"))
    assert "哪一年" in visit.post(RECEIPT, {"code": code}, 200)
    assert "补" in visit.post(f"{RECEIPT}/letter/more", {"code": code, "text": " "}, 422)
    assert "补上去了" in visit.post(f"{RECEIPT}/letter/more", {"code": code, "text": "前年的。"}, 200)


def test_a_long_answer_turns_pages_and_every_page_needs_the_code(visit):
    code, receipt = written()
    comes_down(receipt, told(text="一" * 500 + "末尾"))
    first, second = (visit.post(RECEIPT, {"code": code, "page": page}, 200) for page in ("1", "2"))
    assert "末尾" not in first and "末尾" in second
    assert visit.post(RECEIPT, {"code": code, "page": "9x"}, 200)


def test_the_doors_behind_it_open_nothing_with_another_code(visit):
    for path in ("more", "rate", "print"):
        page = visit.post(f"{RECEIPT}/letter/{path}", {"code": receipts.new_code(), "text": "x", "level": "1"}, 200)
        assert "还没有答复，或者号码不对" in page


def test_it_is_printed_by_wish_through_a_pipe(visit, monkeypatch):
    printed = []
    monkeypatch.setattr(paper_slip.subprocess, "run", lambda command, **how: printed.append(how["input"].decode()))
    monkeypatch.setattr("terminal.web.papers.printer", lambda: "hall")
    code, receipt = written()
    comes_down(receipt)
    assert "正在打印" in visit.post(f"{RECEIPT}/letter/print", {"code": code}, 200)
    assert "挖沙款三万二千元" in printed[0].replace("\n", "") and code not in printed[0]


def test_without_a_printer_it_says_so(visit, monkeypatch):
    monkeypatch.setattr("terminal.web.papers.printer", lambda: "")
    code, receipt = written()
    comes_down(receipt)
    assert "抄下来" in visit.post(f"{RECEIPT}/letter/print", {"code": code}, 422)
    assert visit.post(RECEIPT, {"code": code}, 200, environ_base=LAN)
