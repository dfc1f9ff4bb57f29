"""Bringing pictures of vouchers, saying where each belongs, taking one out again; only while the sheet is written."""

from collections.abc import Iterable, Mapping, Sequence

from terminal.clock import Now
from terminal.drafts import actions as drafts
from terminal.drafts.ledger import actions as sheets
from terminal.drafts.ledger import models, queries
from terminal.drafts.ledger.photos.naming import number_in
from terminal.drafts.ledger.shapes import Work
from terminal.errors import Problem, Refused, refuse_if
from terminal.journal import blobs
from terminal.journal.kinds import BlobRef
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.text.money import yuan
from terminal.uploads.reading import read
from terminal.uploads.shapes import PICTURES, Upload

MOST = 600  # pictures of one month
NOT_A_PICTURE = "这不是照片。请传 JPG 或 PNG；扫描成 PDF 的，请存成图片再传。"


def bring(draft_id: int, files: Iterable[tuple[bytes, str]], *, by: Person, now: Now) -> tuple[int, list[Problem]]:
    """Keep these pictures, made anew from their pixels; how many were kept, and why each other one was not.

    Every picture is kept or refused by itself. Raises Refused when the sheet was handed in.
    """
    sheets.refuse_unless_open(queries.one(draft_id))
    kept, wrong = [], []
    for data, name in files:
        try:
            upload = read(data, name)
            refuse_if([] if upload.kind in PICTURES else [Problem(NOT_A_PICTURE, name)])
            kept.append(upload)
        except Refused as refused:
            wrong += [Problem(one.says, name) for one in refused.problems]
    refs = [(one, _put(one)) for one in kept]
    count = 0
    with write():
        work = queries.one(draft_id)
        sheets.refuse_unless_open(work)
        numbers = {line.voucher for line in work.sheet.lines if line.voucher}
        there = {one.blob.sha256: one.blob.name for one in work.photos}
        for upload, (blob, thumbnail) in refs:
            if blob.sha256 in there:
                wrong.append(Problem(f"和“{there[blob.sha256]}”是同一张照片，没有再收。", upload.name))
            elif len(there) >= MOST:
                wrong.append(Problem(f"一个月最多 {MOST} 张照片，没有收。", upload.name))
            else:
                keep(draft_id, blob, thumbnail, number_in(upload.name, numbers))
                there[blob.sha256] = upload.name
                count += 1
        if count:
            drafts.note(work.draft, "file", by, now, f"凭证照片 {count} 张")
    return count, wrong


def _put(upload: Upload) -> tuple[BlobRef, str]:
    small = upload.thumbnail
    thumbnail = blobs.put(small.data, upload.name, small.media_type).sha256 if small else ""
    return blobs.put(upload.data, upload.name, upload.media_type), thumbnail


def keep(draft_id: int, blob: BlobRef, thumbnail: str, voucher: str) -> None:
    """One picture more, in the caller's transaction."""
    said = {"sha256": blob.sha256, "name": blob.name, "media_type": blob.media_type, "size": blob.size}
    models.DraftPhoto.insert(draft=draft_id, thumbnail=thumbnail, voucher=voucher, fen=None, **said).execute()


def assign(draft_id: int, said: Mapping[int, tuple[str, int | None]], *, by: Person, now: Now) -> None:
    """Say which voucher each picture belongs to (empty: none yet) and what it comes to (fen). Raises Refused, nothing changed."""
    with write():
        work = queries.one(draft_id)
        sheets.refuse_unless_open(work)
        refuse_if(_why_not(work, said))
        before = {one.id: (one.voucher, one.fen) for one in work.photos}
        for number, (voucher, fen) in said.items():
            if before.get(number, (voucher, fen)) != (voucher, fen):
                mine = (models.DraftPhoto.id == number) & (models.DraftPhoto.draft == draft_id)
                models.DraftPhoto.update(voucher=voucher, fen=fen).where(mine).execute()


def _why_not(work: Work, said: Mapping[int, tuple[str, int | None]]) -> Sequence[Problem]:
    numbers = {line.voucher for line in work.sheet.lines} | {""}
    return [
        *(
            Problem(f"表上没有凭证号 {voucher}。请看看现在的表。", "")
            for voucher, _ in said.values()
            if voucher not in numbers
        ),
        *(
            Problem(f"照片上的金额 {yuan(fen)} 不对：金额要大于 0。", "")
            for _, fen in said.values()
            if fen is not None and fen <= 0
        ),
    ]


def remove(draft_id: int, photo: int, *, by: Person, now: Now) -> None:
    """Take a picture out again. Raises Refused."""
    with write():
        work = queries.one(draft_id)
        sheets.refuse_unless_open(work)
        gone = next((one for one in work.photos if one.id == photo), None)
        refuse_if([] if gone else [Problem("这张照片已经去掉了。")])
        models.DraftPhoto.delete().where(models.DraftPhoto.id == photo).execute()
        drafts.note(work.draft, "unfile", by, now, gone.blob.name if gone else "")
