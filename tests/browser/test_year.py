"""A year of a village: twelve workbooks and three hundred vouchers through the desk, signed, public, on paper, and at the county to the fen."""

import io
import os
from collections.abc import Iterator

import pypdf
import pytest
from PIL import Image

from terminal import clock, county_app, events_register
from terminal.county import actions as counties
from terminal.drafts.ledger import queries
from terminal.kiosk_app import create_kiosk
from terminal.ledger import queries as ledger
from terminal.staff.rules import Role
from terminal.store.database import close_database
from terminal.sync import trust
from terminal.sync.apply import Receiver, apply
from terminal.text.money import yuan
from terminal.village.queries import here
from tests.county.conftest import county_kinds  # noqa: F401  # what only a county knows is known in this test alone
from tests.county.villages import VILLAGES, bundles_of, county_settings, village_settings
from tests.ledger.understanding.reading import amounts, drawn, tabled, told
from tests.ledger.workbooks import Rows, as_xlsx
from tests.staff.people import sign_in
from tests.tables.published import publish
from tests.tables.workbooks import PAYMENTS
from tests.visit import Visit

YEAR = 2025
EACH = (
    int(os.environ.get("VOUCHERS", "60")) // 12
)  # each picture is taken apart in a process of its own: VOUCHERS=300 takes a minute more
OPENING = 1_230_050
JUNE, REUSED = 6, 2 * EACH + 3  # a picture of March is brought once more in June
INCOME, SPENDING = ("经营收入", "补助收入"), ("管理费用", "公益支出", "经营支出")


def line(number: int) -> tuple[str, str, int]:
    """(category, direction, fen) of a voucher; two in five bring money in, none looks like another."""
    if number % 5 < 2:
        return INCOME[number % 2], "in", 100_000 + number * 137
    return SPENDING[number % 3], "out", 20_000 + number * 211


def closing_after(number: int) -> int:
    """What is in the account after that voucher."""
    return OPENING + sum(fen if way == "in" else -fen for _, way, fen in map(line, range(1, number + 1)))


def book(month: int) -> Rows:
    """The month as the bookkeeper sends it."""
    first = (month - 1) * EACH + 1
    rows: list[tuple[object, ...]] = [
        (f"柳河镇石桥村{YEAR}年{month:02}月收支逐笔公开榜",),
        ("编制单位：石桥村股份经济合作社　账户：基本户　单位：元",),
        ("日期", "凭证号", "摘要", "科目", "收入", "支出", "余额", "经办人"),
        ("", "", "上月结转", "", "", "", yuan(closing_after(first - 1)), ""),
    ]
    sums = {"in": 0, "out": 0}
    for number in range(first, first + EACH):
        category, way, fen = line(number)
        sums[way] += fen
        amounts = (yuan(fen), "") if way == "in" else ("", yuan(fen))
        day = f"{YEAR}-{month:02}-{number - first + 1:02}"
        said = f"第{number}张单子的{category}"
        rows.append((day, f"记-{number}", said, category, *amounts, yuan(closing_after(number)), "刘秀英"))
    rows.append(("", "", "本月合计", "", yuan(sums["in"]), yuan(sums["out"]), "", ""))
    return rows


