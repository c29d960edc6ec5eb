import pytest
from tests.characters.conftest import Room

from greenroom.accounts import audit
from greenroom.accounts.model import Caller
from greenroom.accounts.operators import name_operator
from greenroom.characters.discovery.model import Wanted
from greenroom.characters.model import Character
from greenroom.community.suspensions import free, suspend
from greenroom.problems import BadValue, NotAdmitted, NotFound


def test_an_operator_stops_an_account_and_frees_it(room: Room, ada: Caller, bob: Caller) -> None:
    room.write(name_operator, "ada")
    room.create(bob, Character(name="Nora", visibility="public"))
    room.write(suspend, room.catalogue, ada.account_id, "@bob", "It sells things.")
    assert room.read(room.catalogue.discover, Wanted()) == []
    assert room.write(free, room.catalogue, ada.account_id, "bob").suspended_at is None
    assert len(room.read(room.catalogue.discover, Wanted())) == 1
    acts = [(entry.act, entry.actor_id) for entry in room.read(audit.of_account, bob.account_id, 2)]
    assert acts == [("account freed", ada.account_id), ("account suspended", ada.account_id)]


def test_nobody_else_does(room: Room, ada: Caller, bob: Caller) -> None:
    with pytest.raises(NotAdmitted):
        room.write(suspend, room.catalogue, ada.account_id, "bob", "Spite.")
    with pytest.raises(NotAdmitted):
        room.write(free, room.catalogue, bob.account_id, "bob")


@pytest.mark.parametrize(
    ("handle", "reason", "problem"),
    [
        ("bob", " ", BadValue),
        ("bob", "x" * 501, BadValue),
        ("ada", "Me.", BadValue),
        ("eve", "Her.", NotFound),
    ],
)
def test_what_can_t_be_is_refused(
    handle: str, reason: str, problem: type[Exception], room: Room, ada: Caller, bob: Caller
) -> None:
    room.write(name_operator, "ada")
    with pytest.raises(problem):
        room.write(suspend, room.catalogue, ada.account_id, handle, reason)
    assert room.read(audit.of_account, bob.account_id, 1)[0].act == "account created"
