"""Check a bundle with nothing but Python and ssh-keygen: python3 verify_bundle.py FILE. Written from FORMAT.md alone."""

import base64
import json
import lzma
import re
import struct
import subprocess
import sys
import tempfile
import unicodedata
import zlib
from hashlib import sha256
from pathlib import Path

TAGS = "tagmanifest-sha256.txt tagmanifest-sha256.txt.sig bag-info.txt bagit.txt envelope.json manifest-sha256.txt"
TAGMANIFEST, SIGNATURE, INFO, BAGIT, ENVELOPE, MANIFEST = TAGS.split()
MIB, LINES = 1 << 20, [f"data/{name}.jsonl.{ending}" for name in ("log", "bodies") for ending in ("gz", "xz")]
MOST = dict(zip(TAGS.split() + LINES, [1024, 1024, 8192, 1024, 4 * MIB, 2 * MIB] + [17 * MIB] * 4, strict=True))
MAGIC, KINDS = (b"\x1f\x8b\x08\0\0\0\0\0\2\xff", b"\xfd7zXZ\0"), {"up": "up:", "down": "down:", "blobs": "up:"}
BLOB, OTHER = re.compile(r"data/blobs/sha256/[0-9a-f]{64}(\.p\d{4})?"), re.compile(r"data/[a-z0-9][a-z0-9._-]{0,40}")
ASKED = "ssh-keygen -Y verify -I writer -n sync-bundle@v1 -f allowed -s s"
SHAPES = (("at body clk kind obj origin prev", str), ("boot epoch kv mono seen seq v", int))


def need(right, code):
    if not right:
        raise ValueError(code)


def opened(data):
    """§2, §3, §9: byte for byte the same file from its members; the folder, and the files by their path below it."""
    count, offset, files, directory, again = struct.unpack_from("<H", data, len(data) - 12)[0], 0, {}, b"", []
    for _ in range(count if count <= 10_000 and len(data) <= 512 * MIB else need(False, "quota")):
        size, length = struct.unpack_from("<IH", data, offset + 22)
        name, body = data[offset + 30 : offset + 30 + length], data[offset + 30 + length : offset + 30 + length + size]
        common = struct.pack("<5H3I2H", 10, 0x800, 0, 0, 0x21, zlib.crc32(body), len(body), len(body), length, 0)
        directory += b"PK\1\2\x0a\0" + common + struct.pack("<3H2I", 0, 0, 0, 0, offset) + name
        again += [b"PK\3\4", common, name, body]
        need(re.fullmatch(rb"[\w-]+(/[\w-][\w.-]*)+", name) and name.decode() not in files, "bad-format/layout")
        files[name.decode()] = body
        offset += 30 + length + size
    end = b"PK\5\6" + struct.pack("<4H2IH", 0, 0, len(files), len(files), len(directory), offset, 0)
    need(b"".join([*again, directory, end]) == data, "bad-format/not-canonical")
    folder = next(iter(files), "/").split("/")[0]
    inner = {name.removeprefix(folder + "/"): body for name, body in files.items() if name.startswith(folder + "/")}
    payload, others = list(inner)[6:], [name for name in inner if OTHER.fullmatch(name) and name not in MOST]
    right = list(inner)[:6] == TAGS.split() and payload == sorted(payload) != []
    need(right and len(others) <= 8 and len(inner) == len(files), "bad-format/layout")
    most = MOST | dict.fromkeys(others, 65536) | dict.fromkeys(filter(BLOB.fullmatch, inner), 20 * MIB)
    need(all(len(body) <= most.get(name, -1) for name, body in inner.items()), "bad-format/layout or quota/too-large")
    for manifest, listed in ((MANIFEST, payload), (TAGMANIFEST, [INFO, BAGIT, ENVELOPE, MANIFEST])):
        need("".join(f"{sha256(inner[n]).hexdigest()}  {n}\n" for n in listed).encode() == inner[manifest], "manifest")
    oxum = f"\nPayload-Oxum: {sum(len(inner[name]) for name in payload)}.{len(payload)}\n".encode()
    need(oxum in b"\n" + inner[INFO] and inner[BAGIT].split()[1::2] == [b"1.0", b"UTF-8"], "bad-format/bagit")
    return folder, inner


def signer(files):
    """§5: the form of the signature here, the rest by ssh-keygen; the public key as in SSH, 51 bytes."""
    blob, string = base64.b64decode(files[SIGNATURE][30:-29]), lambda one: struct.pack(">I", len(one)) + one
    folded, algorithm = re.sub("(.{1,70})", r"\1\n", base64.b64encode(blob).decode()), string(b"ssh-ed25519")
    right = f"-----BEGIN SSH SIGNATURE-----\n{folded}-----END SSH SIGNATURE-----\n".encode() == files[SIGNATURE]
    key, made = algorithm + string(blob[33:65]), algorithm + string(blob[-64:])
    inner = b"".join(map(string, (key, b"sync-bundle@v1", b"", b"sha512", made)))
    need(right and blob == b"SSHSIG\0\0\0\1" + inner, "bad-sig/sig-form")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "s").write_bytes(files[SIGNATURE])
        Path(folder, "allowed").write_bytes(b"writer ssh-ed25519 " + base64.b64encode(key) + b"\n")
        done = subprocess.run(ASKED.split(), cwd=folder, input=files[TAGMANIFEST], capture_output=True, check=False)
    need(done.returncode == 0, "bad-sig/signature")
    return key


