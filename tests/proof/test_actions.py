"""A photograph of a sheet on the wall is one line in the log, or nothing at all."""

from datetime import date

import pytest

from terminal import events_register
from terminal.disclosures.actions import revise
from terminal.errors import NotFound, Refused
from terminal.journal import blobs
from terminal.journal.append import origin
from terminal.journal.replay import differences
from terminal.proof import queries
from terminal.proof.actions import Photograph, post
from tests.proof.pictures import photograph
from tests.world import CADRE, SUNDAY, at, draft, state


def posted(number="2026-00001", **changes):
    usual = {
        "data": photograph(),
        "name": "IMG_1.jpg",
        "place": "村委会公开栏",
        "posted_on": date(2026, 10, 10),
        "poster": "刘秀英",
    }
    return post(number, Photograph(**usual | changes), by=CADRE, now=at(SUNDAY))


def test_a_photograph_is_kept_with_the_version_that_hangs(paper):
    posted()
    revise("2026-00001", draft(title="更正名单", published_on=SUNDAY), "名字写错了", by=CADRE, now=at(SUNDAY))
    posted(posted_on=SUNDAY)
    first, second = queries.postings(origin(), paper.obj)
    assert (first.version, first.place, first.poster, first.posted_on) == (
        1,
        "村委会公开栏",
        "刘秀英",
        date(2026, 10, 10),
    )
    assert second.version == 2
    assert blobs.is_whole(first.picture.sha256)
    assert queries.photographed(origin()) == {paper.obj: 2}


def test_the_tables_are_what_the_log_says(paper):
    posted()
    assert differences(events_register.TABLES) == []


def test_the_place_where_it_was_taken_is_not_kept(paper):
    posted(data=photograph(place=True))
    (one,) = queries.postings(origin(), paper.obj)
    assert b"Exif" not in blobs.path(one.picture.sha256).read_bytes()
    assert one.picture.name == "2026-00001-2026-10-10.jpg"


def test_who_enters_it_is_meant_when_nobody_is_named(paper):
    posted(poster=" ")
    assert queries.postings(origin(), paper.obj)[0].poster == CADRE


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"data": b""}, "空的", id="empty file"),
        pytest.param({"data": b"no picture"}, "认不出", id="other bytes"),
        pytest.param({"data": photograph()[:300]}, "坏了", id="half a picture"),
        pytest.param({"place": ""}, "贴在哪里", id="no place"),
        pytest.param({"posted_on": date(2027, 1, 1)}, "还没到", id="not yet"),
    ],
)
def test_a_refused_photograph_leaves_nothing_behind(paper, changes, says):
    before = state()
    with pytest.raises(Refused, match=says):
        posted(**changes)
    assert state() == before


def test_a_document_is_no_photograph(paper):
    import io

    from pypdf import PdfWriter

    target, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(target)
    with pytest.raises(Refused, match="这不是照片"):
        posted(data=target.getvalue(), name="a.pdf")


def test_what_is_not_public_hangs_nowhere(paper):
    with pytest.raises(NotFound):
        posted("2026-00009")
