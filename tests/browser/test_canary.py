"""Five sealed letters with photographs and voice, sent through the browser; then every file is searched for them."""

from concurrent.futures import ThreadPoolExecutor

from bench import canary

FEW = 5


def test_what_stood_in_a_sealed_letter_is_found_in_no_file():
    with ThreadPoolExecutor(1) as apart:  # it brings its own browser, and one thread drives only one
        rows = apart.submit(canary.run, FEW, 1, lambda done: None).result()
    assert {row.what: row.ratio for row in rows if row.better and not row.reached} == {}
