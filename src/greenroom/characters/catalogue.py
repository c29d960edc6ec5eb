"""The catalogue: the verbs of characters.

Each verb takes the transaction `db` and the caller first, and is run by `Database.read` or `Database.write`, so that
one change is one transaction: the documents, a revision, the names, the references to pictures.

A character has a *working copy*, which every surface shows, and a *live copy*, which conversations use. Surfaces whose
writes are live at once change both; the others change the working copy alone, and `deploy` makes it live.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from greenroom.accounts import audit
from greenroom.accounts.model import Caller
from greenroom.assets import store as assets
from greenroom.characters import addresses, deployments, revisions, standings, store
from greenroom.characters.discovery import store as discovery
from greenroom.characters.discovery.model import Rank, Wanted
from greenroom.characters.discovery.search import search
from greenroom.characters.edits import Edit, Edited, Plan, edit_all
from greenroom.characters.knowledge import BigList, Lorebook
from greenroom.characters.model import Character, Record, Whose, blank_record
from greenroom.characters.naming import Naming
from greenroom.characters.stored import Stored
from greenroom.database import Transaction
from greenroom.kit.ids import is_base62, is_uuid, random_base62
from greenroom.kit.structs import differing_paths
from greenroom.operations import store as operations
from greenroom.operations.model import Operation
from greenroom.problems import BadValue, NotDeployed, NotFound, NotOwner
from greenroom.records import store as records

DEPLOY = "deploy"
RESTORE = "restore"
LAST = "~"
"""Sorts after every id: where a list that runs from the newest begins."""

_SHARE_ID = 10


class Found(NamedTuple):
    """A character that was discovered, and where it stands."""

    stored: Stored
    rank: Rank

    @property
    def record(self) -> Record:
        """Its live copy, decoded."""
        return self.stored.record()


Names = tuple[str, ...]
Narrator = Callable[[Transaction, Record, Names, Names], Iterable[str]]
"""Tells what is to happen now in a character's story, in sentences for a prompt, by the names of what has happened so far,
and of what of it has just happened."""


class Catalogue:
    """All characters of a server.

    `namings` are those of the dialects that have names of their own, `narrators` those of the dialects with stories. With
    `review` nobody else sees a character that is made public before an operator approves it.
    """

    def __init__(
        self,
        namings: Iterable[Naming] = (),
        narrators: Iterable[Narrator] = (),
        *,
        review: bool = False,
    ) -> None:
        self.namings = tuple(namings)
        self._naming_of = {naming.dialect: naming for naming in self.namings}
        self._narrators = tuple(narrators)
        self._review = review

    def blank(self, db: Transaction, who: Caller) -> Record:
        """What a create starts from: nothing said yet."""
        return blank_record(who.account_id, who.handle, db.now)

    def create(
        self,
        db: Transaction,
        who: Caller,
        character: Character,
        via: str,
        *,
        live: bool = True,
        containers: Mapping[str, str] | None = None,
    ) -> Record:
        """A new character, whole. `containers` says where it stands in a dialect, if not in that one's default.

        Raises BadValue for a picture that is not the account's own.
        """
        record = replace(
            self.blank(db, who),
            character_id=db.new_id(),
            revision=1,
            live_revision=1 if live else None,
            character=character,
        )
        store.insert(db, record, store.Made(via, who.key_id))
        store.save_lists(db, record, character)
        if character.visibility != "private":
            _note_visibility(db, who, record, character.visibility)
        _use_avatar(db, record)
        for naming in self.namings:
            container = (containers or {}).get(naming.dialect, naming.container)
            if naming.dialect != via and naming.is_derived_in(container):
                continue  # to work out what it is called there takes a while, and nobody has asked
            name = _add_name(db, record, naming, container, naming.proposals(record))
            if naming.dialect == via:
                record = replace(record, container=container.lower(), address=name)
        if character.visibility == "public":
            self._discover(db, record, character if live else None)
        return record

    def get(self, db: Transaction, who: Caller, character_id: str, *, lists: bool = False) -> Record:
        """An own character; raises NotFound, or NotOwner for one of somebody else that is not private."""
        record = self.look(db, who, character_id).record()
        return store.load_lists(db, record) if lists else record

    def look(self, db: Transaction, who: Caller, character_id: str) -> Stored:
        """The same for who may have shown it before, and then needs no more than what stands around it."""
        if not is_uuid(character_id):  # PostgreSQL does not even take every text
            raise NotFound("character", character_id)
        found = store.look(db, who.account_id, character_id)
        if found is None:
            raise _not_ours(db, character_id)
        return found

    def get_addressed(
        self, db: Transaction, who: Caller, dialect: str, container: str, address: str, *, lists: bool = False
    ) -> Record:
        """An own character by its name in a dialect's container, or by its id; raises NotFound."""
        record = self.look_addressed(db, who, dialect, container, address).record()
        return store.load_lists(db, record) if lists else record

    def look_addressed(
        self, db: Transaction, who: Caller, dialect: str, container: str, address: str
    ) -> Stored:
        """The same for who may have shown it before."""
        container, naming = container.lower(), self._naming_of[dialect]
        found = addresses.find(db, who.account_id, naming, container, address)
        if found is None and is_uuid(address.lower()):
            found = addresses.find_by_id(db, who.account_id, naming, address.lower())
        if found is None or found.around.container != container:
            raise NotFound("character", address)
        return found

    def named(self, db: Transaction, account_id: str, name: str) -> Record:
        """A character of an account by the name that any dialect has for it, as `name` or `container/name`.

        Without a container, that dialect's default is meant. Raises NotFound.
        """
        container, _, address = name.rpartition("/")
        for naming in self.namings:
            where = (container or naming.container).lower()
            found = addresses.find(db, account_id, naming, where, address)
            if found:
                return found.record()
        raise NotFound("character", name)

    def in_dialect(self, db: Transaction, record: Record, dialect: str) -> Record:
        """An own character with its name in a dialect and where it stands there, if that one has names of its own."""
        naming = self._naming_of.get(dialect)
        own = naming and addresses.find_by_id(db, record.account_id, naming, record.character_id)
        return own.record() if own else record

    def shared(self, db: Transaction, share_id: str) -> Record:
        """The character behind a share link; raises NotFound while it is private."""
        record = store.find_shared(db, share_id) if is_base62(share_id) else None
        if record is None:
            raise NotFound("character", share_id)
        return record

    def newest(self, db: Transaction, who: Caller, most: int, before: str = LAST) -> list[Stored]:
        """Own characters, newest first, from the one after `before` on."""
        return store.newest(db, who.account_id, before, most)

    def oldest_in(
        self, db: Transaction, who: Caller, dialect: str, container: str, most: int, after: str = ""
    ) -> list[Stored]:
        """Own characters in a dialect's container, oldest first, from the one after `after` on."""
        naming = self._naming_of[dialect]
        return addresses.oldest_in(db, who.account_id, naming, container.lower(), after, most)

    def readable(self, db: Transaction, who: Caller, character_id: str) -> Record:
        """An own character, or the live copy of anybody's public one; raises NotFound."""
        return self.look_readable(db, who, character_id).record()

    def look_readable(self, db: Transaction, who: Caller, character_id: str) -> Stored:
        """The same for who may have shown it before."""
        found = None
        if is_uuid(character_id):
            found = store.look(db, who.account_id, character_id) or store.look_public(db, character_id)
        if found is None:
            raise NotFound("character", character_id)
        return found

    def page(self, db: Transaction, who: Caller, order: store.Order, most: int, offset: int) -> store.Page:
        """Own characters in an order, after `offset` others, and how many there are."""
        return store.page(db, who.account_id, order, most, offset)

    def discover(self, db: Transaction, wanted: Wanted) -> list[Found]:
        """Live copies of anybody's public characters."""
        found = search(db, wanted)
        there = store.all_public(db, ((account_id, rank.character_id) for account_id, rank in found))
        return [Found(there[rank.character_id], rank) for _, rank in found if rank.character_id in there]

    def rate(self, db: Transaction, record: Record | Whose, *, mature: bool) -> None:
        """Say whether a character is for adults: nobody then discovers it who does not ask for such."""
        discovery.rate(db, record, mature=mature)

    def is_mature(self, db: Transaction, record: Record | Whose) -> bool:
        """Whether a character is for adults."""
        return discovery.is_mature(db, record)

    def categories(self, db: Transaction, most: int) -> list[str]:
        """The categories that most public characters are in."""
        return discovery.categories(db, most)

    def public_of(self, db: Transaction, account_id: str, most: int, *, mature: bool = False) -> list[Record]:
        """The live copies of an account's public characters, the most popular first."""
        found = [
            store.find_public(db, name) for name in discovery.of_account(db, account_id, most, mature=mature)
        ]
        return [record for record in found if record]

    def conversable(
        self, db: Transaction, account_id: str, character_id: str, share_id: str | None = None
    ) -> Record:
        """The live copy of a character that an account may talk with: its own, a public one, or by its share link.

        Raises NotFound, or NotDeployed for an own one that was never live. It has its big lists by name only.
        """
        if not is_uuid(character_id):
            raise NotFound("character", character_id)
        own = store.find_live(db, account_id, character_id)
        if own is not None and own.live_revision is None:
            raise NotDeployed
        record = own or store.find_public(db, character_id)
        if record is None and share_id and is_base62(share_id):
            record = store.find_shared(db, share_id)
        if record is None or record.character_id != character_id:
            raise NotFound("character", character_id)
        return record

    def narrative(self, db: Transaction, record: Record, happened: Names, just: Names) -> tuple[str, ...]:
        """What is to happen now in the stories of a live copy."""
        return tuple(chain.from_iterable(tell(db, record, happened, just) for tell in self._narrators))

    def count_messages(
        self, db: Transaction, record: Record | Whose, messages: int, *, uses: int = 0
    ) -> None:
        """Count messages that were just exchanged with a character, for its counters and its place among others."""
        store.count_messages(db, record, messages, uses)
        discovery.like(db, record, messages)

    def reconsider(self, db: Transaction, record: Record) -> None:
        """Let a character be discovered, or not, as operators have just decided; `record` is its live copy."""
        self._discover(db, record, record.character if record.live_revision is not None else None)

    def conceal(self, db: Transaction, account_id: str) -> None:
        """Let nobody discover anything of an account: it is suspended, or about to be deleted."""
        discovery.hide_account(db, account_id)

    def reveal(self, db: Transaction, account_id: str) -> None:
        """Let an account's public characters be discovered again."""
        for record in store.public_of(db, account_id):
            self._discover(db, record, record.character)

    def change(
        self, db: Transaction, who: Caller, record: Record, plan: Plan, via: str, *, live: bool = True
    ) -> Record:
        """An own character after a change, as a new revision; the same record when nothing differs.

        With `live` the edit is also made to the live copy and to frozen copies that are about to be live; so what is
        only in the working copy never becomes live by somebody else's change. The plan and its edit may be run twice:
        first without big lists, because most changes don't need them, and again with them when they do.
        """
        copies = store.lock(db, record)
        before = copies.record
        waiting = deployments.waiting(db, before).items() if live else ()
        frozen = {operation_id: character for operation_id, (_, character) in waiting}
        edited = edit_all(db, plan, copies, frozen, live=live)
        if store.named_only(edited.draft) == before.character:
            return before
        return self._save(db, who, copies, edited, via)

    def publish(self, db: Transaction, record: Record) -> Record:
        """Make the working copy live at once."""
        copies = store.lock(db, record)
        record = copies.record
        published = replace(record, live_revision=record.revision)
        moved = not store.is_live(copies, record.character)
        store.replace_live_copy(db, published, None, moved=moved)
        self._discover(db, published, published.character)
        return published

    def restore(self, db: Transaction, who: Caller, record: Record, number: int) -> Record:
        """Make an own character what it was at a revision, which is a new revision; live too, if it was ever live.

        Who may see it stays as it is: what was made private since must not come back into the open by this.
        Raises NotFound for a revision that it never had. The live copy of now gives way, whatever is in it.
        """
        old = revisions.find(db, record, number)
        if old is None:
            raise NotFound("revision", str(number))
        whole = store.load_lists(db, replace(record, character=old)).character

        def plan(now: Record) -> Edit:
            return lambda _: replace(whole, visibility=now.character.visibility)

        restored = self.change(db, who, record, plan, RESTORE)
        return restored if restored.live_revision is None else self.publish(db, restored)

    def move(self, db: Transaction, record: Record, naming: Naming, container: str) -> Record:
        """Let an own character stand in another container of a dialect; its name there is kept unless it is taken."""
        store.lock(db, record)
        here = addresses.find_by_id(db, record.account_id, naming, record.character_id)
        if here and here.around.container == container.lower():
            return here.record()
        addresses.delete(db, record, naming)
        kept = [here.around.address] if here else []
        name = _add_name(db, record, naming, container, chain(kept, naming.proposals(record)))
        store.turn(db, record.account_id)
        return replace(record, container=container.lower(), address=name)

    def deploy(self, db: Transaction, who: Caller, record: Record) -> Operation:
        """Begin to make this revision live; the running operation while the same revision is being deployed."""
        record, _ = store.lock(db, record)
        waiting = operations.unfinished(db, who.account_id, record.character_id)
        for operation in waiting:
            if operation.kind == DEPLOY and operation.input["revision"] == record.revision:
                return operation
        work = {"revision": record.revision, "container": record.container, "address": record.address}
        operation = operations.insert(db, who.account_id, DEPLOY, record.character_id, work)
        deployments.add(db, record, operation.operation_id)
        return operation

    def share(self, db: Transaction, record: Record, key_id: str | None = None) -> Record:
        """The character with a share id: its own if it has one, a new one otherwise, asked for with this key."""
        record, _ = store.lock(db, record)
        if record.share_id:
            return record
        shared = replace(record, share_id=random_base62(_SHARE_ID))
        store.set_share(db, shared, shared.share_id)
        _note_link(db, shared, "share link made", key_id)
        return shared

    def unshare(self, db: Transaction, record: Record, key_id: str | None = None) -> Record:
        """Take the share link away for good, as was asked with this key; a later one will be another."""
        record, _ = store.lock(db, record)
        store.set_share(db, record, None)
        if record.share_id:
            _note_link(db, record, "share link ended", key_id)
        return replace(record, share_id=None)

    def delete(
        self, db: Transaction, record: Record, check: Callable[[Record], object] | None = None
    ) -> list[str]:
        """Remove a character with everything that is its own; the ids of pictures that nobody uses any more.

        `check` looks at it as it is now, and raises what keeps it from being deleted. It must not be locked before.
        """
        _cancel(db, record)  # first, because workers lock in this order, too
        record, _ = store.lock(db, record, doomed=True)
        if check:
            check(record)
        _cancel(db, record)  # what was begun in between
        unused = assets.release_character(db, record.account_id, record.character_id)
        self._discover(db, record, None)
        records.delete_scope(db, record.account_id, record.character_id)
        store.delete(db, record)
        return unused

    def _save(self, db: Transaction, who: Caller, copies: store.Copies, edited: Edited, via: str) -> Record:
        before = copies.record
        number = before.revision + 1
        is_live = before.live_revision is not None and edited.live is None
        saved = replace(
            before,
            character=edited.draft,
            updated_at=max(db.now, before.updated_at),
            revision=number,
            live_revision=number if is_live else before.live_revision,
        )
        for copy in edited.all():
            store.save_lists(db, saved, copy)
        after = store.named_only(edited.draft)
        if after.visibility != before.character.visibility:
            _note_visibility(db, who, before, after.visibility)
        changed = differing_paths(before.character, after, (BigList, Lorebook))
        made = store.Made(via, who.key_id, changed)
        moved = saved.live_revision is not None and not store.is_live(copies, edited.live or edited.draft)
        store.replace_working_copy(db, saved, edited.live, made, moved=moved)
        for operation_id, frozen in edited.frozen.items():
            deployments.update(db, saved, operation_id, frozen)
        if after.avatar != before.character.avatar:
            _use_avatar(db, saved)
        if "public" in (before.character.visibility, after.visibility):
            live = edited.live or (edited.draft if saved.live_revision is not None else None)
            self._discover(db, saved, live)
        return saved

    def _discover(self, db: Transaction, record: Record, live: Character | None) -> None:
        """Let a character be discovered as its live copy is, if it may; costs nothing for one that is not public."""
        public = record.character.visibility == "public"
        if public and self._review:
            standings.await_review(db, record)
        is_open = public and live is not None and standings.is_open(db, record)
        discovery.show(db, record, live if is_open else None)


