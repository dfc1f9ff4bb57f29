"""One short code, carried by a person, makes two machines sure of each other; whoever does not know it gets nothing in between."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from terminal.errors import Refused
from terminal.journal.chain import canonical, parse
from terminal.sync import pairing
from terminal.sync.pairing import Paper, Request

KEY, OTHER = Ed25519PrivateKey.from_private_bytes(b"k" * 32), Ed25519PrivateKey.from_private_bytes(b"o" * 32)
CODE = "7K2M9QXW4D3F"
SECRET = pairing.secret_of(CODE)


def asked(key: Ed25519PrivateKey = KEY) -> Paper:
    return pairing.ask(CODE, "石桥村", SECRET, key)


def test_a_request_names_its_key_and_knows_the_code():
    paper = asked()
    said, signer = pairing.read(paper, Request)
    assert (said.public, said.code) == (signer, CODE[:4])
    assert pairing.is_marked(paper, SECRET)


def test_the_code_itself_is_in_no_paper():
    assert CODE not in asked().text and CODE[4:] not in asked().text


def test_who_guesses_the_code_is_told_apart():
    assert not pairing.is_marked(asked(), pairing.secret_of("7K2M9QXW4D3G"))


def test_another_key_put_in_between_is_found_by_signature_or_mark():
    paper = asked()
    fields = parse(paper.text.removesuffix("\n"))
    theirs = asked(OTHER)
    swapped = canonical(fields | {"public": parse(theirs.text.removesuffix("\n"))["public"]}) + "\n"
    with pytest.raises(Refused):
        pairing.read(Paper(swapped, paper.signature), Request)
    signed_anew = Paper(swapped, pairing.sshsig.sign(swapped.encode(), OTHER, pairing.NAMESPACE).decode())
    assert not pairing.is_marked(signed_anew, SECRET)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: replace(one, text=one.text[:-2]),
        lambda one: replace(one, text=one.text.replace("石桥村", "石桥庄")),
        lambda one: replace(one, text="{}\n"),
        lambda one: replace(one, text="[" * 5000),
        lambda one: replace(one, text="\ud800"),
        lambda one: replace(one, text="x" * 70_000),
        lambda one: replace(one, signature=""),
        lambda one: replace(one, signature="签名"),
        lambda one: replace(one, signature=one.signature.replace("A", "B", 1)),
    ],
    ids=["cut", "changed", "empty", "deep", "lone surrogate", "long", "no signature", "no ascii", "other signature"],
)
def test_a_spoilt_request_is_refused_with_a_sentence(spoil):
    with pytest.raises(Refused) as refused:
        pairing.read(spoil(asked()), Request)
    assert refused.value.problems[0].says.endswith("）")


@pytest.mark.parametrize("typed", ["7k2m-9qxw-4d3f", " 7K2M 9QXW 4D3F ", "7K2M9QXW4D3F"])
def test_a_code_is_read_as_people_type_it(typed):
    assert pairing.tidy(typed) == CODE


def test_letters_that_look_like_digits_are_digits():
    assert pairing.tidy("OIL2-9QXW-4D3F") == "01129QXW4D3F"


@pytest.mark.parametrize(
    "typed", ["", "7K2M", "7K2M9QXW4D3FX", "7K2M9QXW4D3U", "七千二百号配对码啊啊啊啊", "7K2M9QXW4D3\0"]
)
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(Refused):
        pairing.tidy(typed)


def test_a_card_says_where_and_whose_key():
    said = pairing.read_card(pairing.card("https://open.example.gov.cn", CODE, b"c" * 32))
    assert (said.address, said.code, len(said.county)) == ("https://open.example.gov.cn", CODE, 64)
    assert pairing.read_card("7k2m-9qxw-4d3f", "http://x") == pairing.Card("http://x", CODE)


@pytest.mark.parametrize(
    "said",
    ["sync-pair/1", "sync-pair/1 a b", f"sync-pair/1 http://x {CODE} zz", f"sync-pair/2 http://x {CODE} {'0' * 64}"],
)
def test_a_torn_card_is_refused(said):
    with pytest.raises(Refused):
        pairing.read_card(said)


def test_codes_are_chance():
    codes = {pairing.new_code() for _ in range(200)}
    assert len(codes) == 200 and all(pairing.tidy(one) == one for one in codes)
