"""Every month of every account in its list."""

from datetime import date

from terminal.drafts.ledger import pages
from tests.drafts.ledger.month import begun
from tests.drafts.office import cadre


def test_the_list_says_what_is_owed_and_what_is_on_its_way(kiosk):
    work = begun(cadre())
    with kiosk.test_request_context():
        kiosk.preprocess_request()
        ((name, months),) = pages.months(2026, date(2026, 11, 22))
    by_name = {one.name: one for one in months}
    assert name == "基本户" and by_name["5月"].href == f"/desk/ledger/drafts/{work.id}"
    assert by_name["9月"].button == "传表格" and by_name["9月"].tag[0] == "late"
    assert "11月" not in by_name
