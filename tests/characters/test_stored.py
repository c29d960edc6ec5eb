from msgspec.structs import replace

from greenroom.characters import store
from greenroom.characters.model import Character, blank_record
from greenroom.characters.stored import Stored, decoded


def test_a_stored_character_is_the_record_that_it_was_made_of() -> None:
    record = replace(blank_record("account", "ada", 1), character_id="id", character=Character(name="Nora"))
    stored = Stored(record.around, store.encode(record.character))
    assert stored.character_id == "id"
    assert decoded(stored) == decoded(record) == record


def test_it_may_be_called_something_else() -> None:
    record = replace(blank_record("account", "ada", 1), container="beds")
    stored = Stored(record.around, store.encode(record.character))
    assert stored.called("Nora").record() == replace(record, address="Nora")
