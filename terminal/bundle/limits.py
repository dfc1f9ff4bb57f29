"""The numbers of FORMAT.md §9; nothing is read into memory before its size was held against them."""

KIB, MIB = 1024, 1024 * 1024

BUNDLE = 512 * MIB  # a whole file
PREFERRED = 64 * MIB  # what a writer keeps to
MEMBERS = 10_000
EVENTS = 5_000
HEADER = KIB
BODY = 256 * KIB
RAW = 16 * MIB  # log or bodies, unpacked
PACKED = 17 * MIB  # log or bodies, as they lie in the file
RATIO = 200
BLOB = 20 * MIB
PART = 4 * MIB
PENDING = 20_000
EXTRA = 64 * KIB  # a payload file this version does not know
EXTRAS = 8

TAGS = {
    "tagmanifest-sha256.txt": KIB,
    "tagmanifest-sha256.txt.sig": KIB,
    "bag-info.txt": 8 * KIB,
    "bagit.txt": KIB,
    "envelope.json": 4 * MIB,
    "manifest-sha256.txt": 2 * MIB,
}
