"""The files that characters were imported from, on both engines."""

from msgspec.structs import replace
from tests.characters.conftest import Room

from greenroom.accounts.model import Caller
from greenroom.assets import store as assets
from greenroom.characters import originals
from greenroom.characters.model import Character
from greenroom.characters.originals import Original

FILE = Original(
    asset_id="",
    sha256="ab" * 32,
    size=9,
    name="ada.png",
    place="",
    container="png",
    format="chara_card_v3",
    avatar="p" * 24,
    report=b"[]",
)


def test_it_is_found_by_its_character_its_digest_and_its_picture(
    room: Room, ada: Caller, bob: Caller
) -> None:
    record, other = (room.create(ada, Character(name=name)) for name in ("Ada", "Other"))
    kept = replace(FILE, asset_id=room.picture(ada, "f"))
    room.write(originals.keep, record, kept)
    room.write(originals.keep, other, replace(FILE, place="b.json"))
    assert room.read(originals.original_of, record) == kept
    assert room.read(originals.from_file, ada.account_id, FILE.sha256) == {
        "": record.character_id,
        "b.json": other.character_id,
    }
    assert room.read(originals.from_file, bob.account_id, FILE.sha256) == {}
    assert room.read(originals.pictured_in, FILE.avatar) == kept
    assert room.read(originals.pictured_in, "q" * 24) is None


def test_a_later_file_takes_its_place(room: Room, ada: Caller) -> None:
    record = room.create(ada, Character(name="Ada"))
    assert room.read(originals.original_of, record) is None
    for name in ("first", "second"):
        room.write(originals.keep, record, replace(FILE, name=name))
    found = room.read(originals.original_of, record)
    assert found
    assert found.name == "second"


def test_it_goes_with_the_character_and_so_do_its_bytes(room: Room, ada: Caller) -> None:
    record = room.create(ada, Character(name="Ada"))
    asset_id = room.picture(ada, "f")
    room.write(originals.keep, record, replace(FILE, asset_id=asset_id))
    assert room.delete(record) == [asset_id]
    assert room.read(originals.from_file, ada.account_id, FILE.sha256) == {}
    assert not room.read(assets.is_kept, ada.account_id, asset_id)
