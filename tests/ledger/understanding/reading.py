"""Reading figures off a page as a person does, and a sheet as a printer does."""

import io
import re

import pypdf
from flask import g

from terminal.journal import blobs
from terminal.ledger import pages
from terminal.ledger.takehome import pages as takehome
from terminal.paper import frames, press
from terminal.text.days import Period
from terminal.web.looks import Look
from tests.visit import words_of


def amounts(text: str) -> list[str]:
    return re.findall(r"-?[0-9][0-9,]*\.[0-9]{2}", text)


def drawn(page) -> list[str]:
    """The figures written in the picture."""
    (picture,) = page.select(".chart")
    return [one.text for one in picture.iter() if one.tag.endswith("text") and amounts(one.text or "")]


def told(page) -> list[str]:
    """The figures of the picture's description, which is read aloud."""
    (picture,) = page.select(".chart")
    return [one for said in picture if said.tag.endswith("desc") for one in amounts(said.text)]


def tabled(page, columns: int) -> list[str]:
    """The figures in the first so many number columns of the table, row by row."""
    rows = page.select("table.plain tbody tr")
    return [words_of(cell) for row in rows for cell in list(row)[1 : 1 + columns]]


def sheet_of(kiosk, quarter: str) -> pypdf.PdfReader:
    """The sheet set in this process, which nobody hurries."""
    period = Period.read(quarter)
    with kiosk.test_request_context():
        g.look = Look()
        html = takehome.html(pages.desk(""), period)
    return pypdf.PdfReader(io.BytesIO(press.typeset(frames.Job(html=html, title="明白纸"), blobs.folder()).pdf))
