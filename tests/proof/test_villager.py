"""A villager types what the paper says, and is told the truth."""

import pypdf
import pytest

from terminal.disclosures.actions import revise, withdraw
from tests.world import CADRE, SUNDAY, at, draft, make_disclosure


def test_nothing_typed_shows_all_the_keys(visit):
    page = visit.get("/verify")
    assert page.h1 == "核对一张纸"
    assert [words for words in page.words("a.key")] == list("0123456789ABCDEF")
    assert "一共 12 位" in page


def test_a_key_leads_one_digit_further(visit):
    assert "/verify?mark=9C" in visit.get("/verify?mark=9").links


def test_few_digits_list_every_paper_that_begins_so(paper, visit):
    page = visit.get(f"/verify?mark={paper.body[:4]}")
    assert f"第 {paper.seq} 号" in page
    assert "有 1 份这样开头" in page
    assert f"/verify?mark={paper.body}" in page.links


def test_an_untouched_paper_is_unchanged(paper, visit):
    page = visit.get(f"/verify?mark={paper.body[:12]}")
    assert page.words(".notice h2") == ["没有改动过"]
    assert f"第 {paper.seq} 号登记，2026年10月9日 公布" in page
    assert "54990123MA0SQ8001X/2026-00001" in page
    assert "/disclosures/2026-00001" in page.links


def test_the_fingerprint_may_be_written_as_on_paper(paper, visit):
    mark = "+".join(paper.body[place : place + 4] for place in (0, 4, 8))
    assert "没有改动过" in visit.get(f"/verify?mark={mark}")


def test_an_older_paper_leads_to_the_newer(paper, visit):
    revise("2026-00001", draft(title="更正名单", published_on=SUNDAY), "名字写错了", by=CADRE, now=at(SUNDAY))
    page = visit.get(f"/verify?mark={paper.body[:12]}")
    assert "现在是第2次公布（2026年11月22日）" in page
    assert "名字写错了" in page
    assert {"/disclosures/2026-00001", "/disclosures/2026-00001/versions/1"} <= set(page.links)


def test_a_withdrawn_paper_says_when_and_why(paper, visit):
    withdraw("2026-00001", "写错了村", by=CADRE, now=at(SUNDAY))
    page = visit.get(f"/verify?mark={paper.body[:12]}")
    assert "已经撤下" in page
    assert "写错了村" in page


def test_an_edited_row_does_not_match(paper, visit, by_hand):
    mark = f"/verify?mark={paper.body[:12]}"
    assert "没有改动过" in visit.get(mark)
    by_hand("UPDATE version SET text = replace(text, '300', '900')")
    page = visit.get(mark)
    assert page.words(".notice h2") == ["对不上"]
    assert "正文" in page
    assert "告诉县里" in page


def test_a_log_torn_elsewhere_is_said_beside(paper, visit, by_hand):
    other = make_disclosure(title="下一条", text="别的字。")
    make_disclosure(title="再下一条", text="又是别的字。")
    by_hand(f"DELETE FROM log_line WHERE seq = {other.seq}")
    page = visit.get(f"/verify?mark={paper.body[:12]}")
    assert "登记簿有接不上的地方" in page or "接不上" in page


def test_an_unknown_fingerprint_is_said_to_be_unknown(paper, visit):
    assert "没有这个指纹" in visit.get("/verify?mark=000000000000")


@pytest.mark.parametrize(
    "mark", ["8O3C", "%F0%9F%90%94", "'%20OR%201=1", "%25%25%25%25", "x" * 500, "A" * 70, "%00%00"]
)
def test_what_is_no_fingerprint_gets_a_sentence(paper, visit, mark):
    page = visit.get(f"/verify?mark={mark}")
    assert page.words(".notice--soon h2")
    assert not page.select(".row")


def test_a_check_is_never_kept(paper, visit):
    assert visit.get(f"/verify?mark={paper.body[:12]}").headers["Cache-Control"] == "no-store"


def test_the_piece_for_htmx_is_the_piece_of_the_page(paper, visit):
    assert visit.get(f"/verify?mark={paper.body[:6]}", fragment=True).select("#check")


def test_the_page_of_a_text_leads_to_its_check(paper, visit):
    assert f"/verify?mark={paper.body[:12]}" in visit.get("/disclosures/2026-00001").links


def test_the_check_of_a_sheet_is_on_its_facts(sheet, visit):
    page = visit.get("/ledger/2026/10/facts")
    (link,) = (link for link in page.links if link.startswith("/verify"))
    assert "没有改动过" in visit.get(link)


def words_on(visit, path, tmp_path) -> tuple[str, pypdf.PdfReader]:
    answer = visit.get(path)
    file = tmp_path / "sheet.pdf"
    file.write_bytes(answer.body)
    answer.response.close()
    reader = pypdf.PdfReader(file)
    return "".join(page.extract_text() for page in reader.pages), reader


@pytest.mark.parametrize(("size", "width"), [("a4", 595), ("a3", 842), ("a0", 595)], ids=["A4", "A3", "unknown: A4"])
def test_a_text_is_printed_for_the_wall(paper, visit, tmp_path, size, width):
    words, reader = words_on(visit, f"/board/2026-00001.pdf?size={size}", tmp_path)
    assert round(reader.pages[0].mediabox.width) == width
    mark = paper.body.upper()
    for said in (
        "误工补贴",
        "至少贴到 2026年10月24日",
        f"{mark[:4]} {mark[4:8]} {mark[8:12]}",
        "第 1 页，共 1 页",
        "300.00",
    ):
        assert said in words


def test_a_month_is_printed_for_the_wall_line_by_line(sheet, visit, tmp_path):
    words, _ = words_on(visit, "/board/2026-00001.pdf", tmp_path)
    for said in ("205,382.76", "64,476.48", "鱼塘承包费", "至少贴到"):
        assert said in words


def test_what_was_withdrawn_is_printed_for_no_wall(paper, visit):
    withdraw("2026-00001", "写错了村", by=CADRE, now=at(SUNDAY))
    assert "不能再贴到墙上" in visit.get("/board/2026-00001.pdf", expect=422)


@pytest.mark.parametrize("path", ["/board/2026-00009.pdf", "/verify/pictures/" + "0" * 64])
def test_what_is_not_there_is_not_found(paper, visit, path):
    visit.get(path, expect=404)
