"""A villager writes, gets a code, and finds the answer by it."""


def test_the_form_is_one_page_that_works_without_a_script(visit):
    page = visit.get("/feedback/new")
    assert page.h1 == "意见箱"
    assert len(page.select("form[method=post]")) == 1
