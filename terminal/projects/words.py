"""Projects in words: how far each is, and the five questions answered in a sentence each."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from terminal.errors import NotFound
from terminal.projects.changes import Change
from terminal.projects.queries import Booked, Published
from terminal.projects.shapes import Dossier, Photo, Stage, Trouble
from terminal.text.money import yuan
from terminal.web.filters import dated, near_day

PARTS = ("money", "spent", "work", "effect", "trouble")


def question(part: str) -> str:
    """The five questions, and what was put on record. Raises NotFound for any other."""
    found = {
        "money": _("钱从哪里来"),
        "spent": _("花到哪里去"),
        "work": _("干了什么事"),
        "effect": _("效果怎么样"),
        "trouble": _("有没有问题"),
        "record": _("谁签的、索引号"),
    }
    if part not in found:
        raise NotFound(f"没有“{part[:20]}”这一页。")
    return found[part]


def kind(one: Dossier) -> str:
    return _("工程") if one.kind == "works" else _("专项资金")


def source_kind(key: str) -> str:
    return {
        "finance": _("县级以上财政"),
        "collective": _("村集体"),
        "levy": _("筹资筹劳"),
        "gift": _("社会捐赠"),
        "other": _("其他"),
    }[key]


def when(key: str) -> str:
    return {"before": _("开工前"), "during": _("施工中"), "after": _("完工后")}[key]


def state(one: Dossier) -> tuple[str, str]:
    """How far it is, as a tag."""
    if one.kind == "fund":
        fund = {"closed": ("done", _("用完了")), "doing": ("soon", _("在用"))}
        return fund.get(one.state, ("", _("还没动用")))
    return {
        "planned": ("", _("还没定谁来干")),
        "agreed": ("", _("还没开工")),
        "doing": ("soon", _("在干")),
        "finished": ("soon", _("干完了，等验收")),
        "accepted": ("soon", _("验收了，没付清")),
        "closed": ("done", _("验收了，付清了")),
    }[one.state]


def steps(one: Dossier) -> list[tuple[str, str]]:
    """From the decision to the last payment: (words, done | now | empty)."""
    if one.kind == "fund":
        done = [bool(one.total_fen), bool(one.got_fen), bool(one.payments), one.state == "closed"]
        names = [_("定下来"), _("钱到账"), _("动用"), _("用完")]
    else:
        begun = bool(one.done or one.payments)
        done = [True, bool(one.contractor), begun, one.done == 100, bool(one.acceptance), one.state == "closed"]
        names = [_("定下来"), _("定谁干"), _("开工"), _("干完"), _("验收"), _("付清")]
    now = next((place for place, is_done in enumerate(done) if not is_done), None)
    return [(name, "done" if done[place] else "now" if place == now else "") for place, name in enumerate(names)]


def answer(part: str, one: Dossier, books: Sequence[Booked], today: date) -> str:
    """One of the five questions, answered in a sentence."""
    said = {"money": _money, "spent": _spent, "work": _work, "effect": _effect}
    return said[part](one, today) if part in said else trouble(one, books)


def _money(one: Dossier, _today: date) -> str:
    by_kind: dict[str, int] = {}
    for source in one.sources:
        by_kind[source.kind] = by_kind.get(source.kind, 0) + source.fen
    parts = [
        _("%(who)s %(amount)s 元", who=source_kind(key), amount=yuan(fen))
        for key, fen in sorted(by_kind.items(), key=lambda pair: -pair[1])
    ]
    if one.got_fen == one.total_fen:
        return _("%(parts)s。都到账了。", parts=_("、").join(parts))
    return _("%(parts)s。到账 %(got)s 元。", parts=_("、").join(parts), got=yuan(one.got_fen))


def _spent(one: Dossier, _today: date) -> str:
    if not one.payments:
        return _("还没有付过钱。")
    paid = ngettext("付了 %(num)d 次", "付了 %(num)d 次", len(one.payments))
    over = one.paid_fen - one.limit_fen
    if over > 0:
        return _(
            "%(times)s，共 %(paid)s 元，多付了 %(over)s 元。", times=paid, paid=yuan(one.paid_fen), over=yuan(over)
        )
    if not one.left_fen:
        return _("%(times)s，共 %(paid)s 元，都付清了。", times=paid, paid=yuan(one.paid_fen))
    left = yuan(one.left_fen)
    return _("%(times)s，共 %(paid)s 元，还剩 %(left)s 元没付。", times=paid, paid=yuan(one.paid_fen), left=left)


def _work(one: Dossier, today: date) -> str:
    who = _("%(who)s在干", who=one.contractor) if one.contractor else ""
    if one.stages and one.done == 100:
        count = ngettext("%(num)d 步都干完了", "%(num)d 步都干完了", len(one.stages))
        return _("%(who)s干的，%(count)s。", who=one.contractor, count=count) if one.contractor else count + _("。")
    waiting = next((stage for stage in one.stages if not stage.done_on), None)
    if waiting is None:
        return one.why
    done = _("干了 %(done)s%%", done=one.done)
    late = late_days(waiting, today)
    if late:
        behind = ngettext("“%(name)s”晚了 %(num)d 天", "“%(name)s”晚了 %(num)d 天", late, name=waiting.name)
        return _("，").join(filter(None, (who, done, behind))) + _("。")
    return _("，").join(filter(None, (who, done, _("下一步是“%(name)s”", name=waiting.name)))) + _("。")


def late_days(stage: Stage, today: date) -> int:
    """How many calendar days a step is late, done or not."""
    return max(0, ((stage.done_on or today) - stage.due_on).days) if stage.due_on else 0


def _effect(one: Dossier, _today: date) -> str:
    pictures = ngettext("有照片 %(num)d 张。", "有照片 %(num)d 张。", len(one.photos)) if one.photos else ""
    if one.acceptance:
        says = one.acceptance.says.removesuffix("。")
        return _("%(day)s 验收：“%(says)s”。", day=near_day(one.acceptance.accepted_on), says=says) + pictures
    return _("还没有验收。") + pictures


def trouble(one: Dossier, books: Sequence[Booked]) -> str:
    """What was found, and what these pages find themselves."""
    waiting = sum(one.fixed_on is None for one in one.troubles)
    found = []
    if one.troubles:
        found.append(ngettext("发现 %(num)d 个问题", "发现 %(num)d 个问题", len(one.troubles)))
        found.append(ngettext("%(num)d 个还没办好", "%(num)d 个还没办好", waiting) if waiting else _("都办好了"))
    if wrong := len(unbooked(one, books)):
        found.append(ngettext("%(num)d 笔付款和账上对不上", "%(num)d 笔付款和账上对不上", wrong))
    if one.over_why:
        found.append(_("超出了定下的钱，写了原因"))
    return _("，").join(found) + _("。") if found else _("没有登记过问题。您看到了什么，可以问。")


def has_trouble(one: Dossier, books: Sequence[Booked]) -> bool:
    """Is anything still not right?"""
    return bool(one.over_why or unbooked(one, books) or any(found.fixed_on is None for found in one.troubles))


def unbooked(one: Dossier, books: Sequence[Booked]) -> list[int]:
    """Places (from 0) of payments of which the published ledger says otherwise."""
    pairs = enumerate(zip(one.payments, books, strict=True))
    return [n for n, (paid, book) in pairs if book.state == "missing" or book.state == "found" and book.fen < paid.fen]


def booked(book: Booked, fen: int) -> tuple[str, str]:
    """What the ledger says of a payment, as a tag."""
    match book.state:
        case "found" if book.fen == fen:
            return "done", _("账上有")
        case "found" if book.fen > fen:
            return "note", _("账上这一笔 %(amount)s 元的一部分", amount=yuan(book.fen))
        case "found":
            return "late", _("账上只有 %(amount)s 元", amount=yuan(book.fen))
        case "missing":
            return "late", _("账上没找到")
        case "waiting":
            return "", _("这个月的账还没公布")
    return "", _("没写凭证号")


def contract_facts(one: Dossier) -> list[tuple[str, str]]:
    """Who builds, for how much, and how they were chosen."""
    if not one.contractor:
        return [(_("谁来干"), _("还没定"))] if one.kind == "works" else []
    found = [
        (_("谁来干"), one.contractor),
        (_("合同价"), _("%(amount)s 元", amount=yuan(one.contract_fen))),
        (_("招标没有"), _("招了标") if one.tender else _("没有招标")),
        (_("怎么选的") if one.tender else _("为什么"), one.tender_why),
    ]
    return [(name, said) for name, said in found if said]


def acceptance_facts(one: Dossier) -> list[tuple[str, str]]:
    said = one.acceptance
    if said is None:
        return []
    found = [
        (_("验收日期"), dated(said.accepted_on)),
        (_("谁验收的"), said.by),
        (_("结果"), said.says),
        (_("审定价"), _("%(amount)s 元", amount=yuan(said.final_fen))),
        (_("审计"), said.audit or _("没有做审计")),
    ]
    return [(name, words) for name, words in found if words]


def facts(one: Published) -> list[tuple[str, str]]:
    """What was put on record about this publication."""
    said = one.edition
    found = [
        (_("索引号"), one.index_no),
        (_("谁公开"), one.publisher),
        (_("公布日期"), _("%(day)s（第%(number)s次）", day=dated(said.published_on), number=one.version)),
        (_("至少展示到"), dated(said.display_until)),
        (_("签字"), _("、").join(f"{signer.role} {signer.name}" for signer in said.signers)),
        (_("依据"), _("；").join(said.basis)),
        (_("指纹"), one.fingerprint[:12]),
    ]
    return [(name, words) for name, words in found if words]


def part_name(part: str) -> str:
    """What people call a field of the dossier."""
    return {
        "name": _("名称"), "why": _("为什么办"), "decision": _("决定的索引号"), "decided": _("怎么定的"),
        "total_fen": _("批准的总数"), "contractor": _("谁来干"), "tender": _("招标没有"), "tender_why": _("怎么选的"),
        "contract_fen": _("合同价"), "acceptance": _("验收"), "over_why": _("超出的原因"), "sources": _("钱的来源"),
        "stages": _("步骤"), "payments": _("付款"), "photos": _("照片"), "troubles": _("问题"),
    }[part]  # fmt: skip


def change(one: Change) -> str:
    """“新增付款：第一次付款 5,000.00 元”, “改了合同价：20,000.00 元 → 21,000.00 元”."""
    name, now, was = part_name(one.part), value(one.part, one.now), value(one.part, one.was)
    match one.how:
        case "gone":
            return _("去掉了%(part)s：%(was)s", part=name, was=was)
        case "changed":
            return _("改了%(part)s：%(was)s → %(now)s", part=name, was=was or "—", now=now or "—")
    return _("%(part)s：%(now)s", part=name, now=now)


def value(part: str, value: Any) -> str:
    """One thing of a part of the dossier, or what a field says, on one line."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("招了标") if value else _("没有招标")
    if isinstance(value, int):
        return _("%(amount)s 元", amount=yuan(value))
    match part:
        case "sources":
            return _(
                "%(name)s %(amount)s 元，到账 %(got)s 元",
                name=value.name,
                amount=yuan(value.fen),
                got=yuan(value.got_fen),
            )
        case "stages":
            done = _("%(day)s 完工", day=near_day(value.done_on)) if value.done_on else _("还没完工")
            return _("%(name)s（%(share)s%%），%(done)s", name=value.name, share=value.share, done=done)
        case "payments":
            return _(
                "%(day)s %(what)s %(amount)s 元", day=near_day(value.paid_on), what=value.what, amount=yuan(value.fen)
            )
        case "acceptance":
            return _("%(day)s，审定价 %(amount)s 元", day=near_day(value.accepted_on), amount=yuan(value.final_fen))
    return str(value) if isinstance(value, str) else _thing(value)


def _thing(value: Photo | Trouble) -> str:
    if isinstance(value, Trouble) and value.fixed_on:
        return _(
            "%(says)s（%(day)s 办好：%(fixed)s）", says=value.says, day=near_day(value.fixed_on), fixed=value.fixed
        )
    return value.says
