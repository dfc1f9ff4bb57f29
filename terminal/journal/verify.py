"""Reading the whole log with a suspicious eye: every line, every body, every attachment named."""

from collections.abc import Callable, Container, Iterable, Iterator

from terminal.errors import Problem
from terminal.journal import kinds
from terminal.journal.chain import digest
from terminal.journal.header import Header, read_header
from terminal.journal.kinds import blobs_of as blobs_of
from terminal.journal.replay import Row


def _wrong_place(row: Row, header: Header, expected_seq: int) -> Iterator[str]:
    if (header.origin, header.epoch, header.seq) != (row.origin, row.epoch, row.seq):
        yield f"首行写的是 {header.origin} 第 {header.epoch} 期第 {header.seq} 号，与所在的行不符"
    if row.seq != expected_seq:
        yield f"登记号应为 {expected_seq}，实为 {row.seq}：中间缺了"


def _wrong_hashes(row: Row, header: Header, found: str, prev: str) -> Iterator[str]:
    if found != row.hash:
        yield f"首行的指纹应为 {row.hash}，实为 {found}"
    if header.prev != prev:
        yield f"上一行的指纹应为 {header.prev}，实为 {prev}"
    if row.body is None:
        yield "正文不见了"
    elif row.body and digest(row.body) != header.body:
        yield f"正文的指纹应为 {header.body}，实为 {digest(row.body)}"


def _missing_blobs(row: Row, header: Header, blob_is_whole: Callable[[str], bool]) -> Iterator[str]:
    kind = kinds.known(header.kind)
    if kind is None or not row.body:
        return
    try:
        named = list(blobs_of(kinds.read_body(row.body, kind)))
    except ValueError as wrong:
        yield f"正文读不懂：{wrong}"
        return
    for blob in named:
        if not blob_is_whole(blob.sha256):
            yield f"附件 {blob.sha256[:16]}… 不在了，或内容变了"


def _wrongly_erased(row: Row, is_erased: bool, is_withheld: bool) -> Iterator[str]:
    if row.body == "" and not (is_erased or is_withheld):
        yield "正文抹去了，日志里却没有写依据"
    if row.body and is_erased:
        yield "登记说这一条的正文已依法删除，正文却还在"
    if row.body and is_withheld:
        yield "这一条记着正文没有发给这台机器，正文却在"


def problems(
    rows: Iterable[Row],
    genesis: dict[str, str],
    blob_is_whole: Callable[[str], bool],
    erased: Container[tuple[str, int, int]] = (),
    withheld: Container[tuple[str, int, int]] = (),
) -> Iterator[Problem]:
    """Every line that is not as it was written: which line, what was expected, what was found.

    `genesis` says for each log what its first line names. The first line of a later epoch goes on from any line before.
    `erased` holds (origin, epoch, seq) of the bodies that the log itself says were erased by law, `withheld` of those
    that were not for this machine and never came.
    """
    log, prev, seq, before = ("", 0), "", 0, set[str]()
    for row in rows:
        where, place = f"日志 {row.origin} 第 {row.seq} 行", (row.origin, row.epoch, row.seq)
        if row.header is None:
            yield Problem("首行不见了，只剩下正文：有人删去了这一行。", where)
            continue
        if row.origin != log[0]:
            log, prev, seq = (row.origin, 1), genesis.get(row.origin, ""), 0
            before = {prev}
        opens, log = row.epoch != log[1], (row.origin, row.epoch)
        try:
            header = read_header(row.header)
        except ValueError as wrong:
            yield Problem(f"首行读不懂：{wrong}。", where)
        else:
            if opens and row.seq > seq and header.prev in before:
                prev, seq = header.prev, row.seq - 1
            for says in (
                *_wrong_place(row, header, seq + 1),
                *_wrong_hashes(row, header, digest(row.header), prev),
                *_wrongly_erased(row, place in erased, place in withheld),
                *_missing_blobs(row, header, blob_is_whole),
            ):
                yield Problem(says + "。", where)
        prev, seq = digest(row.header), row.seq
        before.add(prev)
