import pytest
from tests.characters.conftest import Room

from greenroom.accounts import service
from greenroom.accounts.model import Caller
from greenroom.community.blocks import block, blocked, unblock
from greenroom.problems import BadValue, NotFound


def test_a_creator_is_blocked_until_it_is_not(room: Room, ada: Caller, bob: Caller) -> None:
    for handle in ("@BOB", "bob"):
        room.write(block, ada.account_id, handle)
    assert room.read(blocked, ada.account_id) == (bob.account_id,)
    assert room.read(blocked, bob.account_id) == ()
    room.write(unblock, ada.account_id, "bob")
    room.write(unblock, ada.account_id, "bob")
    assert room.read(blocked, ada.account_id) == ()


def test_nobody_and_oneself_can_t_be(room: Room, ada: Caller) -> None:
    with pytest.raises(NotFound):
        room.write(block, ada.account_id, "nobody")
    with pytest.raises(NotFound):
        room.write(unblock, ada.account_id, "nobody")
    with pytest.raises(BadValue, match="your own"):
        room.write(block, ada.account_id, "ada")


def test_with_the_creator_the_block_goes(room: Room, ada: Caller, bob: Caller) -> None:
    room.write(block, ada.account_id, "bob")
    room.write(service.delete_account, bob.account_id)
    assert room.read(blocked, ada.account_id) == ()
