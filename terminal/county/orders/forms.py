"""What an officer filled in, as the event the county's log will say."""

from collections.abc import Callable
from datetime import date
from typing import Any, get_args

from terminal.catalogue import queries as catalogues
from terminal.catalogue.events import CalendarSent, CatalogueSent
from terminal.catalogue.reading import year_of
from terminal.catalogue.shapes import UnitKind
from terminal.county.orders import queries, rules
from terminal.county.orders.shapes import LABELS
from terminal.directives import events as said
from terminal.directives import queries as directives
from terminal.directives import rules as limits
from terminal.errors import Problem, Refused, refuse_if
from terminal.feedback.sealed import queries as letters
from terminal.feedback.sealed.events import OfficesSent
from terminal.feedback.sealed.offices import read_key_file
from terminal.feedback.shapes import CATEGORIES
from terminal.journal import blobs
from terminal.journal.append import origin
from terminal.journal.kinds import Addressed, BlobRef
from terminal.ledger.middle import each_household, middle
from terminal.ledger.ruling import MediansSent, VouchersRuled
from terminal.text.days import Period, read_day
from terminal.uploads.kinds import clean_name, sniff
from terminal.village.queries import village
from terminal.web import forms
from terminal.web.forms import Form

Files = list[tuple[str, bytes]]
TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
LARGEST_TEXT = 256 * 1024
UNIT_KINDS: tuple[UnitKind, ...] = get_args(UnitKind)


def read() -> Form:
    return forms.read(LABELS)


def empty(**typed: str) -> Form:
    return forms.empty(LABELS, **typed)


def event(sort: str, form: Form, files: Files, today: date) -> Addressed:
    """The event of this form. Raises Refused with every problem that can be seen before its own rules are asked."""
    try:
        found = READERS[sort](form, files, today)
    except ValueError as wrong:
        raise Refused([Problem(str(wrong))]) from None
    form.refuse_if_wrong()
    return found


def _day(form: Form, name: str, where: str, today: date, *, needed: bool = True) -> date | None:
    typed = form.line(name, 20)
    if not typed and not needed:
        return None
    try:
        return date.fromisoformat(typed) if typed[4:5] == "-" else read_day(typed, today.year)
    except ValueError:
        raise Refused([Problem(f"{where}要写成一天，例如 {today.isoformat()}。", where)]) from None


def _sure(day: date | None) -> date:
    return day or date.min


def _files(files: Files) -> tuple[BlobRef, ...]:
    """PDF and pictures as they are, put down before anything names them."""
    kept = []
    for name, data in files:
        kind = sniff(data, name)
        if kind not in TYPES:
            raise Refused([Problem("手册和通知的文件要传 PDF 或照片，村里的机器才打得开。请另存为 PDF 再传。", "文件")])
        kept.append((data, clean_name(name), TYPES[kind]))
    return tuple(blobs.put(*one) for one in kept)


def _notice(form: Form, files: Files, today: date) -> Addressed:
    before = _before(form)
    return said.DocumentPosted(
        to=before.to if before else form.line("to"),
        sort="handbook" if form.one("sort", ("notice", "handbook"), "notice") == "handbook" else "notice",
        edition=before.edition + 1 if before else 1,
        title=form.line("title"),
        text=form.text("text", limits.LONGEST_TEXT).strip(),
        files=_files(files) or (before.files if before else ()),
        issuer=form.line("issuer"),
        doc_no=form.line("doc_no"),
        issued_on=_sure(_day(form, "issued_on", "发文日期", today)),
        changed=form.line("gist"),
    )


def _before(form: Form) -> directives.Notice | None:
    """The edition this one follows."""
    number = form.whole("follows")
    return directives.notice(number) if number else None


def _withdraw(form: Form, files: Files, today: date) -> Addressed:
    return said.DocumentWithdrawn(to=directives.notice(form.whole("follows")).to, reason=form.line("reason"))


def _banner(form: Form, files: Files, today: date) -> Addressed:
    if line := form.whole("follows"):
        before = banner(line)
        return said.BannerSet(to=before.to, text=before.text, is_on=False, issuer=before.issuer)
    return said.BannerSet(to=form.line("to"), text=form.line("text"), is_on=True, issuer=form.line("issuer"))


def banner(line: int) -> directives.Alert:
    """The banner that was switched by this line. Raises Refused."""
    found = next((one for one in directives.banners_of(origin()) if one.line == line), None)
    if found is None:
        raise Refused([Problem("没有这一条紧急提示。")])
    return found


def _named(form: Form) -> dict[str, Any]:
    """The publication a form names by its index number. Raises Refused for one that is not there."""
    number, to = form.line("number"), form.line("to")
    thing = queries.publication(to, number)
    if number and thing is None:
        raise Refused([Problem("这个村没有这个索引号的公开信息，请核对。还没同步上来的，也找不到。", "哪一条")])
    return {"to": to, "target": thing.obj if thing else "", "title": thing.title if thing else ""}


