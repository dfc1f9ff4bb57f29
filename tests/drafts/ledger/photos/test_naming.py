"""Which voucher a picture belongs to, by what its file is called."""

import pytest

from terminal.drafts.ledger.photos.naming import number_in

NUMBERS = {"记-12", "记-1", "收-3", "付-3", "7"}


@pytest.mark.parametrize(
    ("name", "number"),
    [
        pytest.param("记-12.jpg", "记-12", id="as in the books"),
        pytest.param("记12.JPG", "记-12", id="without the hyphen"),
        pytest.param("记字第0012号.png", "记-12", id="in full"),
        pytest.param("12.jpg", "记-12", id="only the number"),
        pytest.param("0012-1.jpg", "记-12", id="first page"),
        pytest.param("记-12(2).jpg", "记-12", id="second page"),
        pytest.param("记－１２.jpg", "记-12", id="full width"),
        pytest.param("凭证12_3.jpeg", "记-12", id="with the word"),
        pytest.param("7.jpg", "7", id="a bare number in the books"),
        pytest.param("记-7.jpg", "7", id="the word is not in the books"),
        pytest.param("付-3.jpg", "付-3", id="the word decides"),
        pytest.param("3.jpg", "", id="two vouchers fit"),
        pytest.param("记-99.jpg", "", id="no such voucher"),
        pytest.param("IMG_2034.jpg", "", id="a camera's own name"),
        pytest.param("20260512.jpg", "", id="a day"),
        pytest.param("电费.jpg", "", id="words"),
        pytest.param("", "", id="no name"),
    ],
)
def test_a_file_name_means_one_voucher_or_none(name, number):
    assert number_in(name, NUMBERS) == number
