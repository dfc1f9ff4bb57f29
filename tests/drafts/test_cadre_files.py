"""Files at the desk: what cannot be taken gets a sentence, what is wrong in one is said at its place."""

import io

import pytest
from PIL import Image

from terminal.drafts import queries
from terminal.web.sessions import COOKIE
from tests.drafts.office import typed
from tests.uploads.files import IDENTITY, MOBILE, docx, paragraph


def test_what_is_wrong_in_a_file_leads_to_its_place(desk, draft):
    words = docx(paragraph(IDENTITY) + paragraph(MOBILE))
    desk.post(
        f"/desk/drafts/{draft.id}/files",
        {**typed(draft), "file": (io.BytesIO(words), "a.docx")},
        content_type="multipart/form-data",
    )
    page = desk.post(f"/desk/drafts/{draft.id}/submit", typed(draft), expect=422)
    (file,) = queries.one(draft.id).files
    assert f"file-{file.id}：" not in page and len(page.select(f".errors a[href='#field-file-{file.id}']")) == 2
    assert len(page.select(f"#field-file-{file.id}")) == 1


@pytest.mark.parametrize(
    ("upload", "says"),
    [
        pytest.param(None, "还没选文件", id="no file"),
        pytest.param((b"", "a.pdf"), "空的", id="empty file"),
        pytest.param((b"MZ\x90", "账.exe"), "程序", id="program"),
        pytest.param((b"%PDF-1.4 broken", "坏.pdf"), "打不开", id="broken"),
    ],
)
def test_a_file_that_cannot_be_taken_gets_a_sentence(desk, draft, upload, says):
    sent = typed(draft) | ({"file": (io.BytesIO(upload[0]), upload[1])} if upload else {})
    page = desk.post(f"/desk/drafts/{draft.id}/files", sent, expect=422, content_type="multipart/form-data")
    assert says in page.text and queries.one(draft.id).files == ()


def test_a_picture_is_drawn_small_beside_its_name(desk, draft):
    picture = io.BytesIO()
    Image.new("RGB", (900, 600), "white").save(picture, "JPEG")
    sent = typed(draft) | {"file": (io.BytesIO(picture.getvalue()), "公告栏.jpg")}
    desk.post(f"/desk/drafts/{draft.id}/files", sent, content_type="multipart/form-data")
    (drawn,) = desk.get(f"/desk/drafts/{draft.id}").select(".filed img")
    with desk.client.get(drawn.get("src")) as answer:
        assert answer.status_code == 200 and answer.data.startswith(b"\xff\xd8")
    desk.get(f"/desk/drafts/{draft.id}/files/{'0' * 64}/small", expect=404)


def test_a_file_without_end_is_stopped_at_the_door(desk, draft):
    assert 20 * 2**20 < desk.app.config["MAX_CONTENT_LENGTH"] < 30 * 2**20
    desk.app.config["MAX_CONTENT_LENGTH"] = 4000
    sent = typed(draft) | {"file": (io.BytesIO(b"0" * 5000), "a.pdf")}
    page = desk.post(f"/desk/drafts/{draft.id}/files", sent, expect=413, content_type="multipart/form-data")
    assert "20 MB" in page.text


def test_somebody_signed_out_meanwhile_is_told_that_a_file_is_too_large(desk, draft):
    desk.client.delete_cookie(COOKIE)
    desk.app.config["MAX_CONTENT_LENGTH"] = 4000
    sent = typed(draft) | {"file": (io.BytesIO(b"0" * 5000), "a.pdf")}
    page = desk.post(f"/desk/drafts/{draft.id}/files", sent, expect=413, content_type="multipart/form-data")
    assert "20 MB" in page.text
