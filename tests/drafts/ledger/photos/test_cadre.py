"""At the desk pictures of vouchers are brought, find their numbers, are published beside their lines and never reused."""

import io

import pytest
from PIL import Image

from terminal.drafts.ledger import actions as sheets
from terminal.drafts.ledger import checks, publishing, queries
from terminal.ledger import queries as ledger
from terminal.ledger import threshold
from terminal.village.queries import here
from tests.drafts.ledger.month import MAY, begun, sent, signed
from tests.drafts.office import NOW, supervisor
from tests.ledger.workbooks import changed


def photo(shade: int) -> io.BytesIO:
    """A photograph that knows where it was taken."""
    where = Image.Exif()
    where[0x8825] = {1: "N", 2: (30.0, 1.0, 2.0)}
    target = io.BytesIO()
    Image.new("RGB", (60, 80), (shade, 80, 80)).save(target, "JPEG", exif=where)
    return io.BytesIO(target.getvalue())


@pytest.fixture
def asked():
    """Payments above 100 yuan need a picture."""
    threshold.use(100)
    yield
    threshold.use(0)


def test_pictures_find_their_vouchers_and_are_published_with_them(desk, asked):
    work = begun(desk.me)
    address = f"/desk/ledger/drafts/{work.id}"
    assert "超过 100.00 元，没有凭证照片" in desk.get(address)
    brought = [(photo(10), "记-3.jpg"), (photo(20), "IMG_1.jpg"), (photo(10), "一样.jpg"), (io.BytesIO(b"x"), "坏.jpg")]
    page = desk.post(f"{address}/photos/", {"photos": brought}, expect=422)
    assert "收下了 2 张" in page and "同一张照片" in page and "1 张还没认领" in page
    first, second = queries.one(work.id).photos
    assert (first.voucher, second.voucher) == ("记-3", "")
    picture = desk.get(f"{address}/photos/{first.id}?small=1")
    assert not Image.open(io.BytesIO(picture.body)).getexif()
    picture.response.close()
    wrong = {f"voucher-{first.id}": "记-3", f"fen-{first.id}": "很多", f"voucher-{second.id}": "记-4"}
    assert "不是金额" in desk.post(f"{address}/photos/assign", wrong, expect=422)
    desk.post(f"{address}/photos/assign", wrong | {f"fen-{first.id}": "286.00"})
    assert "凭证 记-3 的照片加起来是 286.00，账上是 286.40，照片少了 0.40" in desk.get(address)
    desk.post(f"{address}/photos/assign", wrong | {f"fen-{first.id}": "286.40"})
    assert checks.problems(queries.one(work.id), NOW) == []
    sheets.submit(work.id, queries.one(work.id).draft.revision, by=desk.me, now=NOW)
    number = publishing.publish(signed(queries.one(work.id), supervisor()).id, by=desk.me, now=NOW)
    public = ledger.by_number(here().origin, number)
    assert [len(one.vouchers) for one in ledger.all_lines(public.origin, public.log_seq)] == [1, 1]
    again = sheets.start_revision(
        number, sent(changed(MAY, (5, 3, "电费（四月）"))), "摘要漏写了月份。", by=desk.me, now=NOW
    )
    assert [one.voucher for one in queries.one(again).photos] == ["记-3", "记-4"]
    desk.post(f"/desk/ledger/drafts/{again}/photos/{queries.one(again).photos[0].id}/remove")
    assert len(queries.one(again).photos) == 1
    assert "已经交上去了" in desk.post(f"{address}/photos/", {"photos": [(photo(9), "1.jpg")]}, expect=422)
