"""The scanner for personal data against a generated corpus: what it misses, and what it takes for a number it is not."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec

from bench.report import About
from bench.rounds import Row
from terminal import config
from terminal.text import check_digits, masking
from terminal.text.long_numbers import plain_char

POSITIVES = 2_000
LOOK_ALIKES = 2_000
SEED = 11643
AREAS = ("110105", "330106", "510107", "620102", "440308", "530326", "659001", "230281")
CARD_STARTS = ("621700", "622202", "622848", "623058", "955880", "403361", "519413", "356833", "436742", "601382")
ABOUT = About(
    title="Personal data found in texts",
    notes=(
        f"{POSITIVES} texts with one identity, bank or mobile number each, and {LOOK_ALIKES} with something that only looks "
        "like one, both generated. Recall: numbers found of numbers there. Precision: right finds of all finds, over both."
    ),
)


class Sample(msgspec.Struct, frozen=True):
    """A text, what its column is called, and the one number in it: its kind and its digits; kind "" when there is none."""

    text: str
    kind: str = ""
    number: str = ""
    head: str = ""
    made_by: str = ""


class Measured(msgspec.Struct, frozen=True):
    """What the scanner made of a corpus."""

    there: dict[str, int]
    found: dict[str, int]
    false: int
    missed: tuple[Sample, ...]
    wrong: tuple[Sample, ...]

    def recall(self, kind: str) -> float:
        return self.found[kind] / self.there[kind]

    @property
    def precision(self) -> float:
        right = sum(self.found.values())
        return right / (right + self.false)


def identity(chance: random.Random) -> str:
    """A right identity number of somebody born 1925 to 2020."""
    born = date(1925, 1, 1) + timedelta(days=chance.randrange(96 * 365))
    first17 = f"{chance.choice(AREAS)}{born:%Y%m%d}{chance.randrange(1000):03}"
    return first17 + check_digits.identity_check(first17)


def card(chance: random.Random) -> str:
    """A card of 16 to 19 digits that passes Luhn."""
    start = chance.choice(CARD_STARTS)
    size = chance.choice((16, 17, 18, 19) if start.startswith("62") else (16, 19))
    body = start + "".join(str(chance.randrange(10)) for _ in range(size - 7))
    return next(body + last for last in "0123456789" if check_digits.passes_luhn(body + last))


def mobile(chance: random.Random) -> str:
    return f"1{chance.choice('3456789')}{chance.randrange(10**9):09}"


def _full_width(number: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in number)


def _in_groups(number: str, sizes: Sequence[int], between: str) -> str:
    places = [sum(sizes[:at]) for at in range(len(sizes) + 1)]
    parts = [number[start:end] for start, end in zip(places, [*places[1:], len(number)], strict=False)]
    return between.join(part for part in parts if part)


Shape = Callable[[str, random.Random], str]
SHAPES: dict[str, tuple[Shape, ...]] = {
    "identity": (
        lambda number, chance: number,
        lambda number, chance: number.lower(),
        lambda number, chance: _full_width(number),
        lambda number, chance: _in_groups(number, (6, 8, 4), chance.choice(" -")),
        lambda number, chance: _in_groups(number, (6, 4, 4), chance.choice((" ", "-", "\u00a0", "\u3000"))),
        lambda number, chance: _in_groups(number, (14,), "\n"),
    ),
    "bank": (
        lambda number, chance: number,
        lambda number, chance: _full_width(number),
        lambda number, chance: _in_groups(number, (4, 4, 4, 4), chance.choice((" ", "-", "\u3000"))),
    ),
    "mobile": (
        lambda number, chance: number,
        lambda number, chance: _full_width(number),
        lambda number, chance: _in_groups(number, (3, 4), chance.choice(" -")),
        lambda number, chance: chance.choice(("+86", "+86 ", "86", "86-", "0086")) + number,
    ),
}
AROUND = {
    "identity": (
        "身份证号：{}",
        "户主刘大兵（{}）",
        "{}",
        "张三，{}，三组",
        "补助王某{}元月份",
        "身份证{},电话空白",
        "姓名:李四 证件号码 {}。",
    ),
    "bank": ("卡号：{}", "打入{}户名黄强", "{}", "开户行农商银行 账号{}", "转账至 {}，300 元", "序号3 {} 420.50"),
    "mobile": ("电话：{}", "有事找王主任{}", "{}", "联系人黄强,{},三组", "微信同号 {}。", "1.{} 李四"),
}


def positives(count: int, chance: random.Random) -> Iterator[Sample]:
    """Texts with one personal number each, in turn of each kind and shape."""
    makers = {"identity": identity, "bank": card, "mobile": mobile}
    for place in range(count):
        kind = ("identity", "bank", "mobile")[place % 3]
        number = makers[kind](chance)
        shape = SHAPES[kind][place // 3 % len(SHAPES[kind])]
        yield Sample(chance.choice(AROUND[kind]).format(shape(number, chance)), kind, number, made_by=kind)


def _day(chance: random.Random) -> date:
    return date(2019, 1, 1) + timedelta(days=chance.randrange(2900))


def _digits(chance: random.Random, size: int) -> str:
    return str(chance.randrange(1, 10)) + "".join(str(chance.randrange(10)) for _ in range(size - 1))


def _wrong_identity(chance: random.Random) -> str:
    right = identity(chance)
    return right[:17] + next(last for last in "0123456789X" if last != right[17])


def _wrong_card(chance: random.Random) -> str:
    right = card(chance)
    return right[:-1] + str((int(right[-1]) + chance.randrange(1, 10)) % 10)


LOOKS_LIKE: dict[str, Callable[[random.Random], tuple[str, str]]] = {
    "voucher": lambda c: (f"凭证号：记字第{_digits(c, c.choice((8, 11, 12, 15, 16)))}号", ""),
    "mobile-like voucher": lambda c: (f"凭证编号{mobile(c)}", ""),
    "two days": lambda c: (f"{_day(c)} 至 {_day(c)}", ""),
    "days without marks": lambda c: (f"{_day(c):%Y%m%d}{_day(c):%Y%m%d}", ""),
    "time stamp": lambda c: (f"{_day(c):%Y%m%d}{c.randrange(240000):06}{_digits(c, c.choice((2, 3, 4)))}", ""),
    "phone-like amount": lambda c: (c.choice(("¥{}", "{}元", "{}.00", "{} 万元")).format(mobile(c)), ""),
    "phone-like amount in a column": lambda c: (mobile(c), "金额（元）"),
    "order": lambda c: (f"订单号 {_digits(c, c.choice((16, 17, 18, 19)))}", ""),
    "identity with a wrong digit": lambda c: (f"{_wrong_identity(c)}", ""),
    "card with a wrong digit": lambda c: (f"卡号{_wrong_card(c)}", ""),
    "unit code": lambda c: (f"统一社会信用代码：9133{_digits(c, 4)}MA{_digits(c, 7)}X", ""),
    "index number": lambda c: (f"索引号 54990123MA0SQ8001X/{_day(c).year}-{c.randrange(99999):05}", ""),
    "area, day and serial": lambda c: (f"{c.choice(AREAS)}-{_day(c):%Y%m%d}-{c.randrange(10000):04}", ""),
    "file number": lambda c: (f"档案编号{c.choice(AREAS)}{_day(c):%Y%m%d}{c.randrange(10000):04}", ""),
    "parcel": lambda c: (f"{c.choice(AREAS)}{_digits(c, 13)}", "地块编码"),
    "landline": lambda c: (f"电话 0{c.randrange(311, 999)}-{_digits(c, 8)}", ""),
    "row of figures": lambda c: (" ".join(str(c.randrange(10, 99999)) for _ in range(12)), ""),
    "row of amounts": lambda c: (" ".join(f"{c.randrange(10, 99999)}.{c.randrange(100):02}" for _ in range(8)), ""),
    "masked": lambda c: (f"{identity(c)[:6]}********{identity(c)[-4:]}，{mobile(c)[:3]}****{mobile(c)[-4:]}", ""),
    "long amount": lambda c: (f"{c.randrange(10**9, 10**10):,}.{c.randrange(100):02}", ""),
    "invoice": lambda c: (f"发票号码：{_digits(c, 20)}", ""),
    "contract": lambda c: (f"合同编号 {_day(c).year}{_digits(c, 8)}", ""),
    "meter": lambda c: (f"户号{_digits(c, 10)}，电表 {_digits(c, 12)}", ""),
}


def look_alikes(count: int, chance: random.Random) -> Iterator[Sample]:
    """Texts without a personal number, in turn of every way to look like one."""
    names = tuple(LOOKS_LIKE)
    for place in range(count):
        name = names[place % len(names)]
        text, head = LOOKS_LIKE[name](chance)
        yield Sample(text, head=head, made_by=name)


def corpus(seed: int = SEED, present: int = POSITIVES, absent: int = LOOK_ALIKES) -> list[Sample]:
    chance = random.Random(seed)
    return [*positives(present, chance), *look_alikes(absent, chance)]


def measure(samples: Sequence[Sample]) -> Measured:
    """Counts per kind; a find is right when its kind and its masked form are those of the number there."""
    there, found = ({"identity": 0, "bank": 0, "mobile": 0} for _ in range(2))
    false, missed, wrong = 0, [], []
    for sample in samples:
        hits = masking.find(sample.text, sample.head)
        right = [hit for hit in hits if hit.kind == sample.kind and _covers(sample, hit)]
        false += len(hits) - len(right[:1])
        if len(hits) > len(right[:1]):
            wrong.append(sample)
        if sample.kind:
            there[sample.kind] += 1
            found[sample.kind] += bool(right)
            if not right:
                missed.append(sample)
    return Measured(there, found, false, tuple(missed), tuple(wrong))


def _covers(sample: Sample, hit: masking.Hit) -> bool:
    """Whether nothing of the number is left when the hit is masked."""
    said = "".join(map(plain_char, sample.text[hit.start : hit.end])).upper()
    return sample.number in "".join(char for char in said if char.isalnum())


def prepare(folder: Path, like: config.Settings, told: Callable[[int], None]) -> list[Sample]:
    return corpus()


def run(samples: list[Sample], rounds: int, seconds: int) -> list[Row]:
    """Recall of each kind and precision, in percent, against what was promised."""
    measured = measure(samples)
    wanted = {"identity": 100.0, "bank": 100.0, "mobile": 99.0}
    rows = [_row(f"recall, {kind}", measured.recall(kind) * 100, least) for kind, least in wanted.items()]
    return [*rows, _row("precision", measured.precision * 100, 99.0)]


def _row(what: str, percent: float, least: float) -> Row:
    return Row(what, percent, "promised", least, "%", percent / least, reach=1, better="high")
