"""What is deleted is gone from every table, on both engines."""

from msgspec import Raw
from msgspec.structs import replace
from tests.characters.conftest import Room, with_key
from tests.characters.test_originals import FILE
from tests.tables import NOBODYS, TABLES, count, where

from greenroom.accounts import service, tickets
from greenroom.accounts.idempotency import Made, Request, once
from greenroom.accounts.identities import link
from greenroom.accounts.model import Caller
from greenroom.accounts.operators import name_operator
from greenroom.accounts.passwords import store as passwords
from greenroom.accounts.sessions import store as sessions
from greenroom.accounts.store import SQL as ACCOUNTS
from greenroom.characters import originals, standings, store
from greenroom.characters.knowledge import BigList, Fact, Knowledge, Lorebook, LoreEntry
from greenroom.characters.model import Character, CustomStyle, Greetings, Prompt, Record, Style, Whose
from greenroom.community.appearance import choose_appearance
from greenroom.community.blocks import block
from greenroom.community.reports import report
from greenroom.conversations import messages, personas, stages, threads
from greenroom.conversations import store as talk
from greenroom.conversations.model import Made as How
from greenroom.database import Transaction
from greenroom.places import knowledge
from greenroom.places.containers import ensure_container
from greenroom.places.scenes import SCENES, Scene
from greenroom.places.things import Spot
from greenroom.records import store as records
from greenroom.records.model import Shelf
from greenroom.transfer import claims

CANARIES = tuple(f"canary{number}x" for number in range(14))
_SPARE = iter(CANARIES)


def canary() -> str:
    return next(_SPARE)


WHOLE = Character(
    name=canary(),
    blurb=canary(),
    prompt=Prompt(definition=canary()),
    greetings=Greetings(first=canary(), alternates=(canary(),)),
    style=Style(custom=(CustomStyle(name=canary()),)),
    knowledge=Knowledge(
        facts=BigList.of([Fact(text=canary(), more={"garden": Raw(b'"%b"' % canary().encode())})]),
        older_facts=BigList.of([Fact(text=canary())]),
        common=(canary(),),
        lorebook=Lorebook(entries=BigList.of([LoreEntry(content=canary())])),
    ),
    facets={"garden": Raw(b'"%b"' % canary().encode())},
    unknown={"stable": Raw(b'"%b"' % canary().encode())},
    beside={"name": {"garden": Raw(b'"%b"' % canary().encode())}},
)


OF_ONE_CHARACTER = {"accounts", "handles", "characters", "character_totals", "addresses"}
"""Tables with a row when there is one account with one new character."""


def everywhere(room: Room, who: Caller) -> Record:
    """A character that has left a trace in every table that may hold one."""
    made = room.create(with_key(who, "key1"), WHOLE, "garden", containers={"garden": "Hills"})
    room.deploy(who, made)
    room.work()
    made = room.change(who, made, live=False, avatar=room.picture(who, "A"), visibility="public")
    made = room.change(who, made, live=False, knowledge__facts=BigList.of([Fact(text="Another.")]))
    room.deploy(who, made)
    shelf = Shelf(who.account_id, "garden", "bench", made.character_id)
    room.write(lambda db: records.put(db, shelf, "one", {"wood": WHOLE.name}))
    return room.write(lambda db: room.catalogue.share(db, made))


def test_nothing_of_a_deleted_character_stays_but_its_operations(
    room: Room, ada: Caller, bob: Caller
) -> None:
    before, others = (
        {table: room.read(count, table) for table in TABLES},
        room.create(bob, Character(name="Other")),
    )
    made = everywhere(room, ada)
    found = room.read(where, *CANARIES)
    assert all(found.values())
    traced = {"characters", "addresses", "revisions", "list_items", "deployments", "shares", "asset_uses"}
    traced |= {"records", "discovered"}
    assert room.read(where, made.character_id)[made.character_id] >= traced | {"operations"}
    room.delete(made)
    found = room.read(where, made.character_id, made.share_id or "", *CANARIES)
    assert {text: tables for text, tables in found.items() if tables} == {
        made.character_id: {"operations", "audit"},  # that its visibility changed
        WHOLE.name: {"operations"},  # in the name that the character was asked for by
    }
    room.delete(others)
    after = {table: room.read(count, table) for table in TABLES}
    noted = {"audit": before["audit"] + 2}  # seen by others, and by a link
    assert after == before | {"operations": 2, "character_totals": 2} | noted
    assert room.read(store.total, ada.account_id) == room.read(store.total, bob.account_id) == 0


