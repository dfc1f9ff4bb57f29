"""Something of everything a village can publish; and beside it what nobody else may ever read, marked by a canary."""

from datetime import date

from terminal import clock
from terminal.disclosures import actions as disclosures
from terminal.disclosures.models import Disclosure
from terminal.feedback import actions as feedback
from terminal.feedback import intake
from terminal.journal import blobs
from terminal.ledger.checks import Beside
from terminal.surveys import actions as surveys
from tests.county.villages import VILLAGES
from tests.drafts.office import filled
from tests.feedback import office
from tests.feedback.offices import has_keys, said
from tests.ledger import published as ledger
from tests.surveys import people
from tests.world import CADRE, SUNDAY, at, draft, make_disclosure

CANARY = "金丝雀丙申"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
FORMULA = '=HYPERLINK("x")'


def fill(place: int) -> None:
    """Publications, one put right, one with files; two months of accounts; a question, a questionnaire; and secrets."""
    clock.use(lambda: at(office.TUESDAY))
    name = VILLAGES[place][1]
    files = (blobs.put(PICTURE, "照片.png", "image/png"), blobs.put(b"%PDF-1.4\n", "名单.pdf", "application/pdf"))
    first = make_disclosure(title=f"{FORMULA}{name}三务公开", text="各户都看。", attachments=files, item="V-A01")
    revise(first.obj, files)
    ledger.publish_months("2026-09")
    ledger.revise()
    invoice = {"记-01": (blobs.put(PICTURE, "发票.png", "image/png"),)}
    ledger.publish(ledger.book("2026-10"), beside=Beside(vouchers=invoice))
    writer, second = office.cadre(f"{CADRE_OF}{place}"), office.supervisor(f"{SECOND_OF}{place}")
    about = f"/disclosures/{number_of(first.obj)}"
    office.answered(office.taken(writer, about=about), writer, second, office.reply(public=True))
    keep_secrets(writer, second)
    number = people.published()
    people.handed_in(number, (1, 1), (1, 3), (2, 5))
    clock.use(lambda: at(date(2026, 12, 8)))
    surveys.gather(clock.now())


CADRE_OF, SECOND_OF = "李秀英", "周德明"


def number_of(obj: str) -> str:
    return str(Disclosure.get(Disclosure.obj == obj).number)


def revise(obj: str, files: tuple) -> None:
    changed = draft(
        title=f"{FORMULA}三务公开",
        text="各户都看，下月十日前说。",
        attachments=files,
        item="V-A01",
        published_on=SUNDAY,
    )
    disclosures.revise(number_of(obj), changed, "漏写了日子", by=CADRE, now=clock.now())


def keep_secrets(writer, second) -> None:
    """A draft, a private question with its answer, one taken out of the column, a sealed letter."""
    filled(writer, title=f"{CANARY}草稿", text=f"{CANARY}没写完。")
    private = office.taken(writer, lookup="b" * 32, text=f"{CANARY}，只给村里看。")
    office.answered(private, writer, second, office.reply(text=f"{CANARY}答复"))
    gone = office.taken(writer, lookup="c" * 32)
    wanted = office.reply(public=True, question=f"{CANARY}问", answer=f"{CANARY}答")
    gone = office.answered(gone, writer, second, wanted)
    feedback.unpublish(gone.number, "写错了人", by=second, now=clock.now())
    has_keys()
    intake.submit(said(text=f"{CANARY}，封给县里看。"), clock.now())
