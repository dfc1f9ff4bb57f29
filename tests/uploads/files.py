"""Files as people bring them, and as nobody should: documents, workbooks, PDF, photographs."""

import io
import zipfile

from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from terminal.text.check_digits import identity_check

IDENTITY = "11010519491231002X"
MOBILE = "13800138000"
CARD = "6217001234567890122"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
STYLES = f"""<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style></w:styles>"""


def identity(first17: str) -> str:
    return first17 + identity_check(first17)


def zipped(members: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def with_member(data: bytes, name: str, content: bytes | str) -> bytes:
    """An archive with one more member."""
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def paragraph(text: str, style: str = "", look: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{styled}<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows: tuple[str, ...]) -> str:
    cells = (
        "".join(f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in row) for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def relations(*targets: tuple[str, str, str]) -> str:
    """Relationships (kind, target, mode) as office programs write them."""
    lines = (
        f'<Relationship Id="r{number}" Type="{R}/{kind}" Target="{target}"{f" TargetMode={mode!r}" if mode else ""}/>'
        for number, (kind, target, mode) in enumerate(targets)
    )
    return f'<Relationships xmlns="{RELATIONS}">{"".join(lines)}</Relationships>'


def docx(body: str, parts: dict[str, bytes | str] | None = None) -> bytes:
    """A Word document with this body, and whatever else lies beside it."""
    document = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relations(("officeDocument", "word/document.xml", "")),
            "word/document.xml": document,
            "word/_rels/document.xml.rels": relations(("styles", "styles.xml", "")),
            "word/styles.xml": STYLES,
            **(parts or {}),
        }
    )


def part(name: str, inside: str) -> str:
    """A part such as a header: <w:hdr>…</w:hdr>."""
    return f'<w:{name} xmlns:w="{W}">{inside}</w:{name}>'


def xlsx(change=None) -> bytes:
    """A list of subsidies; `change(book)` makes it worse."""
    book = Workbook()
    sheet = book.active
    sheet.title = "补贴"
    for row in (
        ("石桥村补贴发放表",),
        ("序号", "户主姓名", "账号", "金额"),
        (1, "刘大兵", "", 300),
        (2, "黄强", "", 420.5),
    ):
        sheet.append(row)
    if change:
        change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def note(book: Workbook, place: str, text: str) -> None:
    book.active[place].comment = Comment(text, "李会计")


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), mode: str = "RGB", **how) -> bytes:
    target = io.BytesIO()
    image = Image.linear_gradient("L").resize(size).convert(mode)
    image.save(target, format=kind, **how)
    return target.getvalue()


def noise(kind: str, size: tuple[int, int]) -> bytes:
    """A picture that does not get small."""
    target = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(target, format=kind)
    return target.getvalue()


def pdf(*pages: str, change=None, password: str = "") -> bytes:
    """A PDF with one line of Latin text on each page; `change(writer)` makes it worse."""
    writer = PdfWriter()
    for text in pages or ("Notice",):
        page = writer.add_blank_page(595, 842)
        font = DictionaryObject(
            {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")}
        )  # fmt: skip
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    if change:
        change(writer)
    if password:
        writer.encrypt(password)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def with_everything_hidden(book: Workbook) -> None:
    """An identity number on a hidden sheet, a card in a hidden column, telephones in a comment and a hidden row."""
    sheet = book.active
    sheet["C3"] = CARD
    sheet.column_dimensions["C"].hidden = True
    sheet.append((3, "电话13900139000", "", 1))
    sheet.row_dimensions[5].hidden = True
    note(book, "D3", f"电话{MOBILE}")
    register = book.create_sheet("名册")
    register.append(("姓名", "身份证号"))
    register.append(("刘大兵", IDENTITY))
    register.sheet_state = "hidden"
