"""A file brought to a draft is taken apart, fills what is empty, is scanned, and stays attached."""

import io

import pytest
from PIL import Image

from terminal.disclosures import queries as disclosures
from terminal.drafts import actions, files, publishing, queries
from terminal.errors import Refused
from terminal.journal import blobs
from terminal.journal.append import origin
from tests.drafts.office import NOW, begun, cadre, filled, handed_in, signed, supervisor
from tests.uploads.files import IDENTITY, MOBILE, docx, paragraph, table, with_everything_hidden, xlsx

pytestmark = pytest.mark.usefixtures("shiqiao")


@pytest.fixture
def writer():
    return cadre()


def brought(draft, data, name, by):
    files.add(draft.id, draft.revision, data, name, by=by, now=NOW)
    return queries.one(draft.id)


def photograph() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (1600, 1200), "white").save(target, "JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00")
    return target.getvalue()


def test_a_document_fills_words_and_table_and_stays_attached(writer):
    data = docx(paragraph("误工补贴", "1") + paragraph("本季两人。") + table(("姓名", "金额"), ("李*发", "300")))
    draft = brought(begun(writer), data, "公示.docx", writer)
    assert draft.content.text == "## 误工补贴\n\n本季两人。"
    assert draft.content.table == "姓名\t金额\n李*发\t300"
    assert draft.files[0].blob.name == "公示.docx" and blobs.is_whole(draft.files[0].blob.sha256)


def test_every_table_of_a_document_reaches_the_draft(writer):
    first, second = (("姓名", "金额"), ("李*发", "300")), (("项目", "说明"), ("道路", "修好了"))
    draft = brought(
        begun(writer), docx(paragraph("前") + table(*first) + paragraph("后") + table(*second)), "a.docx", writer
    )
    assert draft.content.table == "姓名\t金额\n李*发\t300"
    assert draft.content.text == "前\n\n后\n\n| 项目 | 说明 |\n|---|---|\n| 道路 | 修好了 |"


def test_a_cell_is_named_as_people_call_it(writer):
    draft = brought(begun(writer), xlsx(with_everything_hidden), "名册.xlsx", writer)
    said = " ".join(find.where for find in draft.files[0].finds)
    assert "!" not in said and "名册.xlsx 补贴 C3 格（隐藏的列）" in said


def test_what_was_typed_is_not_overwritten(writer):
    draft = filled(writer)
    after = brought(draft, docx(paragraph("别的话。")), "a.docx", writer)
    assert after.content == draft.content and after.revision > draft.revision


def test_the_words_of_last_time_give_way_to_a_document_until_somebody_changes_them(writer):
    actions.submit((last := filled(writer)).id, last.revision, by=writer, now=NOW)
    publishing.publish(signed(queries.one(last.id), supervisor()).id, by=writer, now=NOW)
    again = queries.one(actions.start(last.item, "", "publish", "", by=writer, now=NOW))
    assert again.content.text == last.content.text
    data = docx(paragraph("这一次的话。") + table(("项目", "金额"), ("修路", "300")))
    after = brought(again, data, "a.docx", writer)
    assert (after.content.text, after.content.table) == ("这一次的话。", "项目\t金额\n修路\t300")
    later = brought(after, docx(paragraph("别的话。")), "b.docx", writer)
    assert later.content.text == "这一次的话。"


def test_a_photograph_is_made_anew_and_published_with_the_text(writer):
    draft = brought(filled(writer), photograph(), "公告栏.jpg", writer)
    assert draft.files[0].thumbnail and b"Exif" not in blobs.path(draft.files[0].blob.sha256).read_bytes()
    actions.submit(draft.id, draft.revision, by=writer, now=NOW)
    number = publishing.publish(signed(queries.one(draft.id), supervisor()).id, by=writer, now=NOW)
    assert disclosures.one(origin(), number).attachments == (draft.files[0].blob,)


