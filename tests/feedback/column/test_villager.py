"""The public column, and what stands beside the thing it is about."""

from datetime import date
from urllib.parse import unquote

import pypdf
import pytest

from terminal import clock
from terminal.disclosures.models import Disclosure
from terminal.feedback import actions
from terminal.feedback.column import pages
from terminal.feedback.shapes import Asked
from tests.feedback.office import (
    ANSWER,
    PUBLIC,
    QUESTION,
    TUESDAY,
    WORDS,
    answered,
    cadre,
    opened,
    reply,
    supervisor,
    taken,
)
from tests.world import at, make_disclosure

NASTY = "<script>alert(1)</script>=SUM(A1)"


@pytest.fixture(autouse=True)
def tuesday(now):
    """Everything here is looked at on the Tuesday after."""
    clock.use(lambda: at(TUESDAY))


@pytest.mark.parametrize(
    ("received", "said"),
    [
        (date(2026, 9, 1), "5 天后答复"),
        (date(2026, 9, 9), "说不准"),
        (date(1970, 1, 1), "说不准"),
        (date(2038, 1, 19), "说不准"),
    ],
)
def test_days_until_the_answer_are_not_told_where_the_clock_was_wrong(kiosk, received, said):
    days = {"received_on": received, "answered_on": date(2026, 9, 6), "published_on": date(2026, 9, 7)}
    words = dict.fromkeys(("number", "title", "question", "answer", "about"), "路灯")
    asked = Asked(path="/feedback/1", category="help", **words, **days)
    with kiosk.test_request_context("/"):
        kiosk.preprocess_request()
        (row,) = pages.rows([asked])
    assert said in row.gist
    assert "-" not in row.gist


@pytest.fixture
def path(kiosk):
    """A publication somebody may ask about."""
    made = make_disclosure()
    return f"/disclosures/{Disclosure.get(Disclosure.obj == made.obj).number}"


@pytest.fixture
def writer(kiosk):
    return cadre()


@pytest.fixture
def second(kiosk):
    return supervisor()


def published(writer, second, **changes):
    """A case, answered and made public; `wanted` is its reply."""
    wanted = changes.pop("wanted", reply(public=True))
    return answered(taken(writer, **changes), writer, second, wanted)


def test_an_empty_column_says_so_and_shows_no_figures(visit):
    page = visit.get("/feedback/")
    assert page.h1 == "信息反馈栏"
    assert "还没有公开的问和答" in page.text
    assert "100" not in page.text


def test_the_column_has_a_field_to_search_it_by_touch(visit):
    page = visit.get("/feedback/?q=没有这样的问题")
    (field,) = page.select("#q")
    assert field.get("data-keyboard") == "text" and field.get("value") == "没有这样的问题"
    assert page.select("#keyboard") and "没找到。" in page


def test_a_public_answer_stands_in_the_column_without_the_writers_words(visit, writer, second):
    published(writer, second, name="王小明", phone="13812345678")
    page = visit.get("/feedback/")
    assert QUESTION in page.text
    one = visit.get("/feedback/F2026-0001")
    assert QUESTION in one.text and PUBLIC in one.text
    for secret in (WORDS, ANSWER, "王小明", "13812345678"):
        assert secret not in page.text + one.text


def test_a_private_answer_stands_nowhere(visit, writer, second):
    answered(taken(writer), writer, second)
    assert "F2026-0001" not in visit.get("/feedback/").text
    visit.get("/feedback/F2026-0001", expect=404)


def test_every_ratio_shows_its_part_and_its_whole(visit, writer, second):
    published(writer, second)
    opened(lookup="b" * 32)
    text = " ".join(visit.get("/feedback/").text.split())
    assert "收到2 件 1 件还在办" in text
    assert "1/2" in text and "50.0%" in text
    assert "评的人不到 5 个" in text


def test_the_thing_it_is_about_and_the_answer_lead_to_each_other(visit, path, writer, second):
    assert f"/feedback/new?about={path}" in [unquote(link) for link in visit.get(path).links]
    published(writer, second, about=path)
    assert "/feedback/F2026-0001" in visit.get(path).links
    assert path in visit.get("/feedback/F2026-0001").links


def test_several_questions_about_one_thing_have_a_list_of_their_own(visit, path, writer, second):
    published(writer, second, about=path)
    published(writer, second, about=path, lookup="b" * 32)
    published(writer, second, lookup="c" * 32)
    page = visit.get(f"/feedback/?about={path}")
    assert len(page.select("a.row")) == 2


@pytest.mark.parametrize(
    "about", ["/disclosures/2099-00001", "//elsewhere.example", "javascript:alert(1)", "/ledger/lines/x"]
)
def test_a_list_about_nothing_shows_the_whole_column(visit, writer, second, about):
    published(writer, second)
    assert len(visit.get("/feedback/", query_string={"about": about}).select("a.row")) == 1


def test_what_looks_like_a_script_or_a_formula_stays_text(visit, writer, second):
    published(writer, second, wanted=reply(public=True, question=NASTY, answer=f"答：{NASTY}"))
    page = visit.get("/feedback/F2026-0001")
    assert NASTY in page.text
    assert not [script for script in page.select("script") if "alert" in str(script)]


def test_the_sheet_says_the_same(visit, writer, second, tmp_path):
    published(writer, second)
    file = tmp_path / "asked.pdf"
    with visit.client.get("/feedback/F2026-0001.pdf") as answer:
        file.write_bytes(answer.data)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    assert PUBLIC in text and "F2026-0001" in text and WORDS not in text


def test_an_answer_taken_down_is_gone(visit, writer, second):
    case = published(writer, second)
    actions.unpublish(case.number, "写错了人。", by=writer, now=at(TUESDAY))
    visit.get("/feedback/F2026-0001", expect=404)
    assert PUBLIC not in visit.get("/feedback/").text


@pytest.mark.parametrize("number", ["F2026-9999", "F2026-00001234", "X2026-0001"])
def test_an_unknown_number_is_not_found(visit, number):
    visit.get(f"/feedback/{number}", expect=404)
