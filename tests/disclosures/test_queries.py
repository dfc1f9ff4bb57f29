"""Every version can be read, and nothing that is not there."""

import pytest

from terminal.disclosures import queries
from terminal.disclosures.actions import revise
from terminal.disclosures.events import Signer
from terminal.errors import NotFound
from terminal.journal import blobs
from terminal.journal.append import origin
from tests.world import CADRE, SUNDAY, at, draft, make_disclosure


@pytest.fixture
def picture(shiqiao):
    return blobs.put(b"picture", "名单.jpg", "image/jpeg")


@pytest.fixture
def two(picture):
    make_disclosure(attachments=(picture,), signers=(Signer(role="村务监督委员会主任", name="赵卫东"),))
    revise("2026-00001", draft(title="更正名单", published_on=SUNDAY), "名字写错了", by=CADRE, now=at(SUNDAY))


def test_the_newest_version_is_read_unless_another_is_named(two):
    newest, first = queries.one(origin(), "2026-00001"), queries.one(origin(), "2026-00001", 1)
    assert (newest.version, newest.title, newest.is_newest) == (2, "更正名单", True)
    assert (first.version, first.title, first.is_newest) == (1, "2026年第三季度误工补贴公布", False)
    assert (newest.reason, first.reason) == ("名字写错了", "")
    assert first.signers == (Signer(role="村务监督委员会主任", name="赵卫东"),)


def test_versions_come_newest_first(two):
    assert [one.version for one in queries.versions(origin(), "2026-00001")] == [2, 1]


def test_the_blocks_of_a_text_are_read(two):
    assert [block.kind for block in queries.one(origin(), "2026-00001").blocks] == ["table"]


def test_a_version_names_its_own_attachments_only(two, picture):
    assert queries.one(origin(), "2026-00001", 1).attachment(picture.sha256) == picture
    with pytest.raises(NotFound):
        queries.one(origin(), "2026-00001", 2).attachment(picture.sha256)
    with pytest.raises(NotFound):
        queries.one(origin(), "2026-00001", 1).attachment("a" * 64)


@pytest.mark.parametrize("version", [0, -1, 3, 10**30], ids=["none", "less than none", "one too far", "beyond numbers"])
def test_a_version_that_is_not_there_is_not_found(two, version):
    with pytest.raises(NotFound, match="次公布"):
        queries.one(origin(), "2026-00001", version)


@pytest.mark.parametrize("number", ["2026-00002", "", "'", "2026-1", "２０２６-00001"])
def test_a_number_that_is_not_there_is_not_found(two, number):
    with pytest.raises(NotFound, match="没有索引号"):
        queries.one(origin(), number)
    with pytest.raises(NotFound):
        queries.versions(origin(), number)


def test_another_village_has_other_disclosures(two):
    with pytest.raises(NotFound):
        queries.one("t-other", "2026-00001")
