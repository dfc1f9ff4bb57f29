"""Office files are archives: what lies inside is looked through before anything is unpacked."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from terminal.uploads.apart import Unreadable

LARGEST_EXPANDED = 100 * 2**20
MOST_MEMBERS = 2_000
LARGEST_XML = 24 * 2**20
STEEPEST = 250  # times larger when unpacked; an honest large table stays below a hundred
WORTH_MEASURING = 4 * 2**20
LOCKED = "这个文件加了密码，打不开。请去掉密码再传。"
TOO_BIG = "这个文件解开以后太大了。请只留要公开的内容，另存一份再传。"
DAMAGED = "这个文件坏了，或者没有传完，打不开。请打开看看，另存一份再传。"
MACROS = "这个文件里带有宏（小程序），为了安全不能传。请另存为不带宏的文件再传。"
NESTED = "这个文件里还嵌着别的文件（附件、对象），为了安全不能传。请把它删掉，或者贴成图片，再传。"
REMOTE = "这个文件连着网上的模板或内容，为了安全不能传。请断开链接，另存一份再传。"

_MACRO = re.compile(r"vbaProject|vbaData|activeX|macrosheets|\.bin$(?<!printerSettings\d\.bin)", re.IGNORECASE)
_NESTED = re.compile(r"/embeddings/|/oleObject|afchunk", re.IGNORECASE)
_HARMLESS_BIN = re.compile(r"printerSettings|/media/|/fonts?/", re.IGNORECASE)
_OUTSIDE = re.compile(
    rb'(?is)<Relationship\b(?=[^>]*TargetMode\s*=\s*["\']External)(?=[^>]*Target\s*=\s*["\'](?:https?|ftp|file:/*[^/"\']+\.|\\\\))[^>]*>'
)
_LOADS_BY_ITSELF = re.compile(
    rb"(?i)/relationships/(?:attachedTemplate|oleObject|frame|subDocument|image|externalLink)\b"
)


Places = tuple[tuple[re.Pattern[str], str], ...]
BESIDE: Places = ((re.compile(r"docProps/"), "文件属性"), (re.compile(r"\.rels$"), "链接"))


def where(name: str, own: Places, otherwise: str) -> str:
    """What people call the part of an office file in which a member's words stand."""
    return next((says for pattern, says in (*own, *BESIDE) if pattern.search(name)), otherwise)


def look_inside(data: bytes, too_big: str = TOO_BIG) -> tuple[str, ...]:
    """The names of the members. Raises Unreadable for a bomb or a password; zipfile's errors mean a broken file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_EXPANDED:
        raise Unreadable(too_big)
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(LOCKED)
    return tuple(member.filename for member in members)


def check_office(data: bytes) -> zipfile.ZipFile:
    """The opened archive of an office file that holds nothing that runs, nests or loads. Raises Unreadable."""
    names = look_inside(data)
    archive = zipfile.ZipFile(io.BytesIO(data))
    for member in archive.infolist():
        steep = member.file_size > WORTH_MEASURING and member.file_size > STEEPEST * max(1, member.compress_size)
        if steep or (
            is_xml(member.filename) and member.file_size > LARGEST_XML and "/worksheets/" not in member.filename
        ):
            raise Unreadable(TOO_BIG)
    if any(_MACRO.search(name) and not _HARMLESS_BIN.search(name) for name in names):
        raise Unreadable(MACROS)
    if any(_NESTED.search(f"/{name}") for name in names):
        raise Unreadable(NESTED)
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise Unreadable(MACROS)
    for name in names:
        if name.endswith(".rels") and any(_LOADS_BY_ITSELF.search(tag) for tag in _OUTSIDE.findall(archive.read(name))):
            raise Unreadable(REMOTE)
    return archive


def is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def parse(raw: bytes) -> Element:
    """The tree of a member. Raises Unreadable for one that defines entities: no office program writes that."""
    head = raw[:4096].replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"<!ENTITY" in raw:
        raise Unreadable(DAMAGED)
    return ElementTree.fromstring(raw)


def local(name: str) -> str:
    """A tag or attribute without its namespace."""
    return name.rpartition("}")[2]


_WRITTEN_BY_PEOPLE = (
    "descr title alt name tooltip display caption author initials displayName userId providerId v prompt promptTitle "
    "error errorTitle Target location comment fmla formula1"
)
SAID_BY_ATTRIBUTES = frozenset(_WRITTEN_BY_PEOPLE.split())
_SAID_BY_PROGRAMS = (
    "Application AppVersion Template TotalTime Pages Words Characters CharactersWithSpaces Lines Paragraphs DocSecurity ScaleCrop "
    "LinksUpToDate SharedDoc HyperlinksChanged HyperlinkBase revision created modified lastPrinted"
)
SAID_BY_PROGRAMS = frozenset(_SAID_BY_PROGRAMS.split())


def sayings(element: Element, together: frozenset[str]) -> Iterator[str]:
    """Every text in a tree; what lies in one element of `together` is one text. Attributes that people write too."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        tag = local(one.tag)
        if tag in SAID_BY_PROGRAMS:
            continue
        if tag in together:
            yield from (said for deeper in one.iter() for said in _attributes(deeper))
            yield "".join(one.itertext()).strip()
        else:
            yield from _attributes(one)
            yield (one.text or "").strip()
            waiting += reversed(one)
        yield (one.tail or "").strip() if one is not element else ""


def _attributes(element: Element) -> Iterator[str]:
    """What people wrote into attributes; of links only those that lead out of the file."""
    for name, value in element.attrib.items():
        said = local(name) in SAID_BY_ATTRIBUTES and value.strip()
        if said and (local(name) != "Target" or element.get("TargetMode") == "External"):
            yield said
