"""What the check of a paper says, in the language of the page; and the sheets that hang on walls or lie in archives."""

from datetime import date
from typing import Any

import msgspec
from flask import g, render_template, url_for
from flask_babel import gettext as _

from terminal import clock
from terminal.errors import Problem, refuse_if
from terminal.ledger.queries import every_entry
from terminal.paper.qr import qr
from terminal.projects import pages as project_pages
from terminal.projects import queries as projects
from terminal.proof import queries
from terminal.proof.card import card
from terminal.proof.queries import Thing
from terminal.proof.rules import DIGITS, FEWEST, PRINTED
from terminal.proof.when import when
from terminal.proof.witness import Witness
from terminal.register.pauses import paused
from terminal.tables import papers
from terminal.tables import queries as tables
from terminal.village.queries import viewed
from terminal.web.addresses import below, for_everybody
from terminal.web.filters import dated, moment
from terminal.web.papers import in_chinese

MOST_CANDIDATES = {"normal": 3, "large": 2, "largest": 1}
KINDS = {"unchanged": "done", "corrected": "note", "withdrawn": "late", "mismatch": "late", "erased": "plain"}


SIZES = ("a4", "a3")


class Answer(msgspec.Struct, frozen=True):
    """What is said about one paper: a notice of this kind, whole sentences, what does not fit, facts, where to go."""

    kind: str
    title: str
    says: tuple[str, ...]
    wrongs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    ways: tuple[tuple[str, str], ...] = ()


class Candidate(msgspec.Struct, frozen=True):
    """One of several papers whose fingerprint begins as typed; `tag` is (kind, words)."""

    seq: int
    title: str
    fingerprint: str
    tag: tuple[str, str]
    href: str


class Check(msgspec.Struct, frozen=True):
    """One screen of the check; either one answer, or candidates to choose from, or nothing yet."""

    typed: str
    hint: str
    keys: list[tuple[str, str | None]]
    shorter: str | None
    problems: tuple[str, ...] = ()
    answer: Answer | None = None
    candidates: tuple[Candidate, ...] = ()
    torn: str = ""

    @property
    def is_done(self) -> bool:
        """Nothing more to type."""
        return self.answer is not None


def grouped(mark: str) -> str:
    """A fingerprint as paper has it: 8F3C 21A7 04DE"""
    return " ".join(mark[place : place + 4] for place in range(0, len(mark), 4)).upper()


def check(mark: str, problems: tuple[str, ...], found: tuple[Witness, ...] | None) -> Check:
    """`found` is None when nothing was looked for yet."""
    whole = len(mark) >= PRINTED
    one = found is not None and (whole and len(found) < 2)
    answer = None
    if one and found is not None:
        answer = answer_to(found[0]) if found else _unknown()
    many = found or ()
    shown = () if answer else tuple(_candidate(one) for one in many[: MOST_CANDIDATES[g.look.type]])
    return Check(
        typed=grouped(mark[:PRINTED]),
        hint="" if problems else _hint(mark, found),
        keys=[(digit, None if whole or problems else _url(mark + digit)) for digit in DIGITS],
        shorter=_url(mark[:-1]) if mark else None,
        problems=problems,
        answer=answer,
        candidates=shown,
        torn=_torn() if answer and not answer.wrongs else "",
    )


def _url(mark: str) -> str:
    return url_for("villager_proof.verify", mark=mark or None)


def _hint(mark: str, found: tuple[Witness, ...] | None) -> str:
    if len(mark) >= PRINTED:
        return ""
    left = _("还差 %(count)s 位", count=PRINTED - len(mark))
    if found is None or len(mark) < FEWEST:
        return left if mark else _("一共 %(count)s 位", count=PRINTED)
    return _("%(left)s，有 %(count)s 份这样开头", left=left, count=len(found))


def _torn() -> str:
    """Where the log does not hold together, whatever paper was asked about."""
    seqs = queries.torn()
    return _("、").join(str(seq) for seq in seqs[:6]) if seqs else ""


def _unknown() -> Answer:
    says = (
        _("请对着纸再按一次。"),
        _("还是没有的，这张纸不是这台机器公布的，或者登记簿被人动过。请照一张相留着，告诉县里。"),
    )
    return Answer("late", _("没有这个指纹"), says)


def title_of(witness: Witness) -> str:
    """The verdict in a few words."""
    return {
        "unchanged": _("没有改动过"),
        "corrected": _("后来更正过"),
        "withdrawn": _("已经撤下"),
        "mismatch": _("对不上"),
        "erased": _("已依法删除"),
    }[witness.state]


def says_of(witness: Witness) -> tuple[str, ...]:
    """The verdict in whole sentences."""
    public = _("第 %(seq)s 号登记，%(day)s 公布。", seq=witness.seq, day=_day(witness.published_on))
    match witness.state:
        case "unchanged":
            return (public, _("刚才照登记簿重新算了一遍：字、数、附件都和公布那天一样。"))
        case "corrected":
            now = _(
                "纸上的是第%(number)s次公布的，没有人动过；现在是第%(newest)s次公布（%(day)s）。",
                number=witness.number,
                newest=witness.newest,
                day=_day(witness.newest_on),
            )
            return (now, _("为什么改：%(reason)s", reason=witness.newest_reason))
        case "withdrawn":
            gone = _("%(day)s 撤下了，没有人动过。", day=_day(witness.withdrawn_on))
            return (public, gone, _("原因：%(reason)s", reason=witness.withdrawn_why))
        case "mismatch":
            return (_("数据库里的和登记的不一样。请照一张相留着，告诉县里。"),)
    return (public, *_erased(witness))


