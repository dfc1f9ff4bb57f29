"""The archive card of one publication (公开档案卡): all that the log and the tables know of it, in words."""

from datetime import datetime
from typing import Any

import msgspec
from flask_babel import gettext as _

from terminal import clock
from terminal.catalogue import words
from terminal.catalogue.queries import catalogue
from terminal.disclosures.shapes import Meeting
from terminal.journal.append import origin
from terminal.proof import queries, rules
from terminal.proof.queries import Posted, Thing
from terminal.proof.when import when
from terminal.proof.witness import Witness, of_thing
from terminal.text.blocks import plain_text, read_blocks
from terminal.text.days import Period
from terminal.village import queries as villages
from terminal.web.filters import dated

NO_SUMMARY = 160


class Card(msgspec.Struct, frozen=True):
    """One card. `facts` go over the whole width, `pairs` two to a row; `versions` are rows of a table."""

    thing: Thing
    pairs: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, ...], ...]
    wrongs: tuple[str, ...]
    postings: tuple[Posted, ...]
    fingerprint: str
    is_whole: bool


def card(thing: Thing) -> Card:
    """Everything about one thing, checked now. Fields: those the usual forms of the trade have."""
    told = of_thing(thing.obj)
    hung = queries.postings(origin(), thing.obj)
    wrongs = tuple(dict.fromkeys(says for one in told for says in one.wrongs))
    return Card(
        thing=thing,
        pairs=_pairs(thing),
        facts=_facts(thing, told, hung),
        versions=tuple(_version(one) for one in told),
        wrongs=wrongs,
        postings=hung,
        fingerprint=told[-1].fingerprint if told else "",
        is_whole=bool(told) and not wrongs,
    )


def _pairs(thing: Thing) -> tuple[tuple[str, str], ...]:
    shelf = catalogue(villages.here().kind)
    item = shelf.item(thing.item)
    days = (thing.display_until - thing.published_on).days
    shown = _(
        "%(from)s 到 %(to)s（%(days)s 天）",
        **{"from": dated(thing.published_on)},
        to=dated(thing.display_until),
        days=days,
    )
    return (
        (_("编号"), thing.index_no),
        (_("归档号"), ""),
        (_("公开事项"), f"{words.name(item, 'zh')}（{item.code}）"),
        (_("类别"), shelf.group(item.group).name),
        (_("公开单位"), thing.publisher),
        (_("期间"), Period.read(thing.period).label() if thing.period else _("不分期")),
        (_("公开时间"), shown),
        (_("保管期限"), kept_words(rules.kept("F" in item.form, thing.period))),
    )


def kept_words(kept: rules.Kept) -> str:
    """How long the papers are kept, in words."""
    if kept.how == "years" and kept.until:
        return _("10 年，到 %(day)s（会计档案管理办法）", day=dated(kept.until))
    return _("永久") if kept.how == "permanent" else _("按县里的保管期限表")


def _facts(thing: Thing, told: tuple[Witness, ...], hung: tuple[Posted, ...]) -> tuple[tuple[str, str], ...]:
    now = queries.said_now(thing)
    words = read_blocks(getattr(now, "text", ""), getattr(now, "form", "plain"))
    gist = getattr(now, "summary", "") or thing.summary or " ".join(plain_text(words).split())
    signed = _("；").join(_signer(one) for one in now.signers)
    found = (
        (_("标题"), thing.title),
        (_("内容概述"), gist if len(gist) <= NO_SUMMARY else f"{gist[:NO_SUMMARY]}…"),
        (_("公开依据"), _("；").join(now.basis)),
        (_("议定经过"), _("；").join(_meeting(one) for one in getattr(now, "meetings", ()))),
        (_("签字"), signed or _("登记时没有写谁签字")),
        (_("公开形式"), _ways(told, hung)),
        (_("撤下"), _withdrawn(told)),
    )
    return tuple((name, said) for name, said in found if said)


def _signer(one: Any) -> str:
    signed_on = getattr(one, "signed_on", None)
    return " ".join(filter(None, (one.role, one.name, dated(signed_on) if signed_on else "")))


def _meeting(one: Meeting) -> str:
    return " ".join(filter(None, (dated(one.day), one.name, one.said)))


def _ways(told: tuple[Witness, ...], hung: tuple[Posted, ...]) -> str:
    first = moment_of(told[0]) if told else ""
    screen = _("触摸屏（%(moment)s 起）", moment=first)
    walls = [_("公开栏（%(day)s 起，%(place)s）", day=dated(one.posted_on), place=one.place) for one in hung]
    return _("；").join((screen, *walls))


def moment_of(one: Witness) -> str:
    """When it was entered, in village time, with its year: a card is read for decades."""
    return when(one, _with_year)


def _with_year(at: datetime) -> str:
    here = clock.local(at)
    return f"{dated(here.date())} {here.hour}:{here.minute:02}"


def _withdrawn(told: tuple[Witness, ...]) -> str:
    gone = next((one for one in told if one.withdrawn_on), None)
    if gone is None or gone.withdrawn_on is None:
        return ""
    return _("%(day)s 撤下。原因：%(reason)s", day=dated(gone.withdrawn_on), reason=gone.withdrawn_why)


def _version(one: Witness) -> tuple[str, ...]:
    """Which, published when, entered where, when and by whom, fingerprint, why, whether it still fits."""
    mark = one.fingerprint[: rules.PRINTED].upper()
    return (
        str(one.number or "?"),
        dated(one.published_on) if one.published_on else "",
        "\n".join(filter(None, (_("第 %(seq)s 号", seq=one.seq), moment_of(one), one.by))),
        " ".join((mark[:4], mark[4:8], mark[8:])),
        one.reason or (_("已依法删除") if one.erased else _("第一次公布")),
        _("对不上") if one.wrongs else _("没有改动过"),
    )
