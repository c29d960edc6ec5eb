from greenroom.dialects.kit.creators import creator_id


def test_an_account_is_known_by_the_end_of_its_id() -> None:
    assert creator_id("01a20000-0000-7000-8123-456789abcdef") == "usr_8123456789abcdef"
