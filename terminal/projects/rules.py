"""What a project must say, what must add up, and what a new publication changes; pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from terminal.errors import Problem
from terminal.projects.shapes import Dossier, Edition
from terminal.text.masking import find
from terminal.text.money import yuan

LONGEST_NAME, LONGEST_LINE, LONGEST_TEXT, LONGEST_TROUBLE = 24, 40, 200, 100
MOST = {"sources": 8, "stages": 8, "payments": 100, "photos": 24, "troubles": 12}
LEAST_REASON = 4
# The catalogue items a project fills, by kind; the first that stands in the unit's own catalogue.
ITEMS = {"works": ("V-A14", "C-V01", "T-V03"), "fund": ("V-F13", "C-F01", "T-F03", "J-F04")}
# What else it tells about, by what is in it.
TENDER, LEVY, EARMARKED = "V-A16", "V-A15", "V-F13"

# Where a problem belongs: the short form of the desk that puts it right.
BASICS, MONEY, CONTRACT, STAGES, PAY, PHOTO, ACCEPT, TROUBLE = (
    *("basics", "money", "contract", "stages", "pay"),
    *("photo", "accept", "trouble"),
)


def item_for(kind: str, known: Sequence[str]) -> str:
    """The item of the unit's catalogue that this kind of project belongs to; empty when there is none."""
    return next((code for code in ITEMS[kind] if code in known), "")


def fills(dossier: Dossier, item: str, known: Sequence[str]) -> tuple[str, ...]:
    """Every item of the catalogue that this dossier says something about, its own first."""
    found = [item]
    if dossier.kind == "works" and dossier.contractor:
        found.append(TENDER)
    kinds = {one.kind for one in dossier.sources}
    found += [LEVY] if "levy" in kinds else []
    found += [EARMARKED] if "finance" in kinds else []
    return tuple(dict.fromkeys(code for code in found if code in known))


def why_not_dossier(dossier: Dossier) -> list[Problem]:
    """Every reason why this may not stand in a log. Law: VCOL (2025-10-28) art. 35 (真实)."""
    parts = (_basics, _money, _contract, _stages, _payments, _photos, _acceptance, _troubles)
    return [problem for part in parts for problem in part(dossier)]


def why_not_edition(edition: Edition) -> list[Problem]:
    """The same, and nothing happened after the day it was published."""
    return [*why_not_dossier(edition.dossier), *why_not_days(edition.dossier, edition.published_on)]


def why_not_days(dossier: Dossier, today: date) -> list[Problem]:
    """Nothing can have happened after today."""
    said = ((part, what, day) for part, what, day in happened(dossier) if day > today)
    return [Problem(f"{what}写的是 {day}，这一天还没到。请核对。", part) for part, what, day in said]


def happened(dossier: Dossier) -> Iterator[tuple[str, str, date]]:
    """Everything that is said to have happened: where, what, on which day."""
    yield from ((MONEY, f"“{one.name}”到账", one.got_on) for one in dossier.sources if one.got_on)
    yield from ((STAGES, f"“{one.name}”完工", one.done_on) for one in dossier.stages if one.done_on)
    yield from ((PAY, f"“{one.what}”付款", one.paid_on) for one in dossier.payments)
    yield from ((PHOTO, f"照片“{one.says}”", one.taken_on) for one in dossier.photos)
    if dossier.acceptance:
        yield ACCEPT, "验收", dossier.acceptance.accepted_on
    for one in dossier.troubles:
        yield TROUBLE, "发现问题", one.found_on
        if one.fixed_on:
            yield TROUBLE, "问题办好", one.fixed_on


def _words(said: str, where: str, name: str, longest: int = LONGEST_LINE, must: bool = True) -> Iterator[Problem]:
    if must and not said.strip():
        yield Problem(f"还没写{name}。", where)
    elif len(said) > longest:
        yield Problem(f"{name}最多 {longest} 个字，现在有 {len(said)} 个。请写短些。", where)
    elif not said.replace("\n", "").isprintable() or "\n" in said:
        yield Problem(f"{name}只能写一行字。", where)
    elif find(said):
        yield Problem(f"{name}里有个人的号码，不能公开。请删掉。", where)


def _too_many(dossier: Dossier, name: str, what: str, where: str) -> Iterator[Problem]:
    if len(getattr(dossier, name)) > MOST[name]:
        yield Problem(f"{what}最多写 {MOST[name]} 个。请合并几个，或者另建一个项目。", where)


def _basics(one: Dossier) -> Iterator[Problem]:
    yield from _words(one.name, BASICS, "项目名称", LONGEST_NAME)
    yield from _words(one.why, BASICS, "为什么办", LONGEST_TEXT)
    yield from _words(one.decided, BASICS, "怎么定下来的", LONGEST_TEXT)


def _money(one: Dossier) -> Iterator[Problem]:
    yield from _too_many(one, "sources", "钱的来源", MONEY)
    if one.total_fen <= 0 or not one.sources:
        yield Problem("还没写一共多少钱、钱从哪里来。", MONEY)
    for source in one.sources:
        yield from _words(source.name, MONEY, "钱的来源")
        if source.fen <= 0:
            yield Problem(f"“{source.name}”的金额要比 0 大。", MONEY)
        if not 0 <= source.got_fen <= source.fen:
            yield Problem(f"“{source.name}”到账的比应到的还多，或者是负数。请核对。", MONEY)
        if bool(source.got_fen) != bool(source.got_on):
            yield Problem(f"“{source.name}”的到账金额和到账日期要一起写。", MONEY)
    summed = sum(source.fen for source in one.sources)
    if one.sources and summed != one.total_fen:
        yield Problem(
            f"各项来源加起来是 {yuan(summed)} 元，批准的总数是 {yuan(one.total_fen)} 元，"
            f"差 {yuan(abs(summed - one.total_fen))} 元。请查清楚。",
            MONEY,
        )


