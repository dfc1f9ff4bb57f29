"""Published ledger sheets: what they are about, every version of them, every line, every voucher picture."""

from peewee import CompositeKey, IntegerField, TextField

from terminal.store.base import DayField, Record


class Sheet(Record):
    """One account in one month; `version` is the log line that holds what it says now."""

    origin = TextField()
    obj = TextField()
    account = TextField()
    account_name = TextField()
    period = TextField()
    index_no = TextField()
    publisher = TextField()
    item = TextField()
    item_group = TextField()
    fills = TextField()
    version = IntegerField()
    withdrawn_on = DayField(null=True)
    withdrawn_why = TextField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "obj")
        indexes = ((("origin", "account", "period"), False),)


class SheetVersion(Record):
    """One sheet as it was published; never changed afterwards. `number` counts all that was said about its month."""

    origin = TextField()
    log_seq = IntegerField()
    obj = TextField()
    number = IntegerField()
    reason = TextField()
    account_set = TextField()
    opening_fen = IntegerField()
    income_fen = IntegerField()
    expense_fen = IntegerField()
    closing_fen = IntegerField()
    income_count = IntegerField()
    expense_count = IntegerField()
    signers = TextField()
    notices = TextField()
    basis = TextField()
    published_on = DayField()
    display_until = DayField()
    registered_at = TextField()
    fingerprint = TextField()
    mismatches = TextField()
    excuse = TextField()
    statement_fen = IntegerField(null=True)

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")
        indexes = ((("origin", "obj"), False),)


class Line(Record):
    """One receipt or payment of a version; `place` counts from 1, `day` is empty where the books print only the month.

    Red-ink lines have negative fen.
    """

    origin = TextField()
    log_seq = IntegerField()
    place = IntegerField()
    day = DayField(null=True)
    voucher = TextField()
    summary = TextField()
    account_code = TextField()
    account_name = TextField()
    category = TextField()
    direction = TextField()
    fen = IntegerField()
    handler = TextField()
    approver = TextField()
    pictures = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq", "place")


class Voucher(Record):
    """One picture of a line's voucher; only what stands here may be fetched."""

    origin = TextField()
    log_seq = IntegerField()
    place = IntegerField()
    number = IntegerField()
    sha256 = TextField()
    name = TextField()
    media_type = TextField()
    size = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq", "place", "number")
        indexes = ((("origin", "sha256"), False), (("sha256", "origin"), False))


class VoucherRule(Record):
    """What a county said about vouchers: payments above so much (fen; 0: none) need one. The newest counts."""

    origin = TextField()
    log_seq = IntegerField()
    obj = TextField()
    to = TextField()
    above_fen = IntegerField()
    basis = TextField()
    issuer = TextField()
    said_on = DayField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")


class VillageMedians(Record):
    """What a county said of the middle of its villages for one period; `rows` are terminal.ledger.ruling.Middle. The newest counts."""

    origin = TextField()
    log_seq = IntegerField()
    obj = TextField()
    to = TextField()
    period = TextField()
    villages = IntegerField()
    rows = TextField()
    issuer = TextField()
    said_on = DayField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")
        indexes = ((("period",), False),)


TABLES = (VoucherRule, VillageMedians, Sheet, SheetVersion, Line, Voucher)
