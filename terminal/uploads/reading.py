"""An uploaded file to what may be kept of it, or a sentence why not."""

import re

from msgspec.structs import replace

from terminal.errors import Problem, Refused
from terminal.uploads import apart, child
from terminal.uploads.kinds import clean_name, name_for, sniff
from terminal.uploads.shapes import MEDIA_TYPES, PICTURES, Answer, Upload

BROKEN = "这个文件坏了，或者没有传完，打不开。请打开看看，另存一份再传。"

# A PDF that breaks off in the middle is refused before any work is done over it.
PDF_ENDS = re.compile(rb"startxref\s+[0-9]+")
PDF_TAIL = 4096


def read(data: bytes, name: str) -> Upload:
    """The file taken apart in a process of its own. Raises Refused with one sentence; nothing is kept then.

    20 MiB at most, 10 MiB for DOCX and XLSX; pictures up to 24 million pixels, PDF up to 300 pages.
    """
    kind = sniff(data, name)
    if kind == "pdf" and not PDF_ENDS.search(data, max(0, len(data) - PDF_TAIL)):
        raise Refused([Problem(BROKEN, clean_name(name))])
    try:
        answer = apart.take_apart(child.__name__, data, kind, Answer)
    except apart.TooMuch:
        answer = Answer(says=child.TOO_BIG)
    except apart.Broken:
        answer = Answer(says=BROKEN)
    if answer.upload is None:
        raise Refused([Problem(answer.says, clean_name(name))])
    upload = answer.upload
    kept = upload.data if kind in PICTURES else data
    return replace(upload, name=name_for(name, upload.kind), media_type=MEDIA_TYPES[upload.kind], data=kept)