def _contract(one: Dossier) -> Iterator[Problem]:
    if one.contract_fen < 0 or bool(one.contract_fen) and not one.contractor:
        yield Problem("写了合同价，还没写谁来干。", CONTRACT)
    yield from _words(one.over_why, CONTRACT, "超出的原因", LONGEST_TEXT, must=False)
    if not one.contractor:
        if one.kind == "works" and (one.payments or one.done):
            yield Problem("已经动工或付款，却没写谁来干。", CONTRACT)
        return
    yield from _words(one.contractor, CONTRACT, "谁来干")
    if not one.contract_fen:
        yield Problem("还没写合同价。自己干的，写定下来的工料钱。", CONTRACT)
    yield from _words(one.tender_why, CONTRACT, "怎么选的" if one.tender else "为什么不招标", LONGEST_TEXT)
    if one.contract_fen > one.total_fen and not one.over_why.strip():
        yield Problem(f"合同价比批准的总数多 {yuan(one.contract_fen - one.total_fen)} 元，请写明为什么。", CONTRACT)


def _stages(one: Dossier) -> Iterator[Problem]:
    yield from _too_many(one, "stages", "步骤", STAGES)
    if one.kind == "works" and not one.stages:
        yield Problem("还没写分几步干、各占多少。", STAGES)
    for stage in one.stages:
        yield from _words(stage.name, STAGES, "步骤")
        if stage.share < 1:
            yield Problem(f"“{stage.name}”占的份数要是 1 到 100 的整数。", STAGES)
    shares = sum(stage.share for stage in one.stages)
    if one.stages and shares != 100:
        yield Problem(f"各步加起来是 {shares}%，应当正好 100%。", STAGES)


def _payments(one: Dossier) -> Iterator[Problem]:
    yield from _too_many(one, "payments", "付款", PAY)
    for payment in one.payments:
        yield from _words(payment.what, PAY, "付的是什么钱")
        yield from _words(payment.voucher, PAY, "凭证号", 30, must=False)
        if payment.fen <= 0:
            yield Problem(f"“{payment.what}”的金额要比 0 大。", PAY)
        if not 0 <= payment.stage <= len(one.stages):
            yield Problem(f"“{payment.what}”写的是第 {payment.stage} 步，项目只有 {len(one.stages)} 步。", PAY)
    vouchers = Counter(payment.line for payment in one.payments if payment.voucher)
    for (_account, _month, voucher), times in vouchers.items():
        if times > 1:
            yield Problem(f"凭证 {voucher} 写了 {times} 次，一张凭证只能付一次。请核对。", PAY)
    over = one.paid_fen - one.limit_fen
    if over > 0 and not one.over_why.strip():
        name = "审定价" if one.acceptance else "合同价" if one.contract_fen else "批准的总数"
        yield Problem(f"付出去的比{name}多 {yuan(over)} 元。请核对；确实多付的，写明为什么。", PAY)


def _photos(one: Dossier) -> Iterator[Problem]:
    yield from _too_many(one, "photos", "照片", PHOTO)
    for photo in one.photos:
        yield from _words(photo.says, PHOTO, "照片上是什么")


def _acceptance(one: Dossier) -> Iterator[Problem]:
    said = one.acceptance
    if said is None:
        return
    yield from _words(said.by, ACCEPT, "谁参加验收", LONGEST_TEXT)
    yield from _words(said.says, ACCEPT, "验收结果", LONGEST_TEXT)
    yield from _words(said.audit, ACCEPT, "审计（结算审核）结果", LONGEST_TEXT, must=False)
    if said.final_fen <= 0:
        yield Problem("还没写审定价，就是验收以后应付的总数。", ACCEPT)
    undone = [stage.name for stage in one.stages if not stage.done_on]
    if undone:
        yield Problem(f"还没完工，不能验收：{'、'.join(undone)}。", ACCEPT)
    last = max((stage.done_on for stage in one.stages if stage.done_on), default=None)
    if last and said.accepted_on < last:
        yield Problem(f"验收日期 {said.accepted_on} 比完工日期 {last} 还早，请核对。", ACCEPT)
    if said.final_fen > one.contract_fen > 0 and not (said.audit or one.over_why).strip():
        yield Problem(f"审定价比合同价多 {yuan(said.final_fen - one.contract_fen)} 元，请写明审计结果。", ACCEPT)


def _troubles(one: Dossier) -> Iterator[Problem]:
    yield from _too_many(one, "troubles", "问题", TROUBLE)
    for trouble in one.troubles:
        yield from _words(trouble.says, TROUBLE, "是什么问题", LONGEST_TROUBLE)
        yield from _words(trouble.fixed, TROUBLE, "怎么办的", LONGEST_TROUBLE, must=bool(trouble.fixed_on))
        if trouble.fixed_on and trouble.fixed_on < trouble.found_on:
            yield Problem(f"问题办好的日期 {trouble.fixed_on} 比发现的日期还早，请核对。", TROUBLE)
