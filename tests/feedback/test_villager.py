"""A villager writes, gets a code, and finds the answer by it; whatever is wrong is said at once and nothing is lost."""

import io
from pathlib import Path

import pytest

from terminal.errors import NotFound
from terminal.feedback import limits, queries, receipts, records, room_left
from terminal.feedback.room_left import Full, Room
from terminal.journal.append import origin
from tests.feedback.letters import FORM, LAN, PHOTO, RECEIPT, VOICE, code_on, leads_to, letter, only_case, photo, send
from tests.feedback.offices import has_keys
from tests.world import log_length


# ---- the form ----
def test_the_form_is_one_page_that_works_without_a_script(visit):
    page = visit.get(FORM)
    assert page.h1 == "意见箱"
    (form,) = page.select("form[method=post]")
    assert form.get("enctype") == "multipart/form-data"
    assert len(page.select("fieldset")) == 5
    assert not page.select("fieldset[hidden]")
    assert len(page.select("input[name=category]")) == 8


def test_the_form_is_kept_by_nobody(visit):
    page = visit.get(FORM)
    assert page.headers["Cache-Control"] == "no-store"
    typed = [*page.select("form input"), *page.select("textarea")]
    assert {one.get("autocomplete") for one in typed if one.get("type") not in ("hidden", "file")} == {"off"}
    assert page.select("input[name=form]")[0].get("value") != visit.get(FORM).select("input[name=form]")[0].get("value")


def test_each_receiver_says_who_can_open_it(visit):
    has_keys()
    said = visit.get(FORM).words(".who")
    assert "村委会能看，县平台也会收到副本" in said[0]
    assert any("连有没有这一封都看不到" in one for one in said if "纪委" in one)


def test_without_keys_only_the_village_can_be_chosen_and_the_page_says_why(visit):
    page = visit.get(FORM)
    free = [one.get("value") for one in page.select("input[name=addressee]") if one.get("disabled") is None]
    assert free == ["village"]
    assert "还没有县纪检的钥匙" in page


@pytest.mark.parametrize(
    "about",
    [
        pytest.param("https://example.org/disclosures/2026-00001", id="another machine"),
        pytest.param("//example.org", id="another machine, short"),
        pytest.param("/desk/", id="the desk"),
        pytest.param("/disclosures/2026-99999", id="nothing there"),
        pytest.param("/ledger/lines/1-1/../../../etc/passwd", id="out of the folder"),
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("/disclosures/2026-00001\x00", id="NUL"),
        pytest.param("/" * 5000, id="endless"),
    ],
)
def test_a_question_about_something_elsewhere_is_about_nothing(visit, about):
    page = visit.get(FORM, query_string={"about": about})
    assert page.select("input[name=about]")[0].get("value") == ""
    assert not page.select(".asked-about")


def test_no_other_page_may_use_camera_and_microphone(visit):
    assert "camera=(), microphone=()" in visit.get("/").headers["Permissions-Policy"]
    assert "camera=()" in visit.get(FORM).headers["Permissions-Policy"]


def test_a_phone_is_told_that_the_way_here_is_unsealed(visit):
    assert "路上走村里的无线网" in visit.get(FORM, environ_base=LAN)
    assert "无线网" not in visit.get(FORM, environ_base=LAN, headers={"X-Forwarded-Proto": "https"})
    assert "路上走村里的无线网" not in visit.get(FORM)


# ---- handing in ----
def test_a_letter_to_the_village_becomes_a_case_and_the_code_opens_it(visit):
    page = send(visit, name="张三", phone="13800000000")
    code = code_on(page)
    assert page.headers["Cache-Control"] == "no-store"
    assert receipts.read_code(code)
    case = only_case()
    assert (case.category, case.text, case.name, case.channel) == ("inquiry", "路灯什么时候修？", "张三", "kiosk")
    assert "最晚" in page
    opened = visit.post(RECEIPT, {"code": code}, 200)
    assert "咨询" in opened.h1
    assert case.number in opened


def test_the_code_stands_in_no_address(visit):
    page = send(visit)
    code = code_on(page).replace(" ", "")
    addresses = [one.get(name, "") for one in page for name in ("href", "src", "action")]
    assert not any(code in address for address in addresses)
    assert all(code not in value for _, value in page.headers)


