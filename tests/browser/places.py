"""The kinds of page there are, and where the demonstration village has one of each."""

import sqlite3
from contextlib import closing
from pathlib import Path

ONE = "SELECT '/disclosures/' || d.number FROM disclosure d JOIN version v USING (origin, obj) WHERE v.number = d.versions AND "
LINE = "SELECT '/ledger/lines/' || l.log_seq || '-' || l.place FROM line l JOIN sheet s USING (origin, log_seq) WHERE s.account = 'jiben' AND s.period = '2026-10' AND "
CHECK = "SELECT '/verify?mark=' || substr(v.fingerprint, 1, {digits}) FROM version v JOIN disclosure d USING (origin, obj) WHERE "
FOUND = {
    "short text": ONE + "d.versions = 1 AND d.withdrawn_on IS NULL ORDER BY length(v.text) LIMIT 1",
    "long text": ONE + "1 ORDER BY length(v.text) DESC LIMIT 1",
    "text with table": ONE + "d.versions = 1 AND v.title LIKE '低保对象名单%第三季度%' LIMIT 1",
    "long table": ONE
    + "d.versions = 1 AND v.text LIKE '%|%---%|%' AND v.text NOT LIKE '%## %' ORDER BY length(v.text) DESC LIMIT 1",
    "text with attachment": ONE + "v.attachments != '[]' AND d.versions = 1 LIMIT 1",
    "longest title": ONE + "1 ORDER BY length(v.title) DESC LIMIT 1",
    "revised text": ONE + "d.item = 'V-A05' AND d.versions > 1 LIMIT 1",
    "thrice published": ONE + "d.versions > 2 LIMIT 1",
    "withdrawn text": ONE + "d.withdrawn_on IS NOT NULL LIMIT 1",
    "verify candidates": CHECK.format(digits=5) + "d.versions > 2 AND v.number = 1",
    "verify unchanged": CHECK.format(digits=12) + "1 ORDER BY length(v.title) DESC LIMIT 1",
    "verify corrected": CHECK.format(digits=12) + "d.versions > 2 AND v.number = 1",
    "verify withdrawn": CHECK.format(digits=12) + "d.withdrawn_on IS NOT NULL",
    "line": LINE + "l.pictures > 0 ORDER BY length(l.summary) DESC LIMIT 1",
}
FILE = "SELECT '/disclosures/' || d.number || '/files/' || json_extract(v.attachments, '$[0].sha256') || '/look' FROM disclosure d JOIN version v USING (origin, obj) WHERE v.attachments LIKE "
FOUND |= {
    "benefit payments": "SELECT '/benefits/of/' || version || '-1' FROM public_table WHERE sort = 'farming'",
    "attached table": FILE + "'%.csv%' LIMIT 1",
    "attached picture": FILE + "'%.png%' LIMIT 1",
}
FIXED = {
    "home": "/",
    "attract": "/attract",
    "list": "/disclosures/",
    "group": "/disclosures/?group=money",
    "group and year": "/disclosures/?group=affairs&year=2025&page=2",
    "search empty": "/search",
    "search letters": "/search?q=DB",
    "search word": "/search?q=%E6%B0%B4%E6%B8%A0",
    "search nothing": "/search?q=XQZKW",
    "due": "/due/",
    "due group": "/due/?group=money",
    "item": "/due/V-A05",
    "ledger": "/ledger/",
    "ledger year": "/ledger/2025",
    "ledger quarter": "/ledger/2026/q3",
    "ledger month": "/ledger/2026/10",
    "ledger month revised": "/ledger/2026/9",
    "ledger income": "/ledger/2026/10?show=from",
    "ledger lines": "/ledger/2026/10?show=lines",
    "ledger how": "/ledger/2026/10/how",
    "ledger facts": "/ledger/2026/10/facts",
    "ledger changes": "/ledger/2026/9/changes",
    "ledger month not public": "/ledger/2026/11",
    "tables": "/tables/",
    "table with sides": "/tables/debts",
    "table that runs out": "/tables/contracts",
    "table against last year": "/tables/assets/2026Q3?beside=year",
    "plan kept": "/tables/plan/2026/kept",
    "benefits": "/benefits/",
    "benefit surnames": "/benefits/1",
    "benefit households": "/benefits/1/1",
    "table of households": "/tables/farming",
    "table facts": "/tables/assets/2026Q3/facts",
    "print": "/print?of=/ledger/2026/10.pdf",
    "verify": "/verify",
    "verify nothing": "/verify?mark=000000000000",
    "questionnaires": "/surveys/",
    "letter": "/feedback/new",
    "receipt": "/feedback/receipt",
    "column": "/feedback/",
    "public question": "/feedback/F2026-0008",
    "about": "/about",
    "missing": "/no-such-page",
    "offline": "/offline",
}
BESIDE = {
    "versions": ("thrice published", "/versions"),
    "older version": ("revised text", "/versions/1"),
    "changes": ("revised text", "/versions/2/changes"),
    "long changes": ("thrice published", "/versions/3/changes"),
    "long table page 2": ("long table", "?page=2"),
    "long text page 2": ("long text", "?page=2"),
    "long text last page": ("long text", "?page=999"),
}
SCROLLING = "patterns"
NAMES = [*FIXED, *FOUND, *BESIDE]


def places(data: Path) -> dict[str, str]:
    """Name → address, for the demonstration in this folder."""
    with closing(sqlite3.connect(f"file:{data / 'terminal.db'}?mode=ro", uri=True)) as database:
        found = {name: database.execute(query).fetchone()[0] for name, query in FOUND.items()}
    beside = {name: found[of] + tail for name, (of, tail) in BESIDE.items()}
    return FIXED | found | beside | {SCROLLING: "/patterns"}
