"""Tastes: what somebody chose to be shown, and nobody else's choice."""

from tests.characters.conftest import Room

from greenroom.accounts.model import Caller
from greenroom.community.blocks import block
from greenroom.community.tastes import NOBODYS, Taste, choose, taste
from greenroom.database import Transaction


def test_what_somebody_chose_is_theirs_alone(room: Room, ada: Caller, bob: Caller) -> None:
    def adults(db: Transaction, mature: str) -> None:
        choose(db, ada.account_id, mature=mature == "yes")

    assert room.read(taste, ada.account_id) == room.read(taste, "") == NOBODYS == Taste()
    room.write(adults, "yes")
    room.write(block, ada.account_id, f"@{bob.handle}")
    assert room.read(taste, ada.account_id) == Taste(mature=True, hidden=(bob.account_id,))
    assert room.read(taste, bob.account_id) == NOBODYS
    room.write(adults, "no")
    assert not room.read(taste, ada.account_id).mature
