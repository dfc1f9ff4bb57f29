"""Bytes become text only when they are text; everything else gets a sentence."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.text.decoding import decode

SAID = "石桥村 2026 年第三季度低保名单公示：共 12 户，26 人。\n"


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as pack:
        pack.writestr("word/document.xml", "<w/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(SAID.encode(), "UTF-8", id="UTF-8"),
        pytest.param(SAID.encode("utf-8-sig"), "UTF-8", id="UTF-8 with a mark"),
        pytest.param(SAID.encode("gb18030"), "GB18030", id="GB18030"),
        pytest.param(SAID.encode("gbk"), "GB18030", id="GBK"),
    ],
)
def test_text_is_read_whatever_office_wrote_it(data, encoding):
    decoded = decode(data)
    assert decoded.text == SAID
    assert decoded.encoding == encoding


def test_rare_characters_survive_in_gb18030():
    assert decode("姓𠮷的㐂家\n".encode("gb18030")).text == "姓𠮷的㐂家\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "空的", id="empty"),
        pytest.param(b" \r\n\t\n", "空的", id="only blanks"),
        pytest.param(b"\xef\xbb\xbf", "空的", id="only a mark"),
        pytest.param(b"\xef\xbb\xbf\r\n", "空的", id="a mark and a line end"),
        pytest.param(SAID.encode("utf-16"), "看不出", id="UTF-16"),
        pytest.param(SAID.encode("utf-16-le"), "看不出", id="UTF-16 without a mark"),
        pytest.param(SAID.encode("utf-16-be"), "看不出", id="UTF-16 the other way"),
        pytest.param(zipped(), "Word、Excel", id="docx or xlsx"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "旧版", id="doc or xls"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF", id="PDF"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF", "图片", id="JPEG"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(20), "图片", id="PNG"),
        pytest.param(bytes(1000), "看不出", id="zeros"),
        pytest.param(bytes(range(256)) * 4, "看不出", id="every byte"),
        pytest.param(SAID.encode()[:-1] + b"\xff\xfe\xfd", "看不出", id="torn at the end"),
    ],
)
def test_what_is_no_text_gets_a_sentence(data, words):
    with pytest.raises(ValueError, match=words) as refused:
        decode(data)
    assert str(refused.value).endswith("。")


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_sentence(data):
    try:
        decoded = decode(data)
    except ValueError as refused:
        assert str(refused).endswith("。")
        assert not isinstance(refused, UnicodeError)
    else:
        assert decoded.text.strip()


@given(
    st.text(st.sampled_from("低保公示2026年，。\n\t abc"), min_size=1).filter(str.strip),
    st.sampled_from(["utf-8", "gb18030"]),
)
def test_written_text_is_read_in_its_own_encoding_unless_it_reads_both_ways(text, encoding):
    data = text.encode(encoding)
    decoded = decode(data)
    assert decoded.text.encode(encoding if decoded.encoding != "UTF-8" else "utf-8") == data
