"""Files of a draft: taken apart, scanned, kept; a DOCX or XLSX also fills in the words and the table."""

import re

import msgspec
from msgspec.structs import replace

from terminal.clock import Now
from terminal.drafts import actions, checks, models, pasting, queries
from terminal.drafts.rules import UNSEEN
from terminal.drafts.scanning import NAME
from terminal.drafts.shapes import Content, Draft, File, Find
from terminal.errors import Problem, Refused, refuse_if
from terminal.journal import blobs
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.text import masking
from terminal.text.blocks import Block
from terminal.text.names import Privacy
from terminal.uploads import scanning as uploads
from terminal.uploads.reading import read
from terminal.uploads.shapes import PICTURES, Upload

MOST_FILES = 12
MOST_FINDS = 50
IN_THE_FILE = "请打开原来的文件，改好文件再传。"
CELL = re.compile(r"!([A-Z]{1,3}[0-9]{1,7})")


def _said(where: str) -> str:
    """A cell as people call it: “补贴 D7 格”."""
    return CELL.sub(r" \1 格", where)


def _says(one: uploads.Found) -> str:
    """What is wrong, and that it is put right where the file was made."""
    either = f"{IN_THE_FILE[:-1]}；确实要公开的，请写明原因。" if one.may_overrule else IN_THE_FILE
    hidden = "它藏在文件里，页面上看不见。" if one.side == "hidden" else ""
    return f"这里有{masking.SAYS[one.hit.kind]}，不能公开。{hidden}{either}"


def _finds(upload: Upload, field: str, privacy: Privacy) -> tuple[Find, ...]:
    """What the scanner says about a file; `field` names the file."""
    found = [
        Find(one.hit.kind, field, place, f"{upload.name} {_said(one.where)}", one.around, one.hit.shown, _says(one))
        for place, one in enumerate(uploads.personal_data(upload))
    ]
    for one in uploads.names_to_mask(upload, privacy):
        where = f"{upload.name} 第 {one.row + 1} 行“{one.head}”"
        says = f"名单里的姓名要遮住一部分：写成“{one.shown}”。请改好文件再传。"
        found.append(Find(NAME, field, len(found), where, one.shown, one.shown, says))
    return _worst(found, field, upload.name)


def _worst(found: list[Find], field: str, name: str) -> tuple[Find, ...]:
    """The worst first; what does not fit is one more find, which nobody can let stand."""
    if len(found) <= MOST_FINDS:
        return tuple(found)
    shown = sorted(found, key=may_overrule)[: MOST_FINDS - 1]
    says = f"这个文件里还有 {len(found) - len(shown)} 处没有列出来。{IN_THE_FILE}"
    return (*shown, Find(UNSEEN, field, len(found), name, "", "", says))


def _words(blocks: tuple[Block, ...]) -> tuple[str, str]:
    """The words of a document, and its first table; further tables stand among the words."""
    words, table = [], ""
    for block in blocks:
        if block.kind == "table":
            pasted = pasting.pasted((block.head, *block.rows))
            table, further = table or pasted, pasted if table else ""
            if further:
                words.append(pasting.markdown(further))
        elif block.kind == "items":
            words.append("\n".join(f"- {item}" for item in block.items))
        else:
            words.append(f"## {block.text}" if block.kind == "heading" else block.text)
    return "\n\n".join(words), table


def _is_free(typed: str, last: str) -> bool:
    """Whether a document may fill this: nobody has typed here, at most the words of last time stand here."""
    return not typed.strip() or typed.split() == last.split()


def _filled_in(draft: Draft, upload: Upload) -> Content:
    """The form with the document's words where it was empty or as last time; nothing typed is overwritten."""
    content, last, whole = draft.content, actions.model(draft), upload.kind == "docx"
    words, table = _words(upload.blocks)
    if not words and not table:
        return content
    return replace(
        content,
        text=words[:40_000] if _is_free(content.text, last.text if whole else "") else content.text,
        table=table if (table or whole) and _is_free(content.table, last.table) else content.table,
    )


def _why_not(draft: Draft) -> list[Problem]:
    if len(draft.files) >= MOST_FILES:
        return [Problem(f"已经有 {MOST_FILES} 个附件了。请合在一起，或者去掉几个。", "附件")]
    return []


def add(draft_id: int, revision: int, data: bytes, name: str, *, by: Person, now: Now) -> int:
    """Attach a file; the new revision. Raises Refused with a sentence, or Clash.

    A document that is taken over into empty fields is no longer the newest text of its own: its file stays attached.
    """
    draft = queries.one(draft_id)
    refuse_if(_why_not(draft))
    try:
        upload = read(data, name)
    except Refused as wrong:
        raise Refused([Problem(one.says, "附件") for one in wrong.problems]) from None
    blob = blobs.put(upload.data, upload.name, upload.media_type)
    small = upload.thumbnail if upload.kind in PICTURES else None
    thumbnail = blobs.put(small.data, upload.name, small.media_type).sha256 if small else ""
    with write():
        revision = actions.save(draft_id, _filled_in(draft, upload), revision, by=by, now=now)
        file_id = models.DraftFile.insert(
            draft=draft_id, thumbnail=thumbnail, finds="[]", **msgspec.structs.asdict(blob)
        ).execute()
        found = _finds(upload, f"file-{file_id}", checks.item_of(draft).privacy)
        finds = msgspec.json.encode(found).decode()
        models.DraftFile.update(finds=finds).where(models.DraftFile.id == file_id).execute()
        actions.change(draft, revision=revision + 1)
        actions.note(draft, "file", by, now, " ".join((upload.name, *upload.notices)))
        return revision + 1


def remove(draft_id: int, revision: int, file_id: int, *, by: Person, now: Now) -> int:
    """Take a file off again; the new revision. Raises Refused or Clash."""
    with write():
        draft = queries.one(draft_id)
        gone = next((file for file in draft.files if file.id == file_id), None)
        refuse_if([] if gone else [Problem("这个附件已经去掉了。", "附件")])
        revision = actions.save(draft_id, draft.content, revision, by=by, now=now)
        models.DraftFile.delete().where(models.DraftFile.id == file_id).execute()
        actions.change(draft, revision=revision + 1)
        actions.note(draft, "unfile", by, now, gone.blob.name if gone else "")
        return revision + 1


def field_of(file: File) -> str:
    """What the finds of a file call it."""
    return f"file-{file.id}"


def may_mask(find: Find) -> bool:
    """Only what stands in the form is masked here; a file must be put right where it was made."""
    return not find.field.startswith("file-")


def may_overrule(find: Find) -> bool:
    return find.kind not in (*masking.NEVER_PUBLIC, UNSEEN)