def _add_name(
    db: Transaction, record: Record, naming: Naming, container: str, proposals: Iterable[str]
) -> str:
    for name in proposals:
        if addresses.add(db, record, naming, container, name):
            return name
    raise AssertionError("proposals of names never end")


def _note_visibility(db: Transaction, who: Caller, record: Record, visibility: str) -> None:
    """Note who may see a character from now on; raises Withheld where an operator keeps it from the public."""
    if visibility != "private":
        standings.check_open(db, record)
    about = f"{record.character_id} {visibility}"
    audit.note(db, "visibility changed", record.account_id, by=who.account_id, key_id=who.key_id, about=about)


def _note_link(db: Transaction, record: Record, act: audit.Act, key_id: str | None) -> None:
    owner = record.account_id
    audit.note(db, act, owner, by=owner, key_id=key_id, about=record.character_id)


def _cancel(db: Transaction, record: Record) -> None:
    outcome = {"reason": "Cancelled", "message": "the character was deleted"}
    operations.cancel(db, record.account_id, record.character_id, outcome)


def _use_avatar(db: Transaction, record: Record) -> None:
    if not record.character.avatar:
        return
    try:
        assets.use(db, record.account_id, record.character.avatar, record.character_id)
    except NotFound:
        raise BadValue("avatar", "is not a picture of this account") from None


def _not_ours(db: Transaction, character_id: str) -> NotFound | NotOwner:
    found = store.owner(db, character_id)
    if found is None or found[1] == "private":
        return NotFound("character", character_id)
    return NotOwner("character")