def _correct(form: Form, files: Files, today: date) -> Addressed:
    return said.CorrectionOrdered(
        **_named(form),
        what=form.text("text", limits.LONGEST_WORDS).strip(),
        basis=form.line("basis"),
        issuer=form.line("issuer"),
        due_on=_sure(_day(form, "due_on", "最晚哪天", today)),
    )


def _takedown(form: Form, files: Files, today: date) -> Addressed:
    return said.Takedown(
        **_named(form),
        basis=form.line("basis"),
        reason=form.text("reason", limits.LONGEST_WORDS).strip(),
        issuer=form.line("issuer"),
        until=_day(form, "until", "暂停到", today, needed=False),
    )


def _restore(form: Form, files: Files, today: date) -> Addressed:
    order = next((one for one in directives.all_orders() if one.log_seq == form.whole("follows")), None)
    if order is None or order.sort != "takedown":
        raise Refused([Problem("没有这一条暂停展示。")])
    reason = form.text("reason", limits.LONGEST_WORDS).strip()
    return said.Restore(to=order.to, target=order.target, title=order.title, reason=reason, issuer=form.line("issuer"))


def _case(form: Form, files: Files, today: date) -> Addressed:
    received = _sure(_day(form, "received_on", "收到日期", today))
    refuse_if([Problem("收到的日子不能在今天以后。", "收到日期")] if received > today else [])
    return said.CaseHanded(
        to=form.line("to"),
        ticket=form.line("ticket"),
        category=next((one for one in CATEGORIES if one in form.many("category", CATEGORIES)), "inquiry"),
        text=form.text("text", 1_800).strip(),
        name=form.line("name"),
        phone=form.line("phone"),
        received_on=received,
        issuer=form.line("issuer"),
    )


def _vouchers(form: Form, files: Files, today: date) -> Addressed:
    typed = form.line("above", 12).replace(",", "").removesuffix("元")
    if not typed.isdecimal():
        raise Refused([Problem("请写整数的金额，例如 500；都不要凭证照片就写 0。", "多少元以上")])
    return VouchersRuled(
        to=form.line("to"), above_yuan=int(typed), basis=form.line("basis"), issuer=form.line("issuer")
    )


def _medians(form: Form, files: Files, today: date) -> Addressed:
    to, period = form.line("to"), _period(form.line("period", 10), today)
    villages = (village(one) for one in queries.readers(to))
    found = [amounts for one in villages if (amounts := each_household(one, period)) is not None]
    return MediansSent(to=to, period=period.key, villages=len(found), said=middle(found), issuer=form.line("issuer"))


def _period(typed: str, today: date) -> Period:
    """A year or a quarter that is over."""
    try:
        found = Period.read(typed.upper())
    except ValueError:
        found = None
    if found is None or found.kind not in "YQ" or found.last >= today:
        raise Refused([Problem("写一年或者一个季度，已经过完的，例如 2025 或者 2025Q3。", "期间")])
    return found


def _text(files: Files) -> str:
    if not files:
        raise Refused([Problem("请选一个 .toml 文件。", "文件")])
    data = files[0][1]
    try:
        if len(data) > LARGEST_TEXT:
            raise ValueError
        return data.decode("utf-8-sig")
    except ValueError:
        raise Refused([Problem("这个文件读不懂，请传 UTF-8 的 .toml 文件，最多 256 KB。", "文件")]) from None


def _catalogue(form: Form, files: Files, today: date) -> Addressed:
    kind = form.one("unit_kind", UNIT_KINDS, "village")
    number = catalogues.last_number(kind) + 1
    return CatalogueSent(
        to=rules.EVERYBODY,
        unit_kind=next(one for one in UNIT_KINDS if one == kind),
        number=number,
        gist=form.line("gist"),
        text=_text(files),
    )


def _calendar(form: Form, files: Files, today: date) -> Addressed:
    text = _text(files)
    number = catalogues.last_number(year=year_of(text)) + 1
    return CalendarSent(to=rules.EVERYBODY, number=number, gist=form.line("gist"), text=text)


def _offices(form: Form, files: Files, today: date) -> Addressed:
    found = read_key_file(files[0][1]) if files else ()
    return OfficesSent(to=form.line("to"), number=letters.last_sent(form.line("to")) + 1, offices=found)


READERS: dict[str, Callable[[Form, Files, date], Addressed]] = {
    "notice": _notice,
    "withdraw": _withdraw,
    "banner": _banner,
    "correct": _correct,
    "takedown": _takedown,
    "restore": _restore,
    "case": _case,
    "vouchers": _vouchers,
    "medians": _medians,
    "catalogue": _catalogue,
    "calendar": _calendar,
    "offices": _offices,
}