def canonical(line):
    """§1.2: what a canonical line says."""
    near = {"parse_int": lambda n: n if abs(int(n)) >> 53 else int(n), "parse_float": str, "parse_constant": str}
    said = json.loads(line, **near)
    again = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    need(isinstance(said, dict) and unicodedata.normalize("NFC", again) == line, "bad-format/canonical")
    return said


def lines(files, name, raw):
    """§3.5: the lines, never more than announced."""
    ((ending, packed),) = ((path[-3:], body) for path, body in files.items() if path in LINES and name in path)
    need(raw["size"] <= 16 * MIB and raw["size"] <= 200 * len(packed), "quota/ratio")
    inflater = zlib.decompressobj(31) if ending == ".gz" else lzma.LZMADecompressor(lzma.FORMAT_XZ, 16 * MIB)
    data = inflater.decompress(packed, raw["size"] + 1)
    need(inflater.eof and not inflater.unused_data and packed.startswith(MAGIC), "bad-format/packed")
    need([len(data), sha256(data).hexdigest(), data[-1:]] == [raw["size"], raw["sha256"], b"\n"], "bad-format/raw")
    return data.decode()[:-1].split("\n")


def attachments(value):
    """§1.6: hash and size of what a body names."""
    if isinstance(value, dict) and re.fullmatch("[0-9a-f]{64}", str(value.get("sha256"))) and "media_type" in value:
        yield value["sha256"], value["size"]
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from attachments(inner)


def chain(one, log, bodies):
    """§3.6, §4.2, §4.4: headers, bodies and attachments hold together."""
    need(len(log) == len(bodies) == one["head_seq"] - one["from_seq"] + 1 <= 5000, "bad-format/count")
    prev, schema, named = one["from_prev"], {}, {}
    for seq, (line, body) in enumerate(zip(log, bodies, strict=True), one["from_seq"]):
        header = canonical(line)
        need("prev" not in header and ("body" in header) == (not body), f"bad-format/header {seq}")
        header |= {"prev": prev} | ({"body": sha256(body.encode()).hexdigest()} if body else {})
        line = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        need(len(line) <= 1024 and len(body.encode()) <= 262144, "quota/too-large")
        right = header.items() >= {"v": 1, "origin": one["origin"], "epoch": one["epoch"], "seq": seq}.items()
        shapes = (type(header[name]) is kind for names, kind in SHAPES for name in names.split())
        need(right and all(shapes), f"bad-format/place {seq}")
        named |= dict(attachments(canonical(body))) if body else {}
        schema[header["kind"]], prev = max(header["kv"], schema.get(header["kind"], 0)), sha256(line).hexdigest()
    need(prev == one["head_hash"] and schema == one["schema"], "bad-format/chain")
    here, pending = {blob["sha256"]: blob["size"] for blob in one["blobs"]}, set(one["blobs_pending"])
    need(here.items() <= named.items() and pending == named.keys() - here.keys(), "bad-format/blobs")


def check(data):
    """All of §6 but the receiver's part; what it is, in a sentence."""
    folder, files = opened(data)
    key, one = signer(files), canonical(files[ENVELOPE].decode()[:-1])
    what = [files[ENVELOPE][-1:], one["format"].split(".")[0], one["suite"], one["kind"] in KINDS]
    need(what == [b"\n", "sync-bundle/1", "ed25519-sha256-age1", True], "unsupported")
    listed = "".join(f"{blob['sha256']} {blob.get('part', 0)}\n" for blob in one["blobs"]).encode()
    name = f"{one['kind']}_{one['origin']}_e{one['epoch']}_{one['from_seq']:06}-{one['head_seq']:06}"
    name += f"_{sha256(listed).hexdigest()[:8]}" if one["kind"] == "blobs" else ""
    need([folder, one["bundle"], one["log"]] == [name, name, KINDS[one["kind"]] + one["origin"]], "bad-format/name")
    key_id, own = base64.b64encode(sha256(key).digest()).decode()[:43], base64.b32encode(sha256(key[-32:]).digest())
    need([one["key_id"], one["origin"]] == ["SHA256:" + key_id, "t-" + own.decode()[:10].lower()], "bad-sig/key-id")
    if one["kind"] != "blobs" or need(not one["blobs_pending"] and not one["schema"], "bad-format/envelope"):
        chain(one, *(lines(files, name, one[f"{name}_raw"]) for name in ("log", "bodies")))
    for blob in one["blobs"]:
        part, parts = blob.get("part", 0), blob.get("parts", 1)
        body = files.pop(f"data/blobs/sha256/{blob['sha256']}" + (f".p{part:04}" if parts > 1 else ""))
        need(sha256(body).hexdigest() == blob["sha256"] if parts == 1 else len(body) <= 4 * MIB, "bad-format/blobs")
    need(not any(map(BLOB.fullmatch, files)), "bad-format/blobs")
    return f"good: {name}, lines {one['from_seq']} to {one['head_seq']}, to {one['to']}\n"


if __name__ == "__main__":
    try:
        sys.stdout.write(check(Path(sys.argv[1]).read_bytes()))
    except (ValueError, KeyError, TypeError, struct.error, zlib.error, lzma.LZMAError, OSError) as wrong:
        sys.exit(f"not accepted: {type(wrong).__name__} {wrong}")
