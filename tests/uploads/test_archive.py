"""What lies in an office file is looked through before it is unpacked, and every text in it is told."""

from xml.etree import ElementTree

import pytest

from terminal.uploads import archive
from terminal.uploads.apart import Unreadable
from tests.uploads import files

OUTSIDE = "http://example.com/x"


def told(xml: str, *together: str) -> list[str]:
    return [said for said in archive.sayings(ElementTree.fromstring(xml), frozenset(together)) if said]


@pytest.mark.parametrize(
    ("xml", "texts"),
    [
        pytest.param("<a>一<b>二</b>三<c/>四</a>", ["一", "二", "三", "四"], id="between elements"),
        pytest.param("<a><p><r>138</r><r>0013</r></p></a>", ["1380013"], id="runs of one paragraph"),
        pytest.param('<a><p><r title="题">字</r></p>尾</a>', ["题", "字", "尾"], id="attributes inside a paragraph"),
        pytest.param('<a><x descr="图"/><x id="1"/></a>', ["图"], id="attributes people write"),
        pytest.param('<a><x Target="styles.xml"/><x Target="tel:1" TargetMode="External"/></a>', ["tel:1"], id="links"),
        pytest.param("<a><AppVersion>16</AppVersion><Company>村</Company></a>", ["村"], id="what programs write"),
    ],
)
def test_every_text_people_wrote_is_told(xml, texts):
    assert told(xml, "p") == texts


@pytest.mark.parametrize(
    "target",
    ["http://example.com/a.dotm", "https://example.com/a", "\\\\server\\share\\a.dotm", "file://evil.example/a"],
)
def test_a_template_from_elsewhere_is_refused(target):
    rels = files.relations(("attachedTemplate", target, "External"))
    with pytest.raises(Unreadable, match="连着网上"):
        archive.check_office(files.with_member(files.docx(""), "word/_rels/settings.xml.rels", rels))


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        pytest.param("hyperlink", OUTSIDE, id="a link people may follow"),
        pytest.param(
            "attachedTemplate", "file:///C:/Users/a/Normal.dotm", id="the template on the writer's own machine"
        ),
        pytest.param("image", "media/image1.png", id="a picture inside"),
    ],
)
def test_ordinary_relations_are_left_in_peace(kind, target):
    rels = files.relations((kind, target, "" if "media" in target else "External"))
    archive.check_office(files.with_member(files.docx(""), "word/_rels/settings.xml.rels", rels))


@pytest.mark.parametrize(
    "name", ["xl/printerSettings/printerSettings1.bin", "word/media/image1.bin", "word/fonts/font1.odttf"]
)
def test_harmless_members_are_no_macros(name):
    archive.check_office(files.with_member(files.docx(""), name, b"x"))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("xl/vbaProject.bin", "宏"),
        ("word/activeX/activeX1.bin", "宏"),
        ("xl/macrosheets/sheet1.xml", "宏"),
        ("word/embeddings/oleObject1.bin", "。"),
        ("word/afchunk.mht", "嵌着"),
        ("anything.bin", "宏"),
    ],
)
def test_members_that_run_or_nest_are_refused(name, says):
    with pytest.raises(Unreadable, match=says):
        archive.check_office(files.with_member(files.docx(""), name, b"x"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_member_that_defines_entities_is_refused(encoding):
    with pytest.raises(Unreadable):
        archive.parse("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>".encode(encoding))