def picture(number: int) -> bytes:
    """A photograph of the voucher, not like any other."""
    target = io.BytesIO()
    Image.new("RGB", (48, 64), (number % 256, number // 256 * 90, 120)).save(target, "PNG")
    return target.getvalue()


def pictures(month: int) -> list[tuple[io.BytesIO, str]]:
    numbers = range((month - 1) * EACH + 1, month * EACH + 1)
    return [(io.BytesIO(picture(number)), f"记-{number}.png") for number in numbers]


class Office:
    """The bookkeeper and the one who signs, each at a desk of their own."""

    def __init__(self, kiosk) -> None:
        self.settings = kiosk.config["SETTINGS"]
        self.writer, self.signer = Visit(kiosk), Visit(kiosk)
        self.writing = sign_in(self.writer, Role.CADRE).token
        self.signing = sign_in(self.signer, Role.SUPERVISOR).token

    def post(self, path: str, form: dict | None = None, expect: int = 303):
        return self.writer.post(path, {"token": self.writing, **(form or {})}, expect=expect)

    def publish(self, month: int) -> None:
        """The whole way of one month."""
        sheet = (io.BytesIO(as_xlsx(book(month))), f"{YEAR}-{month:02}.xlsx")
        begun = self.post("/desk/ledger/upload", {"period": "", "account": "", "file": sheet})
        draft = begun.headers["Location"]
        if month == JUNE:
            self.reuse(draft)
        else:
            self.post(f"{draft}/photos/", {"photos": pictures(month)})
        shown = self.writer.get(draft)
        assert "账对得上" in shown, shown.text[:1500]
        work = queries.one(int(draft.rpartition("/")[2]))
        self.post(f"{draft}/submit", {"revision": str(work.draft.revision)})
        self.signer.post(f"{draft}/sign", {"token": self.signing, "round": "1"})
        self.post(f"{draft}/publish")

    def reuse(self, draft: str) -> None:
        """A picture of March comes among those of June: which voucher has it is said, and nothing can be handed in; then the right one is brought."""
        brought = pictures(JUNE)
        right = brought[0]
        brought[0] = (io.BytesIO(picture(REUSED)), right[1])
        self.post(f"{draft}/photos/", {"photos": brought})
        page = self.writer.get(draft)
        assert f"2025年3月基本户的账里已经用过：记-{REUSED}“" in page and "一张凭证只能报一次" in page
        assert "交上去审" not in page.words("button")
        wrong = next(
            one
            for one in queries.one(int(draft.rpartition("/")[2])).photos
            if one.voucher == right[1].removesuffix(".png")
        )
        self.post(f"{draft}/photos/{wrong.id}/remove")
        self.post(f"{draft}/photos/", {"photos": [right]})


@pytest.fixture
def office(tmp_path, now) -> Iterator[Office]:
    """Shiqiao, when everything of the year is public."""
    kiosk = create_kiosk(village_settings(tmp_path / "village"))
    made = Office(kiosk)
    for month in range(1, 13):
        made.publish(month)
    publish("farming", PAYMENTS, "2026Q3")
    yield made
    kiosk.extensions["printer"].stop()
    close_database()


def figures(visit, prefix: str = "") -> list[list[str]]:
    """Every amount on the page of every month, and what households of one surname were paid, in their order."""
    pages = [*(f"/ledger/{YEAR}/{month}" for month in range(1, 13)), "/benefits/2/2"]
    return [amounts(visit.get(f"{prefix}{page}").text) for page in pages]


def words_of_paper(visit, path: str) -> str:
    answer = visit.get(path)
    answer.response.close()
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.body)).pages)


def test_a_year_of_a_village_goes_the_whole_way(office, tmp_path):
    visit, origin = Visit(office.writer.client.application), here().origin
    months = ledger.months(origin, ledger.accounts(origin)[0].key)
    assert [one.closing_fen for one in months.values()] == [closing_after(month * EACH) for month in range(1, 13)]
    lines = [one for month in months.values() for one in ledger.all_lines(origin, month.log_seq)]
    assert [one.voucher for one in lines if len(one.vouchers) == 1] == [
        f"记-{number}" for number in range(1, 12 * EACH + 1)
    ]
    for query, columns in (("?show=in", 1), ("?show=out", 1)):  # picture and table of the page as it is shown
        page = visit.get(f"/ledger/{YEAR}/plain{query}")
        assert drawn(page) == told(page) == tabled(page, columns) and drawn(page)
    for path in (f"/ledger/{YEAR}/6.pdf", f"/ledger/{YEAR}/q2/takehome.pdf"):
        assert yuan(closing_after(JUNE * EACH)) in words_of_paper(visit, path)
    ask = next(one for one in visit.get(f"/ledger/lines/{months['2025-06'].log_seq}-4").links if "about=" in one)
    assert f"第{5 * EACH + 4}张单子" in visit.get(ask)
    shown, sent, key = figures(visit), bundles_of(office.settings), trust.own(office.settings.data)
    close_database()
    assert all(shown) and at_the_county(tmp_path / "county", key, sent) == shown


def at_the_county(folder, key: bytes, sent: list[bytes]) -> list[list[str]]:
    """What the county shows of the village after it has taken what was sent."""
    code, name, township = VILLAGES[0]
    settings = county_settings(folder)
    county_app.install()
    app = county_app.create_county(settings)
    counties.enrol(key, code, name, township, by="测试", now=clock.now())
    for one in sent:
        assert apply(one, Receiver(settings.data, events_register.TABLES, clock.now())).is_in
    found = figures(Visit(app), f"/v/{code}")
    app.extensions["printer"].stop()
    return found