@pytest.mark.parametrize(
    ("words", "name", "says"),
    [
        pytest.param(f"身份证 {IDENTITY}", "a.docx", "身份证号", id="identity number inside"),
        pytest.param(f"电话 {MOBILE}", "a.docx", "手机号", id="mobile number inside"),
        pytest.param("没有什么", f"{MOBILE}.docx", "手机号", id="mobile number in the file's name"),
    ],
)
def test_what_stands_in_a_file_holds_it_back(writer, words, name, says):
    draft = brought(filled(writer), docx(paragraph(words)), name, writer)
    with pytest.raises(Refused, match=says):
        actions.submit(draft.id, draft.revision, by=writer, now=NOW)
    find = draft.files[0].finds[0]
    assert IDENTITY not in find.around and MOBILE not in find.around
    with pytest.raises(Refused, match="改好文件"):
        actions.mask(draft.id, draft.revision, find.field, find.place, by=writer, now=NOW)


def test_what_is_wrong_in_a_file_is_put_right_in_the_file(writer):
    draft = brought(filled(writer), docx(paragraph(f"{IDENTITY} {MOBILE}")), "a.docx", writer)
    assert all("改好文件再传" in find.says and "请点“遮住”" not in find.says for find in draft.files[0].finds)


def test_nothing_slips_through_behind_many_finds(writer, monkeypatch):
    monkeypatch.setattr(files, "MOST_FINDS", 3)
    telephones = "".join(paragraph(f"电话 1380013{number}") for number in range(8000, 8004))
    draft = brought(filled(writer), docx(telephones + paragraph(IDENTITY)), "a.docx", writer)
    first, *_, last = draft.files[0].finds
    assert first.kind == "identity" and "还有 3 处" in last.says and not files.may_overrule(last)
    with pytest.raises(Refused):
        actions.overrule(draft.id, last.field, last.place, "村委会值班电话", by=writer, now=NOW)


def test_an_unmasked_list_in_a_file_is_noticed(writer):
    data = docx(table(("姓名", "金额"), ("刘大兵", "300")))
    draft = brought(filled(writer, item="V-B06"), data, "名单.docx", writer)
    assert [find.kind for find in draft.files[0].finds] == ["name"]


def test_without_the_file_the_way_is_free_again(writer):
    draft = brought(filled(writer), docx(paragraph(f"身份证 {IDENTITY}")), "a.docx", writer)
    files.remove(draft.id, draft.revision, draft.files[0].id, by=writer, now=NOW)
    draft = queries.one(draft.id)
    actions.submit(draft.id, draft.revision, by=writer, now=NOW)
    assert draft.files == ()


def test_a_file_that_is_gone_is_not_taken_off_twice(writer):
    draft = filled(writer)
    with pytest.raises(Refused, match="已经去掉"):
        files.remove(draft.id, draft.revision, 7, by=writer, now=NOW)


@pytest.mark.parametrize(
    ("brought_bytes", "name"),
    [(b"", "a.docx"), (b"PK\x03\x04", "a.docx"), (b"GIF89a", "a.gif")],
    ids=["empty", "cut", "gif"],
)
def test_what_cannot_be_kept_is_refused_and_leaves_nothing(writer, brought_bytes, name):
    draft = filled(writer)
    with pytest.raises(Refused):
        files.add(draft.id, draft.revision, brought_bytes, name, by=writer, now=NOW)
    assert queries.one(draft.id) == draft


def test_what_was_handed_in_takes_no_more_files(writer):
    draft = handed_in(writer)
    with pytest.raises(Refused, match="交上去"):
        files.add(draft.id, draft.revision, photograph(), "a.jpg", by=writer, now=NOW)


def test_there_is_an_end_to_the_number_of_files(writer, monkeypatch):
    monkeypatch.setattr(files, "MOST_FILES", 1)
    draft = brought(filled(writer), docx(paragraph("一")), "a.docx", writer)
    with pytest.raises(Refused, match="已经有 1 个"):
        brought(draft, docx(paragraph("二")), "b.docx", writer)
