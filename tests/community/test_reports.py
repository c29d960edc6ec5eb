"""Reports and what operators decide, on both engines."""

from typing import Any

import pytest
from tests.characters.conftest import Room
from tests.conftest import Run

from greenroom.accounts import audit, service
from greenroom.accounts.model import Caller
from greenroom.accounts.operators import name_operator
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.discovery.model import Wanted
from greenroom.characters.model import Character, Record
from greenroom.characters.standings import standing
from greenroom.community.reports import approve, list_reports, list_waiting, report, withhold
from greenroom.database import Database, Transaction
from greenroom.problems import BadValue, NotAdmitted, NotFound, Problem, Withheld


@pytest.fixture
def operator(room: Room) -> Caller:
    found = room.newcomer("operator")
    room.write(name_operator, "operator")
    return found


def public(room: Room, who: Caller, name: str = "Nora", **options: Any) -> Record:
    return room.create(who, Character(name=name, visibility="public"), **options)


def found(room: Room) -> list[str]:
    return [one.record.character.name for one in room.read(room.catalogue.discover, Wanted("recent"))]


def seen_by(room: Room, who: Caller, record: Record, share_id: str | None = None) -> bool:
    def unit(db: Transaction) -> bool:
        try:
            room.catalogue.conversable(db, who.account_id, record.character_id, share_id)
        except NotFound:
            return False
        return True

    return room.read(unit)


def test_a_report_waits_for_an_operator(room: Room, ada: Caller, bob: Caller, operator: Caller) -> None:
    nora = public(room, ada)
    report_id = room.write(report, bob.account_id, nora.character_id, "spam", " Buy now. ")
    (one,) = room.read(list_reports, operator.account_id, 10)
    assert (one.report_id, one.account_id, one.character_id) == (report_id, ada.account_id, nora.character_id)
    assert (one.reporter_id, one.reason, one.text) == (bob.account_id, "spam", "Buy now.")
    assert room.read(list_reports, operator.account_id, 10, report_id) == []
    again = room.write(report, bob.account_id, nora.character_id, "hate", "And worse.")
    assert again == report_id
    assert [one.text for one in room.read(list_reports, operator.account_id, 10)] == ["And worse."]


REFUSED: list[tuple[str, str, type[Problem]]] = [
    ("dull", "", BadValue),
    ("spam", "x" * 2001, BadValue),
    ("spam", "a\0b", BadValue),
]


@pytest.mark.parametrize(("reason", "text", "problem"), REFUSED)
def test_what_can_t_be_is_refused(
    reason: str, text: str, problem: type[Problem], room: Room, ada: Caller, bob: Caller
) -> None:
    nora = public(room, ada)
    with pytest.raises(problem):
        room.write(report, bob.account_id, nora.character_id, reason, text)


def test_what_nobody_is_shown_can_t_be_reported(room: Room, ada: Caller, bob: Caller) -> None:
    private = room.create(ada, Character(name="Nora"))
    unlisted = room.create(ada, Character(name="Vera", visibility="unlisted"))
    shared = room.write(room.catalogue.share, unlisted)
    for name in (private.character_id, unlisted.character_id, "x", "\0"):
        with pytest.raises(NotFound):
            room.write(report, bob.account_id, name, "spam", "")
    with pytest.raises(NotFound):
        room.write(report, bob.account_id, private.character_id, "spam", "", shared.share_id)
    assert room.write(report, bob.account_id, unlisted.character_id, "spam", "", shared.share_id)


def test_only_operators_decide(room: Room, ada: Caller, bob: Caller) -> None:
    nora = public(room, ada)
    for verb, rest in ((withhold, ("because",)), (approve, ())):
        with pytest.raises(NotAdmitted):
            room.write(verb, room.catalogue, bob.account_id, nora.character_id, *rest)
    for read in (list_reports, list_waiting):
        with pytest.raises(NotAdmitted):
            room.read(read, bob.account_id, 10)
    assert found(room) == ["Nora"]


def test_what_is_withheld_is_its_owner_s_alone(
    room: Room, ada: Caller, bob: Caller, operator: Caller
) -> None:
    nora = room.write(room.catalogue.share, public(room, ada))
    room.write(report, bob.account_id, nora.character_id, "spam", "")
    assert seen_by(room, bob, nora)
    room.write(withhold, room.catalogue, operator.account_id, nora.character_id, "It sells things.")
    assert found(room) == []
    assert not seen_by(room, bob, nora)
    assert not seen_by(room, bob, nora, nora.share_id)
    assert seen_by(room, ada, nora)
    assert room.read(list_reports, operator.account_id, 10) == []
    told = room.read(standing, nora)
    assert told
    assert (told.state, told.reason) == ("withheld", "It sells things.")