def test_a_letter_from_a_phone_says_so(visit):
    send(visit, environ=LAN)
    assert only_case().channel == "phone"


def test_a_sealed_letter_leaves_no_case_and_says_who_opens_it(visit):
    has_keys()
    page = send(visit, category="report", addressee="discipline", text="挖沙款没有入账。")
    assert "只有青溪县纪委监委信访室打得开" in page
    assert queries.case_by_code(receipts.unlock(code_on(page).replace(" ", ""), origin()).lookup) is None


def test_photographs_and_voice_are_kept_with_the_case(visit):
    send(visit, photo=[photo(), photo()], voice=(io.BytesIO(VOICE), "voice.webm"))
    kinds = sorted(blob.media_type for blob in only_case().attachments)
    assert kinds == ["audio/webm", "image/jpeg", "image/jpeg"]


def test_a_photograph_loses_its_name_and_where_it_was_taken(visit):
    send(visit, photo=[photo(name="张三家门口.jpg")])
    assert "张三" not in "".join(blob.name for blob in only_case().attachments)


def test_the_same_form_sent_twice_is_one_case_with_one_code(visit):
    sent = letter(form="a" * 32)
    slips = {leads_to(visit.post(FORM, sent, content_type="multipart/form-data")) for _ in range(3)}
    assert len(slips) == 1
    assert code_on(visit.get(*slips))
    assert only_case()
    with pytest.raises(NotFound):
        records.one("F2026-0002")


def test_a_form_used_long_ago_is_not_taken_twice(visit):
    sent = letter(form="a" * 32)
    visit.post(FORM, sent, content_type="multipart/form-data")
    limits.slips._turns.clear()
    page = visit.post(FORM, sent, 409, content_type="multipart/form-data")
    assert "已经交过" in page.h1


def test_the_next_letter_waits_and_keeps_what_was_typed(visit):
    send(visit)
    page = send(visit, 422, form="b" * 32, text="还有一件事。")
    assert "请等" in page
    assert "还有一件事。" in page.words("textarea")[0]
    assert send(visit, form="c" * 32, environ=LAN)


def test_a_page_may_ask_whether_it_can_hand_in_now(visit):
    assert visit.get("/feedback/ready").body == b""
    send(visit)
    assert "请等" in visit.get("/feedback/ready").body.decode()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"category": ""}, "还没选是哪一类", id="no kind"),
        pytest.param({"category": "bribe"}, "还没选是哪一类", id="unknown kind"),
        pytest.param({"addressee": ""}, "还没选交给谁", id="nobody"),
        pytest.param({"addressee": "province"}, "还没选交给谁", id="unknown receiver"),
        pytest.param({"addressee": "discipline"}, "钥匙", id="receiver without a key"),
        pytest.param({"category": "report"}, "举报不交给村里", id="report to the village"),
        pytest.param({"text": " \n\u3000"}, "还没写内容", id="blank"),
        pytest.param({"text": "水" * 2001}, "写了 2001 个字", id="2,001 characters"),
        pytest.param({"text": "\x00\x00"}, "还没写内容", id="NUL only"),
        pytest.param({"name": "长" * 21}, "姓名最多", id="long name"),
        pytest.param({"phone": "1" * 31}, "电话最多", id="long telephone"),
        pytest.param({"about": "/desk/"}, "对不上", id="about the desk"),
        pytest.param({"about": "/disclosures/2026-99999"}, "对不上", id="about nothing"),
        pytest.param({"photo": [photo()] * 4}, "照片最多 3 张", id="four photographs"),
        pytest.param({"photo": [(io.BytesIO(b"GIF89a"), "a.gif")]}, "第 1 张", id="not a photograph"),
        pytest.param({"photo": [(io.BytesIO(b"%PDF-1.4 x"), "a.jpg")]}, "第 1 张", id="a PDF called .jpg"),
        pytest.param({"photo": [(io.BytesIO(PHOTO[:200]), "a.jpg")]}, "第 1 张", id="half a photograph"),
        pytest.param({"photo": [(io.BytesIO(b"\xff\xd8\xff" + b"0" * (20 * 2**20 + 1)), "a.jpg")]}, "太大", id="too large"),
        pytest.param({"voice": (io.BytesIO(b"RIFF....WAVE"), "v.webm")}, "认不出来", id="not a voice"),
        pytest.param({"voice": (io.BytesIO(VOICE + b"V_VP9"), "v.webm")}, "认不出来", id="a film"),
        pytest.param({"voice": (io.BytesIO(VOICE + b"0" * 2**20), "v.webm")}, "录音太长", id="long voice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_first_and_what_was_typed_stays(visit, changes, says):
    before = log_length()
    page = send(visit, 422, **{"name": "张三"} | changes)
    assert says in page.words(".errors")[0]
    assert page.select("form .errors")
    if "text" not in changes:
        assert "路灯什么时候修？" in page.words("textarea")[0]
    assert log_length() == before
    assert page.headers["Cache-Control"] == "no-store"


def test_every_problem_is_said_at_once(visit):
    page = send(visit, 422, category="", addressee="", text="", name="长" * 30, photo=[photo()] * 4)
    assert len(page.select(".errors li")) >= 5


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<script>alert(1)</script>", id="script"),
        pytest.param('"><img src=x onerror=alert(1)>', id="broken tag"),
        pytest.param("=HYPERLINK(\"http://x\")", id="formula"),
        pytest.param("{% raw %}${7*7}#{7*7}", id="template"),
        pytest.param("路灯坏了😀👨‍👩‍👧‍👦", id="emoji"),
        pytest.param("'; DROP TABLE feedback_case; --", id="SQL"),
        pytest.param("\u202e倒着写", id="letters turned round"),
    ],
)  # fmt: skip
def test_strange_words_stay_words(visit, text):
    page = send(visit, 422, text=text, category="")
    assert "<script>alert" not in page.html
    assert text in page.select("textarea")[0].text
    send(visit, text=text, form="d" * 32)
    assert only_case().text == text


