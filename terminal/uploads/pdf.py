"""PDF files are read, never run: text page by page, notes and properties; what could run or unpack is refused."""

import io
from collections.abc import Iterator
from typing import Any, cast

from pypdf import PdfReader, overwrite_configuration
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from terminal.text.words import tidy
from terminal.uploads.apart import Unreadable
from terminal.uploads.shapes import Part, Upload

MOST_PAGES = 300
MOST_OBJECTS = 300_000
MOST_LETTERS = 3_000_000
LARGEST_STREAM = 16 * 2**20
LARGEST_CONTENT = 4 * 2**20
MOST_OPERATIONS = 500_000
LOCKED = "这个 PDF 加了密码，打不开。请去掉密码再传。"
RUNS = "这个 PDF 里有会自己运行的内容（脚本、命令），为了安全不能传。请用“打印成 PDF”另存一份再传。"
NESTED = "这个 PDF 里还藏着别的文件（附件），为了安全不能传。请用“打印成 PDF”另存一份再传。"
TOO_MANY_PAGES = f"这个 PDF 超过 {MOST_PAGES} 页。请拆成几份再传。"
TOO_BIG = "这个 PDF 解开以后太大了。请用“打印成 PDF”另存一份再传。"
SCANNED = "这个 PDF 里没有文字（多半是扫描的），查不出里面有没有身份证号。请您自己看一遍。"

_RUNS = frozenset(
    (
        "/JavaScript",
        "/JS",
        "/Launch",
        "/GoToE",
        "/ImportData",
        "/SubmitForm",
        "/RichMedia",
        "/XFA",
        "/Movie",
        "/Rendition",
    )
)
_NESTED = frozenset(("/EmbeddedFiles", "/EmbeddedFile", "/Filespec", "/FileAttachment", "/Collection"))


def open_pdf(data: bytes) -> Upload:
    """The text and the hidden parts of a PDF. Raises Unreadable; anything else it raises means a broken file."""
    overwrite_configuration(
        zlib_maximum_output_length=LARGEST_STREAM,
        lzw_maximum_output_length=LARGEST_STREAM,
        run_length_maximum_output_length=LARGEST_STREAM,
        stream_parsing_work_maximum_count=MOST_OPERATIONS,
        jbig2dec_binary=None,  # no other program is started over a stranger's file
    )
    try:
        return _open(PdfReader(io.BytesIO(data), strict=False))
    except (LimitReachedError, RecursionError):
        raise Unreadable(TOO_BIG) from None


def _open(reader: PdfReader) -> Upload:
    if reader.is_encrypted:
        raise Unreadable(LOCKED)
    root = cast(DictionaryObject, reader.root_object)
    count = cast(DictionaryObject, root["/Pages"]).get("/Count", 0)
    if not isinstance(count, int) or count > MOST_PAGES:
        raise Unreadable(TOO_MANY_PAGES)
    _check_objects(reader)
    pages = reader.pages
    if len(pages) > MOST_PAGES:
        raise Unreadable(TOO_MANY_PAGES)
    shown = tuple(part for number, page in enumerate(pages, start=1) if (part := _page(page, number)).text)
    if sum(len(part.text) for part in shown) > MOST_LETTERS:
        raise Unreadable(TOO_BIG)
    hidden = tuple(dict.fromkeys(Part(where, said) for where, text in _hidden(reader) if (said := tidy(text).strip())))
    text = "\n".join(part.text for part in shown)
    notices = () if text.strip() else (SCANNED,)
    return Upload(kind="pdf", text=text, shown=shown, hidden=hidden, pages=len(pages), notices=notices)


def _page(page: Any, number: int) -> Part:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > LARGEST_CONTENT:
        raise Unreadable(f"这个 PDF 第 {number} 页的图太复杂，读不完。请把这一页存成图片（.jpg）单独传。")
    return Part(f"第 {number} 页", tidy(page.extract_text() or "").strip())


def _check_objects(reader: PdfReader) -> None:
    """Looks at every object of the file, also at those no page leads to."""
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    if len(numbers) > MOST_OBJECTS:
        raise Unreadable(TOO_BIG)
    for number in numbers:
        try:
            found = reader.get_object(IndirectObject(number, 0, reader))
        except LimitReachedError:
            raise
        except PyPdfError:
            continue  # an entry that leads nowhere leads no reader anywhere either
        _check_object(found)


def _check_object(found: Any) -> None:
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            said = {str(key) for key in one} | {
                str(one.raw_get(key)) for key in ("/S", "/Type", "/Subtype") if key in one
            }
            if said & _RUNS:
                raise Unreadable(RUNS)
            if said & _NESTED:
                raise Unreadable(NESTED)
            waiting += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            waiting += list(one)


def _hidden(reader: PdfReader) -> Iterator[tuple[str, str]]:
    """What a reader of the pages does not see: properties, notes, links, values of form fields, bookmarks."""
    for name, value in (reader.metadata or {}).items():
        if name not in ("/CreationDate", "/ModDate", "/Trapped", "/Producer", "/Creator"):
            yield "文件属性", str(value)
    described = reader.root_object.get("/Metadata")
    if isinstance(described, IndirectObject):
        described = described.get_object()
    if isinstance(described, StreamObject):
        yield from (("文件属性", part) for part in _texts(described.get_data()))
    for number, page in enumerate(reader.pages, start=1):
        for note in page.get("/Annots") or ():
            yield from ((f"第 {number} 页的批注", said) for said in _said_by(note.get_object()))
    yield from (("书签", title) for title in _titles(reader.outline))


def _texts(raw: bytes) -> Iterator[str]:
    from terminal.uploads import archive

    yield from archive.sayings(archive.parse(raw), frozenset(("li",)))


def _said_by(note: Any) -> Iterator[str]:
    for key in ("/Contents", "/T", "/TU", "/V", "/RC", "/Subj"):
        value = note.get(key)
        if isinstance(value, str):
            yield value
    action = note.get("/A")
    action = action.get_object() if action is not None else None
    if isinstance(action, DictionaryObject) and "/URI" in action:
        yield str(action["/URI"])


def _titles(outline: Any) -> Iterator[str]:
    for one in outline:
        if isinstance(one, list):
            yield from _titles(one)
        else:
            yield str(one.title)