def _erased(witness: Witness) -> tuple[str, ...]:
    """On whose word the words are gone; the paper can no longer be compared with them."""
    order = getattr(witness.erased, "order", None)
    if order is None:
        return ()
    said = _(
        "%(day)s 依据%(basis)s删除了内容，%(asked)s提出，%(allowed)s同意（第 %(seq)s 号登记）。",
        day=_day(order.redacted_on),
        basis=order.basis,
        asked=order.asked_by,
        allowed=order.allowed_by,
        seq=getattr(witness.erased, "seq", ""),
    )
    return (said, _("纸上的字没法再核对。手里有这张纸的，请交回村里。"))


def _day(day: Any) -> str:
    return dated(day) if day else ""


def answer_to(witness: Witness) -> Answer:
    """Everything to say about one paper."""
    thing = queries.thing_of(viewed(), witness.obj) if witness.obj else None
    order = paused(viewed(), witness.obj)
    ways = []
    if thing and witness.number < witness.newest:
        older = below(address(thing, witness.number))
        ways.append((_("看第%(number)s次公布的", number=witness.number), older))
    if thing:
        ways.insert(0, (_("看现在的") if witness.number < witness.newest else _("看这一条"), below(thing.path)))
    return Answer(
        kind=KINDS[witness.state],
        title=title_of(witness),
        says=(order.says,) if order else says_of(witness),
        wrongs=witness.wrongs,
        facts=_facts(witness),
        ways=tuple(ways),
    )


def address(thing: Thing, version: int) -> str:
    """Page of an older version."""
    if thing.path.startswith("/disclosures/"):
        return f"{thing.path}/versions/{version}"
    return f"{thing.path}{'&' if '?' in thing.path else '?'}version={version}"


def _facts(witness: Witness) -> tuple[tuple[str, str], ...]:
    hung = [one for one in queries.postings(viewed(), witness.obj) if one.version == witness.number]
    said = _("；").join(f"{dated(one.posted_on)} {one.place}" for one in hung[-2:])
    registered = when(witness, moment)
    found = (
        (_("公开的是"), witness.title),
        (_("索引号"), witness.index_no),
        (_("登记"), _("第 %(seq)s 号，%(moment)s", seq=witness.seq, moment=registered) if registered else ""),
        (_("指纹"), grouped(witness.fingerprint[:PRINTED])),
        (_("贴在墙上"), said),
    )
    return tuple((name, words) for name, words in found if words)


def _candidate(witness: Witness) -> Candidate:
    kind = KINDS[witness.state]
    return Candidate(
        seq=witness.seq,
        title=witness.title or title_of(witness),
        fingerprint=grouped(witness.fingerprint[:PRINTED]),
        tag=("" if kind == "plain" else kind, title_of(witness)),
        href=_url(witness.fingerprint),
    )


def board_html(thing: Thing, size: str) -> str:
    """The newest version in letters for a wall, A4 or A3. Raises Refused for what was withdrawn."""
    refuse_if([Problem("这一条已经撤下，不能再贴到墙上。")] if thing.state == "withdrawn" else [])
    now = queries.said_now(thing)
    if isinstance(now, tables.Published):
        with in_chinese():
            return render_template("tables/paper/table.html", **papers.paper(now, f"{size} board"))
    is_text = thing.path.startswith("/disclosures/")
    with in_chinese():
        if isinstance(now, projects.Published):
            shown = project_pages.paper_values(project_pages.screen(now, clock.today()))
            return render_template("proof/paper/project.html", published=now, size=size, **shown)
        return render_template(
            "proof/paper/text.html" if is_text else "proof/paper/month.html",
            thing=thing,
            published=now,
            size=size,
            facts=_board_facts(now),
            lines=() if is_text else every_entry(viewed(), now.log_seq),
            mark=grouped(now.fingerprint[:PRINTED]),
            code=qr(for_everybody(thing.path), _("二维码")),
        )


def _board_facts(now: Any) -> list[tuple[str, str]]:
    """What a passer-by wants to know of where it comes from."""
    signed = _("、").join(f"{one.role} {one.name}" for one in now.signers)
    found = [(_("依据"), _("；").join(now.basis)), (_("签字"), signed), (_("文号"), getattr(now, "doc_no", ""))]
    return [(name, said) for name, said in found if said]


def card_html(thing: Thing) -> str:
    """The archive card of a thing; checked as it is made."""
    with in_chinese():
        made = card(thing)
        code = qr(for_everybody(_url(made.fingerprint[:PRINTED])), _("二维码"))
        return render_template(
            "proof/paper/card.html", card=made, thing=thing, code=code, mark=grouped(made.fingerprint[:PRINTED])
        )


class Hanging(msgspec.Struct, frozen=True):
    """Something that must be on the wall today; `tag` is (kind, words)."""

    title: str
    says: str
    tag: tuple[str, str]
    href: str


def hanging_rows(today: date) -> list[Hanging]:
    """What must be on the wall today: first what no photograph shows yet, the newest first."""
    photographed = queries.photographed(viewed())
    rows = [
        Hanging(
            title=thing.title,
            says=_("%(number)s · 至少贴到 %(day)s", number=thing.number, day=dated(thing.display_until)),
            tag=_photo_tag(photographed.get(thing.obj, 0) >= thing.version),
            href=url_for("cadre_proof.one", number=thing.number),
        )
        for thing in queries.hanging(viewed(), today)
    ]
    return sorted(rows, key=lambda row: row.tag[0] == "done")


def _photo_tag(is_there: bool) -> tuple[str, str]:
    return ("done", _("有照片")) if is_there else ("soon", _("还没有照片"))
