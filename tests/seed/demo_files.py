"""The files of the demonstration as the tests read them."""

import re
import tomllib
from datetime import date

import msgspec

from terminal.config import assets
from terminal.ledger.rules import why_not_import
from terminal.ledger.sheets.reading import read
from terminal.text.money import read_amount

SECRETS = {
    "身份证号": re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"),
    "手机号": re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"),
    "卡号": re.compile(r"(?<!\d)\d{12,19}(?!\d)"),
}


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The front matter of one text."""

    do: str
    item: str
    title: str
    summary: str
    period: str
    published_on: date
    created_on: date
    publisher: str
    responsible: str
    signers: list[tuple[str, str]]
    of: str = ""
    reason: str = ""
    doc_no: str = ""
    attachments: list[str] = []
    slug: str = ""
    body: str = ""


def folder(kind):
    return assets("seed", "demo", kind)


def split(text):
    """Front matter and body of a text between two lines of +++."""
    found = re.fullmatch(r"\+\+\+\n(.*?)\n\+\+\+\n(.*)", text, re.DOTALL)
    if not found:
        raise ValueError("开头要有两行 +++。")
    return tomllib.loads(found[1]), found[2].strip()


def read_entry(path):
    front, body = split(path.read_text(encoding="utf-8"))
    day, slug = re.fullmatch(r"(\d{4}-\d\d-\d\d)-([a-z0-9-]+)", path.stem).groups()
    entry = msgspec.convert(front | {"slug": slug, "body": body}, Entry)
    assert entry.published_on == date.fromisoformat(day), path.name
    return entry


def entries(kind):
    return [read_entry(path) for path in sorted((folder(kind) / "disclosures").glob("*.md"))]


def tables(body):
    """Every pipe table as rows of cells, the line of dashes left out."""
    for block in re.split(r"\n\s*\n", body):
        if block.startswith("|"):
            rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in block.splitlines()]
            yield [row for row in rows if not set("".join(row)) <= set("-: ")]


def number(cell):
    """A figure in hundredths, None when the cell holds words."""
    return read_amount(cell) if re.fullmatch(r"-?[\d,]+(\.\d+)?", cell) else None


def wrong_totals(body):
    """Columns whose 合计 is not the sum of what stands above it."""
    found = []
    for head, *rows in tables(body):
        total = next((row for row in rows if row[0].startswith("合计")), None)
        above = rows[: rows.index(total)] if total else []
        for column, cell in enumerate(total or ()):
            if number(cell) is not None and column:
                summed = sum(number(row[column]) or 0 for row in above)
                found += [f"{head[column]}：{cell}"] if summed != number(cell) else []
    return found


def secrets(text):
    return [name for name, pattern in SECRETS.items() if pattern.search(text)]


def orphans(found):
    """Corrections and withdrawals that name no earlier publication, or come after its withdrawal."""
    alive, lost = {}, []
    for entry in sorted(found, key=lambda entry: (entry.published_on, entry.do != "publish")):
        if entry.do == "publish":
            alive[entry.slug] = entry.item
        elif alive.get(entry.of) != entry.item:
            lost.append(entry.slug)
        elif entry.do == "withdraw":
            del alive[entry.of]
    return lost


def ledger_months(account):
    return sorted(path for path in (folder("village") / "ledger" / account).glob("*.csv") if "revised" not in path.name)


def standing_sheet(path):
    """The file that counts: the corrected one where there is one."""
    corrected = path.with_suffix(".revised.csv")
    return the_sheet(corrected if corrected.exists() else path)


def the_sheet(path):
    reading = read(path.read_bytes(), path.name, path.name[:7])
    assert not why_not_import(reading), path.name
    return reading.sheets[0]
