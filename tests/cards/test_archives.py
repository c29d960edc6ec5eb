"""Archives as hostile or careless programs write them: names that lead elsewhere, links, two entries of one name, large entries."""

import warnings
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from tests.cards.corpus import V3, png, text
from tests.cards.test_file import asset, named, read, with_assets

from greenroom.problems import BadCard

LINK = 0o120777 << 16


def made(*entries: tuple[str | ZipInfo, bytes]) -> bytes:
    out = BytesIO()
    with warnings.catch_warnings(), ZipFile(out, "w", ZIP_DEFLATED) as files:
        warnings.simplefilter("ignore")  # of two entries of one name
        for name, data in entries:
            files.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "../up.json",
        "a/../../up.json",
        "/etc/up.json",
        "C:/up.json",
        "a\\up.json",
        "..\\up.json",
        "a\x07.json",
    ],
)
def test_names_that_lead_elsewhere_are_passed_over(name: str) -> None:
    found = read(made(("card.json", text(V3)), (name, text(named(V3, "Up")))))
    assert [one.character.name for one in found.characters] == ["Ada"]
    assert "safe" in " ".join(found.warnings)


def test_a_link_is_passed_over() -> None:
    link = ZipInfo("link.json")
    link.create_system, link.external_attr = 3, LINK
    found = read(made(("card.json", text(V3)), (link, b"/etc/passwd")))
    assert [one.character.name for one in found.characters] == ["Ada"]
    with pytest.raises(BadCard):
        read(made((link, b"/etc/passwd")))


def test_of_two_entries_of_one_name_the_last_counts() -> None:
    found = read(made(("card.json", text(named(V3, "First"))), ("card.json", text(named(V3, "Last")))))
    assert found.characters[0].character.name == "Last"


def test_an_asset_that_is_too_large_is_not_read() -> None:
    card = with_assets(asset("embeded://large.bin", "x_model", "m"), asset("embeded://main.png"))
    large = (ZipInfo("large.bin"), bytes(51 << 20))  # as it is, not packed
    (one,) = read(made(("card.json", text(card)), large, ("main.png", png()))).characters
    assert one.avatar == png()
    with pytest.raises(BadCard):
        one.assets[0].read()
