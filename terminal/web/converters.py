"""Typed pieces of addresses."""

from flask import Flask
from werkzeug.routing import BaseConverter


class NumberConverter(BaseConverter):
    """The part of an index number that stands in addresses: 2026-00087."""

    regex = r"[0-9]{4}-[0-9]{5,7}"


class CaseConverter(BaseConverter):
    """A case of the feedback box: F2026-0007."""

    regex = r"F[0-9]{4}-[0-9]{4,6}"


class Sha256Converter(BaseConverter):
    """A blob's name."""

    regex = r"[0-9a-f]{64}"


class CodeConverter(BaseConverter):
    """A catalogue item: V-A05."""

    regex = r"[A-Z]-[A-Z][0-9]{2,3}"


class UnitConverter(BaseConverter):
    """A unit at the county, by its division code: 540990101."""

    regex = r"[0-9A-Za-z]{2,24}"


class YearConverter(BaseConverter):
    regex = r"(?:19|20|21)[0-9][0-9]"

    def to_python(self, value: str) -> int:
        return int(value)


class MonthConverter(BaseConverter):
    """1 to 12, without a leading zero."""

    regex = r"(?:[1-9]|1[0-2])"

    def to_python(self, value: str) -> int:
        return int(value)


class PeriodConverter(BaseConverter):
    """A month, quarter, half year or year by its key: 2026-03, 2026Q1, 2026H1, 2026."""

    regex = r"(?:19|20|21)[0-9]{2}(?:-(?:0[1-9]|1[0-2])|Q[1-4]|H[12])?"


class LineConverter(BaseConverter):
    """A line of the ledger or row of a table: log line and place in it, 913-4."""

    regex = r"[0-9]{1,9}-[0-9]{1,5}"


class RowConverter(BaseConverter):
    """A row of a month's sheet that is being put right: its row in the file, or the place of one that was added: 12, a3."""

    regex = r"a?[0-9]{1,7}"


def install(app: Flask) -> None:
    app.url_map.converters.update(
        index_no=NumberConverter,
        case_no=CaseConverter,
        sha256=Sha256Converter,
        item_code=CodeConverter,
        year=YearConverter,
        month=MonthConverter,
        period=PeriodConverter,
        line=LineConverter,
        row=RowConverter,
        unit=UnitConverter,
    )