def test_nothing_of_a_deleted_account_stays_at_all(room: Room, ada: Caller, bob: Caller) -> None:
    made, kept = everywhere(room, ada), room.create(bob, Character(name="Other"), "garden")

    def elsewhere(db: Transaction) -> None:
        ensure_container(db, ada.account_id, "beds", "canary-container")
        spot = Spot(ada.account_id, "beds", "canary-container")
        SCENES.insert(db, spot, ["canary-scene"], Scene(title="canary-title"))
        common = knowledge.Knowledge(records=("canary-record",))
        knowledge.KNOWLEDGE.insert(db, spot, ["canary-knowledge"], common)
        service.create_key(db, ada.account_id, "canary-label", b"secret")
        personas.create(db, ada, "canary-persona", "", ("*",))
        stages.create(db, ada, Scene(title="canary-stage"), [Whose(ada.account_id, made.character_id)])
        record = room.catalogue.conversable(db, ada.account_id, made.character_id)
        originals.keep(db, record, replace(FILE, name="canary-file"))
        thread = threads.begin(db, ada, record, title="canary-thread")
        begun = messages.say(db, room.catalogue, ada, thread, "canary-said")
        talk.recollect(db, thread, "summary", begun.parent_id or "", "canary-summary")
        messages.ask_to_stop(db, begun.thread, begun.reply_id)
        whose = Whose(ada.account_id, made.character_id)
        talk.keep_vectors(db, whose, "canary-model", {"canary-digest": b"vector"})
        messages.keep(db, room.catalogue, begun, "", "stopped", How())
        asked = Request(ada.account_id, "POST /x", "canary-request", b"digest")
        once(db, asked, lambda _: Made(b'"canary-answer"'))

    def signed_in(db: Transaction) -> None:
        link(db, ada.account_id, "https://id.example", "canary-subject", "canary-identity", plan="home")
        passwords.insert(db, ada.account_id, "canary-hash", b"canary-recovery")
        db.run(ACCOUNTS.insert_guest, {"account_id": ada.account_id, "now": db.now})
        name_operator(db, ada.handle)
        choose_appearance(
            db, ada.account_id, handle=ada.handle, display_name="canary", about="canary-about", avatar=None
        )
        session_id = sessions.insert(db, ada.account_id, b"canary-digest", "link", "canary", idle=1, whole=1)
        key, _ = service.create_key(db, ada.account_id, "canary-key", b"secret")
        sessions.insert_key(db, ada.account_id, session_id, key.key_id, db.now + 1)
        tickets.make_link(db, b"secret", ada.handle)
        report(db, bob.account_id, made.character_id, "spam", "canary-report")
        standings.decide(db, made, "withheld", "canary-reason")
        block(db, ada.account_id, bob.handle)
        claims.make(db, claims.Claim(ada.account_id, "canary-sha256", "canary-place"))

    room.write(elsewhere)
    room.write(signed_in)
    words = ("canary", ada.account_id, made.character_id, made.share_id or "")
    found = room.read(where, *words)
    assert all(found.values())
    assert set().union(*found.values()) == {*TABLES} - NOBODYS
    room.write(room.catalogue.conceal, ada.account_id)
    room.write(service.delete_account, ada.account_id)
    assert not any(room.read(where, *words).values())
    assert room.get(bob, kept.character_id) == replace(kept, container="", address="")
    left = {table: room.read(count, table) for table in TABLES}
    assert {table for table, rows in left.items() if rows} == OF_ONE_CHARACTER | {
        "audit"
    }  # which says nothing
    assert all(left[table] == 1 for table in OF_ONE_CHARACTER)
