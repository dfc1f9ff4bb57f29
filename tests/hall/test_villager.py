"""The page of help leads on: to checking a paper, and quietly to the desk."""


def test_help_leads_to_checking_a_paper(visit):
    assert "/verify" in visit.get("/about").links


def test_the_desk_is_reached_from_help_and_stands_on_no_tile(visit):
    assert "/desk/login" in visit.get("/about").links
    assert "/desk/login" not in visit.get("/").links


def test_wherever_a_fingerprint_stands_it_can_be_checked(visit):
    from tests.world import make_disclosure

    header = make_disclosure()
    assert f"/verify?mark={header.body[:12]}" in visit.get("/disclosures/2026-00001").links