def test_a_creator_s_page_has_what_anybody_may_discover(
    room: Room, ada: Caller, bob: Caller, operator: Caller
) -> None:
    nora, vera = public(room, ada), public(room, ada, "Vera")
    public(room, bob, "Theo")
    room.create(ada, Character(name="Eve", visibility="unlisted"))
    shown = room.read(room.catalogue.public_of, ada.account_id, 20)
    assert [one.character_id for one in shown] == [vera.character_id, nora.character_id]
    room.write(withhold, room.catalogue, operator.account_id, nora.character_id, "It sells things.")
    shown = room.read(room.catalogue.public_of, ada.account_id, 20)
    assert [one.character.name for one in shown] == ["Vera"]


def test_no_change_of_the_owner_s_brings_it_back(
    room: Room, ada: Caller, bob: Caller, operator: Caller
) -> None:
    nora = public(room, ada)
    room.write(withhold, room.catalogue, operator.account_id, nora.character_id, "It sells things.")
    room.change(ada, nora, name="Vera")
    room.publish(nora)
    room.deploy(ada, room.get(ada, nora.character_id))
    room.work()
    assert found(room) == []
    room.change(ada, nora, visibility="private")
    for visibility in ("public", "unlisted"):
        with pytest.raises(Withheld, match="It sells things"):
            room.change(ada, nora, visibility=visibility)
    room.write(lambda db: room.catalogue.conceal(db, ada.account_id))
    room.write(lambda db: room.catalogue.reveal(db, ada.account_id))
    assert found(room) == []
    room.write(approve, room.catalogue, operator.account_id, nora.character_id)
    assert found(room) == []  # for now it is private
    room.change(ada, nora, visibility="public")
    assert found(room) == ["Vera"]
    assert seen_by(room, bob, nora)


def test_a_reason_is_given(room: Room, ada: Caller, operator: Caller) -> None:
    nora = public(room, ada)
    with pytest.raises(BadValue, match="the owner is told it"):
        room.write(withhold, room.catalogue, operator.account_id, nora.character_id, " ")
    with pytest.raises(NotFound):
        room.write(withhold, room.catalogue, operator.account_id, ada.account_id, "x")


@pytest.mark.parametrize("later", [False, True])
def test_with_review_it_waits_for_approval(
    room: Room, ada: Caller, bob: Caller, operator: Caller, *, later: bool
) -> None:
    room.catalogue = Catalogue(room.catalogue.namings, review=True)
    nora = public(room, ada, live=not later)
    if later:
        room.deploy(ada, nora)
        room.work()
    assert found(room) == []
    assert not seen_by(room, bob, nora)
    assert [one.character_id for one in room.read(list_waiting, operator.account_id, 10)] == [
        nora.character_id
    ]
    room.write(approve, room.catalogue, operator.account_id, nora.character_id)
    assert found(room) == ["Nora"]
    assert seen_by(room, bob, nora)
    room.change(ada, nora, name="Vera")  # whoever was approved goes on
    assert found(room) == ["Vera"]
    assert room.read(list_waiting, operator.account_id, 10) == []


def test_what_is_not_public_waits_for_nobody(room: Room, ada: Caller, operator: Caller) -> None:
    room.catalogue = Catalogue(room.catalogue.namings, review=True)
    room.create(ada, Character(name="Nora"))
    assert room.read(list_waiting, operator.account_id, 10) == []


def test_decisions_and_visibility_are_in_the_trail(
    room: Room, ada: Caller, bob: Caller, operator: Caller
) -> None:
    nora = public(room, ada)
    room.change(ada, nora, visibility="unlisted")
    room.change(ada, nora, visibility="public")
    room.write(report, bob.account_id, nora.character_id, "spam", "secret text")
    room.write(withhold, room.catalogue, operator.account_id, nora.character_id, "It sells things.")
    entries = room.read(audit.of_account, ada.account_id, 10)
    assert [entry.act for entry in entries][::-1] == [
        "account created",
        *["visibility changed"] * 3,
        "character reported",
        "character withheld",
        "report settled",
    ]
    assert "secret text" not in repr(entries)
    assert [one.about.split()[1] for one in entries[-4:-1]] == ["public", "unlisted", "public"]


def test_with_the_reporter_only_the_name_goes(
    room: Room, ada: Caller, bob: Caller, operator: Caller, database: Database, run: Run
) -> None:
    nora = public(room, ada)
    room.write(report, bob.account_id, nora.character_id, "spam", "")
    run(database.write(service.delete_account, bob.account_id))
    (one,) = room.read(list_reports, operator.account_id, 10)
    assert one.reporter_id is None
    room.delete(nora)
    assert room.read(list_reports, operator.account_id, 10) == []
