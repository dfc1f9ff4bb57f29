"""What became of bundles and receipts, in sentences for a person."""

from collections.abc import Iterator
from datetime import timedelta

import msgspec

from terminal.sync.apply import WHY, Applied
from terminal.sync.importing import Brought

RECEIPTS = {
    "kept": "县平台的回执收下了，签名核对过。",
    "older": "这张回执以前已经有了。",
    "ahead": "县平台有这台机器已经没有的登记：这里的数据库是旧的。下次启动会自动换新的一期，请从备份或县平台取回缺的登记。",
    "contradicts": "县平台在同一个号码下有另一条登记。请告诉县里管平台的人，先不要再导出。",
}


class Did(msgspec.Struct, frozen=True):
    """Counts of one round; `later`: attachments that wait for the night; `off`: how far the clock here is ahead."""

    up_lines: int
    up_blobs: int
    down_lines: int
    down_blobs: int
    later: int
    off: timedelta
    says: str = ""


def told(brought: Brought) -> Iterator[str]:
    """One sentence for each thing; one at the end when there was nothing."""
    for one in brought.applied:
        yield from _applied(one)
    for name, word in brought.kept:
        yield f"{name}：{RECEIPTS[word]}"
    for turned in brought.refused:
        for problem in turned.problems:
            yield f"✗ {turned.name}：{problem}"
    for path in brought.written:
        yield f"给对方的回执写在 {path}，请把它带回去。"
    if not (brought.applied or brought.kept or brought.refused):
        yield "这里没有数据包，也没有给这台机器的回执。"


def round_says(did: Did, off: timedelta) -> str:
    """One sentence about a round that went well; `off`: how wrong a clock may be before it is spoken of."""
    up = _listed({"条登记": did.up_lines, "个附件": did.up_blobs})
    down = _listed({"条登记": did.down_lines, "个附件": did.down_blobs})
    parts = [f"送出{up}" if up else "没有新的要送", f"收下{down}" if down else "县里没有新的"]
    if did.later:
        parts.append(f"还有 {did.later} 个附件等到夜里传")
    if abs(did.off) > off:
        parts.append(f"这台机器的时间{'快' if did.off > timedelta() else '慢'}了{_long(abs(did.off))}，请校准")
    return f"和县平台对过了：{'，'.join(parts)}。{did.says}"


def _listed(counts: dict[str, int]) -> str:
    return "、".join(f" {count} {what}" for what, count in counts.items() if count)


def _long(span: timedelta) -> str:
    if span.days:
        return f" {span.days} 天"
    hours, minutes = span.seconds // 3600, span.seconds // 60
    return f" {hours} 小时" if hours else f" {minutes} 分钟"


def _applied(one: Applied) -> Iterator[str]:
    yield f"{'✗ ' if one.word in WHY else ''}{one.bundle}：{_says(one)}"
    for other in one.then:
        yield f"  等着它的 {other.bundle}：{_says(other)}"


def _says(one: Applied) -> str:
    if one.word == "duplicate":
        return "以前收过了，没有变化。"
    if one.word == "gap":
        where = f"先放在 {one.kept}，缺的到了会自动收进来。" if one.kept else "等着的太多，没有留下，到时请再拿来。"
        return f"前面还缺，要从日志 {one.origin} 第 {one.need} 号登记补起。{where}"
    if one.word in WHY:
        return WHY[one.word] + (f"文件放在 {one.kept}。" if one.kept else "")
    parts = [f"收下 {one.lines - one.withheld} 条登记、{one.blobs} 个附件。"]
    if one.withheld:
        parts.append(f"另有 {one.withheld} 条是县里对别处说的，这里只留编号，没有内容。")
    if one.deferred:
        parts.append(f"有 {one.deferred} 条这里还不认识或合不上，留着没有显示。")
    if one.missing:
        parts.append(f"还差 {one.missing} 个附件。")
    return "".join(parts)
