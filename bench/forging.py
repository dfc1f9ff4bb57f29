"""Taking a bundle apart and putting it together again as somebody would who wants it believed."""

import hashlib
import io
import json
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from terminal.bundle import bag, container, packing, sshsig, thin
from terminal.bundle.container import Stored
from terminal.bundle.envelope import name_of, read_envelope
from terminal.journal.chain import canonical, digest
from terminal.journal.keys import origin_of, public_bytes

KEY = Ed25519PrivateKey.from_private_bytes(hashlib.sha256("演示用的密钥，谁都知道".encode()).digest())
ORIGIN = origin_of(KEY)


class Parts(msgspec.Struct):
    """A bundle in pieces: its folder, and every file by its path below the folder."""

    folder: str
    files: dict[str, bytes]

    @classmethod
    def of(cls, data: bytes) -> "Parts":
        file = io.BytesIO(data)
        members = container.scan(file)
        folder = members[0].name.partition("/")[0]
        return cls(folder, {one.name.removeprefix(f"{folder}/"): container.bytes_of(file, one) for one in members})

    @property
    def envelope(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.files[bag.ENVELOPE])
        return found

    @envelope.setter
    def envelope(self, fields: dict[str, Any]) -> None:
        self.files[bag.ENVELOPE] = (canonical(fields) + "\n").encode()

    def lines(self, name: str) -> list[bytes]:
        packed = self.packed(name)
        return packing.unpack(self.files[packed], self.envelope[self._raw(name)]["size"], packed[-3:]).split(b"\n")[:-1]

    def packed(self, name: str) -> str:
        """The file in which the log or the bodies lie."""
        (found,) = (one for one in self.files if one.startswith(f"{name}."))
        return found

    def put_lines(self, name: str, lines: list[bytes]) -> None:
        """These lines, packed, and the envelope saying so; those of the log are thin."""
        data = b"".join(line + b"\n" for line in lines)
        del self.files[self.packed(name)]
        ending, packed = packing.pack(data)
        self.files[name + ending] = packed
        raw = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        self.envelope = self.envelope | {self._raw(name): raw}

    @staticmethod
    def _raw(name: str) -> str:
        return "log_raw" if name == bag.LOG else "bodies_raw"

    def rename(self) -> "Parts":
        """The name the envelope asks for, where the envelope can be read."""
        one = read_envelope(self.envelope)
        self.folder = name_of(one.kind, one.origin, one.epoch, one.from_seq, one.head_seq, one.blobs)
        self.envelope = self.envelope | {"bundle": self.folder}
        return self

    def rechain(self) -> "Parts":
        """The head as the lines have it now; everything between follows from them."""
        log, bodies = ([line.decode() for line in self.lines(name)] for name in (bag.LOG, bag.BODIES))
        for header in thin.restored(log, bodies, self.envelope["from_prev"]):
            self.envelope = self.envelope | {"head_hash": digest(header)}
        return self

    def reinfo(self) -> "Parts":
        """Payload-Oxum of what is there now."""
        right = f"Payload-Oxum: {bag.oxum(len(data) for name, data in self.files.items() if name not in bag.TAGS)}"
        lines = self.files[bag.BAG_INFO].decode(errors="surrogateescape").split("\n")
        kept = [right if line.startswith("Payload-Oxum") else line for line in lines]
        self.files[bag.BAG_INFO] = "\n".join(kept).encode(errors="surrogateescape")
        return self

    def remanifest(self) -> "Parts":
        """Both manifests of what is there now."""
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in self.files.items()}
        payload = {name: sha256 for name, sha256 in hashes.items() if name not in bag.TAGS}
        self.files[bag.MANIFEST] = bag.manifest(payload)
        hashes[bag.MANIFEST] = hashlib.sha256(self.files[bag.MANIFEST]).hexdigest()
        self.files[bag.TAGMANIFEST] = bag.manifest({name: hashes[name] for name in bag.LISTED if name in hashes})
        return self

    def sign(self, key: Ed25519PrivateKey = KEY) -> "Parts":
        self.files[bag.SIGNATURE] = sshsig.sign(self.files[bag.TAGMANIFEST], key)
        return self

    def as_signer(self, key: Ed25519PrivateKey) -> "Parts":
        """The envelope naming this key as its own."""
        self.envelope = self.envelope | {"key_id": sshsig.key_id(public_bytes(key))}
        return self

    def honest(self, key: Ed25519PrivateKey = KEY) -> bytes:
        """Everything around the content done right: counts, manifests, signature, container."""
        return self.reinfo().remanifest().sign(key).zipped()

    def zipped(self, order: list[str] | None = None) -> bytes:
        """The container, members in the order of the format unless another is given."""
        usual = [*(name for name in bag.TAGS if name in self.files), *sorted(set(self.files) - set(bag.TAGS))]
        members = [Stored.of(f"{self.folder}/{name}", self.files[name]) for name in order or usual]
        return b"".join(container.pieces(members))
