from greenroom.dialects.native.shelves import kept_files, lorebook_id, lorebooks


def test_a_lorebook_is_known_by_its_file_and_its_place() -> None:
    assert lorebook_id("a", "") == lorebook_id("a", "")
    assert (
        len({lorebook_id("a", ""), lorebook_id("b", ""), lorebook_id("a", "x"), lorebook_id("ax", "")}) == 4
    )


def test_shelves_are_an_account_s_own() -> None:
    assert lorebooks("a").account_id == kept_files("a", "c").account_id == "a"
    assert (lorebooks("a").scope, kept_files("a", "c").scope) == ("", "c")
