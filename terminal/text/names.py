"""People's names and the columns they stand in: what a table of an item may show (PIPL art. 28, SAL art. 45)."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final, Literal, NamedTuple

from terminal.text import masking

Privacy = Literal["none", "PM", "PM-strong"]
Policy = Literal["keep", "name", "surname", "place", "mobile", "hide"]

_LONG_SURNAMES = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 "
    "仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 轩辕 呼延 东郭 南门 西门 百里 第五 完颜 拓跋 纳兰"
)
LONG_SURNAMES: Final = frozenset(_LONG_SURNAMES.split())
_NO_NAMES = "合计 小计 总计 共计 累计 姓名 户主 备注 空白 本页 其他 其它 集体 全村 全组 无 以下空白"
NO_NAMES: Final = frozenset(_NO_NAMES.split())
_PEOPLE = (
    "姓名|名单|户主|户名|农户|申请人|领取人|领款人|受益人|受助人|收款人|监护人|家庭成员|成员|承包方|"
    "(?:救助|保障|补助|补贴|优抚|帮扶|慰问|低保|特困|五保)(?:对象|人员|户)"
)
_HEADS: Final[tuple[tuple[Policy, re.Pattern[str]], ...]] = (
    ("mobile", re.compile(r"电话|手机|联系方式")),
    ("name", re.compile(rf"(?:{_PEOPLE})(?:姓名|名称|姓名或名称)?(?:\(.*\))?$")),
    ("place", re.compile(r"住址|地址|户籍地|居住地")),
)
_NEVER = re.compile(r"身份证|证件号|卡号|[账帐][号户]|一[卡折]通|开户")
_SENSITIVE = re.compile(r"出生|残疾|疾病|病种|患病|健康|致贫|困难原因|不予.*原因|拒绝原因|家庭财产")
_HAN = "\u3400-\u9fff\U00020000-\U000323af〇"
_NAME = re.compile(rf"[{_HAN}]{{2,10}}|[{_HAN}]+(?:·[{_HAN}]+)+|[A-Za-z][A-Za-z.'-]+")
_UNIT = re.compile(
    "委会|合作社|公司|学校|小学|中学|幼儿园|支部|集体|经济组织|协会|农场|卫生[室院]|集团|政府|商店|超市|工程队|[电供税财]所|银行|信用社"
)
_BETWEEN_NAMES = re.compile(r"([、,，;；/\n]+|[(（][^)）]*[)）]|等\d*[人户名]*$)")
_AND = re.compile(r"([和及与])")
_PLACE = re.compile(r".*(?:村|社区|组|屯|寨)")


class MaskedCell(NamedTuple):
    """A cell of a table (both counted from 0) and what it may show instead."""

    row: int
    column: int
    shown: str


def mask_name(name: str, *, strong: bool = False) -> str:
    """黄强 → 黄*, 刘大兵 → 刘*兵, 欧阳建国 → 欧**国; strong leaves the surname: 刘**, 欧阳**.

    Of a name with a middle dot only the first character stays. A name with a star in it is masked already.
    """
    said = "".join(unicodedata.normalize("NFC", name).split())
    if "*" in said or not said:
        return said
    said = re.sub(r"[•‧∙⋅･]", "·", said)
    if "·" in said:
        return said[0] + "".join("·" if char == "·" else "*" for char in said[1:])
    if strong:
        surname = said[:2] if said[:2] in LONG_SURNAMES and len(said) > 2 else said[0]
        return surname + "*" * max(1, len(said) - len(surname))
    if len(said) <= 2:
        return said[0] + "*"
    return said[0] + "*" * (len(said) - 2) + said[-1]


def policy_of(head: str, privacy: Privacy) -> Policy:
    """What may be shown of a column called like this, for an item of this privacy.

    Numbers of identity cards and bank accounts are never shown, whatever the item. Signers and officers keep their names.
    """
    said = "".join(unicodedata.normalize("NFKC", head).split())
    if _NEVER.search(said):
        return "hide"
    if privacy == "none":
        return "keep"
    if _SENSITIVE.search(said):
        return "hide" if privacy == "PM-strong" or "出生" in said else "keep"
    policy: Policy = next((policy for policy, pattern in _HEADS if pattern.search(said)), "keep")
    return "surname" if policy == "name" and privacy == "PM-strong" else policy


def _mask_names(text: str, strong: bool, between: re.Pattern[str] = _BETWEEN_NAMES) -> str:
    """Every name in a cell such as “王小明、李四（妻）”; words that are no names stay."""
    return "".join(_mask_part(part, strong) for part in between.split(text))


def _mask_part(part: str, strong: bool) -> str:
    said = re.sub(r"[•‧∙⋅･]", "·", "".join(part.split()))
    if said in NO_NAMES or _UNIT.search(said) or not said:
        return part
    if len(said) > 4 and "·" not in said and _AND.search(said):  # 李和平 is one person
        return _mask_names(said, strong, _AND)
    return mask_name(said, strong=strong) if _NAME.fullmatch(said) else part


def mask_cell(text: str, policy: Policy) -> str:
    """What may be shown of one cell."""
    if policy == "keep" or not any(map(str.isalnum, text)) or text.strip() in NO_NAMES:
        return text
    if policy in ("name", "surname"):
        return _mask_names(text, strong=policy == "surname")
    if policy == "place":
        found = _PLACE.match(text)
        return found[0] if found else masking.NOT_SHOWN
    if policy == "mobile":
        return masking.mask(text, masking.find(text, "电话"))
    return text if "*" in text or text == masking.NOT_SHOWN else masking.NOT_SHOWN


def mask_names_in_column(head: str, cells: Sequence[str], privacy: Privacy) -> tuple[str, ...]:
    """The cells below this head as the item may show them."""
    policy = policy_of(head, privacy)
    return tuple(mask_cell(cell, policy) for cell in cells)


def cells_to_mask(head: Sequence[str], rows: Sequence[Sequence[str]], privacy: Privacy) -> tuple[MaskedCell, ...]:
    """Every cell that shows more than the item may, row by row; empty when the table may go out as it is."""
    policies = [policy_of(one, privacy) for one in head]
    found = []
    for row, cells in enumerate(rows):
        for column, (cell, policy) in enumerate(zip(cells, policies, strict=False)):
            if (shown := mask_cell(cell, policy)) != cell:
                found.append(MaskedCell(row, column, shown))
    return tuple(found)


def mask_table(head: Sequence[str], rows: Sequence[Sequence[str]], privacy: Privacy) -> tuple[tuple[str, ...], ...]:
    """The rows as the item may show them."""
    policies = [policy_of(one, privacy) for one in head]
    return tuple(
        tuple(mask_cell(cell, policy or "keep") for cell, policy in zip_longest(row, policies[: len(row)]))
        for row in rows
    )