def test_nul_and_half_characters_are_left_out(visit):
    send(visit, text="路灯\x00坏了\x07。")
    assert only_case().text == "路灯坏了。"


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({"json": {"category": "inquiry", "text": "x"}}, id="JSON"),
        pytest.param({"data": b"\x00\xff" * 100, "content_type": "multipart/form-data; boundary=x"}, id="noise"),
        pytest.param({"data": "category=inquiry", "content_type": "application/x-www-form-urlencoded"}, id="half a form"),
    ],
)  # fmt: skip
def test_what_is_no_form_is_answered_calmly(visit, sent):
    page = visit.post(FORM, expect=422, **sent)
    assert "还没选交给谁" in page


def test_a_form_from_another_site_is_not_taken(visit):
    visit.post(FORM, letter(), 403, content_type="multipart/form-data", headers={"Origin": "http://evil.example"})


def test_nothing_of_a_refused_letter_is_on_the_disk(visit, settings):
    send(visit, 422, text="金丝雀唱歌" * 500, photo=[photo()])
    for path in Path(settings.data).rglob("*"):
        assert not path.is_file() or "金丝雀唱歌".encode() not in path.read_bytes()


# ---- the disk, the day ----
@pytest.mark.parametrize("room", [Room.NO_FILES, Room.WORDS])
def test_with_little_room_words_are_taken_and_photographs_are_not(visit, monkeypatch, room):
    monkeypatch.setattr(room_left, "left", lambda _folder: room)
    assert not visit.get(FORM).select("input[name=photo]")
    assert "收不下" in send(visit, 422, photo=[photo()]).words(".errors")[0]
    assert code_on(send(visit, form="e" * 32))


def test_with_no_room_the_page_points_to_the_paper_box_and_reading_goes_on(visit, monkeypatch):
    monkeypatch.setattr(room_left, "left", lambda _folder: Room.NOTHING)
    assert "纸质意见箱" in visit.get(FORM, 503)
    assert "纸质意见箱" in send(visit, 503)
    assert visit.get("/").h1


def test_a_disk_that_fills_up_meanwhile_is_told_and_nothing_is_half_done(visit, monkeypatch):
    def full(*_) -> str:
        raise Full

    monkeypatch.setattr("terminal.feedback.intake.submit", full)
    before = log_length()
    assert "纸质意见箱" in send(visit, 503)
    assert log_length() == before


def test_after_thirty_letters_a_day_only_words_are_taken(visit, monkeypatch):
    monkeypatch.setattr(limits, "takes_files", lambda _origin, _today: False)
    assert "今天收到的太多" in send(visit, 422, photo=[photo()])
    assert code_on(send(visit, form="f" * 32))
