"""The folder that SillyTavern keeps for a user: what in it is no card, and what of it belongs together."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from greenroom.accounts.model import Caller
from greenroom.assets import store as assets
from greenroom.assets.ids import asset_of, file_of
from greenroom.assets.kinds import kind_of
from greenroom.assets.model import Asset
from greenroom.assets.pictures import prepare_picture
from greenroom.cards.caps import ASSET, MOST_OF_PICTURE, MOST_OF_TEXT
from greenroom.cards.containers.json_text import decode_json
from greenroom.cards.layout import listed
from greenroom.cards.refusals import refused
from greenroom.conversations import personas, store
from greenroom.database import Transaction
from greenroom.dialects.kit.house import House
from greenroom.dialects.native.shelves import kept_files
from greenroom.kit.clock import system_clock
from greenroom.problems import BadCard, NotFound, Problem
from greenroom.records import store as records
from greenroom.records.model import Shelf
from greenroom.transfer.chats import plain, read_chat
from greenroom.transfer.reading import Desk, digest, refusal
from greenroom.transfer.result import Kind, Result
from greenroom.transfer.sources import STDIN, Role, Source
from greenroom.transfer.taking import Outcome
from greenroom.transfer.threads import take_chat

_ALL = 2**31 - 1
_LAST = "~"
_KINDS: Mapping[Role, Kind] = {
    "settings": "persona",
    "face": "picture",
    "sprite": "sprite",
    "group": "group",
    "group_chat": "group",
    "chat": "thread",
}
_PICTURES: tuple[Role, ...] = ("face", "sprite")


class Folder:
    """What is known of the files that were taken in so far: which character each of them became."""

    def __init__(
        self, house: House, who: Caller, desk: Desk, sources: Iterable[Source], *, update: bool
    ) -> None:
        self.update = update
        self.house = house
        self.who = who
        self.desk = desk
        self.is_whole = any(source.role not in ("card", "other") for source in sources)
        self.personas: dict[str, str] = {}  # name → id
        self.faces: dict[str, str] = {}  # file of a picture → id of the persona
        self._beside: dict[str, frozenset[str]] = {}  # where a file stood → digests of all that stood there
        self._characters: dict[tuple[str, str], str] = {}  # folder, and file without its ending → id
        self._worlds: dict[tuple[str, str], list[str]] = {}  # folder, and lorebook → who names it

    def remember(self, source: Source, character_id: str, world: str) -> None:
        """A file became this character."""
        if self.is_whole:
            self._characters.setdefault((source.root, source.stem), character_id)
            if world:
                self._worlds.setdefault((source.root, world), []).append(character_id)

    def look_beside(self, sources: Iterable[Source]) -> None:
        """See which files are called the same, in different folders that were named, and what they are."""
        named: dict[str, list[Source]] = {}
        for source in sources:
            if source.role == "card" and source.path != STDIN:
                named.setdefault(source.origin, []).append(source)
        several = (group for group in named.values() if len(group) > 1)
        self._beside = {group[0].origin: frozenset(map(digest, group)) for group in several}

    def beside(self, source: Source) -> Collection[str]:
        """The digests of files that are called as this one is, if there are others."""
        return self._beside.get(source.origin, ())

    def naming(self, source: Source, world: str) -> Sequence[str]:
        """The characters of the same folder whose cards name a lorebook."""
        return self._worlds.get((source.root, world), ())

    def character(self, source: Source, name: str) -> str:
        """The character of a card of the same folder that is called so; raises BadCard."""
        found = self._characters.get((source.root, name))
        if not found:
            raise refused("bad_value", why=f"there is no card {name} beside it that was taken in")
        return found

    async def keep_again(self, source: Source, file: Asset | None) -> None:
        """Keep the bytes of a file once more after the transaction that speaks of it; see `assets.media`."""
        if file and not await asyncio.to_thread(self.house.media.renew, file.asset_id):
            data = await asyncio.to_thread(source.read)
            await asyncio.to_thread(self.house.media.put, file.asset_id, data)

    def file(self, data: bytes) -> Asset:
        """What a file becomes that is kept as it came."""
        return file_of(data, self.house.secret, self.who.account_id)


Taker = Callable[[Folder, Source, bytes], Awaitable[list[Result]]]


async def take(shelf: Folder, role: Role, sources: Sequence[Source], *, dry: bool) -> AsyncIterator[Result]:
    """What became of the files of one role, one after the other: each needs what was there before."""
    for source in sources:
        if dry:
            yield Result(source.name, "kept", _KINDS[role], name=source.stem)
            continue
        try:
            data = await asyncio.to_thread(source.read)
            results = await _TAKERS[role](shelf, source, data)
        except (Problem, OSError) as error:
            results = [_refusal(source.name, error)]
        for result in results:
            yield result


def _refusal(name: str, error: Problem | OSError) -> Result:
    """What to tell of a file that is no card, and can't be taken in."""
    told = refusal(name, error)
    return told._replace(why=f"It can't be taken in: {error.why}.") if isinstance(error, BadCard) else told


async def _settings(shelf: Folder, source: Source, data: bytes) -> list[Result]:
    """The personas among the settings; nothing else of them is taken, least of all keys."""
    if len(data) > MOST_OF_TEXT:
        raise refused("too_large", limit=MOST_OF_TEXT // 1024**2, kind="JSON")
    settings = decode_json(data, [])
    power = settings.get("power_user") if isinstance(settings, dict) else None
    power = power if isinstance(power, dict) else {}
    named = power.get("personas")
    results = []
    for face, name in (named if isinstance(named, dict) else {}).items():
        if not isinstance(name, str) or not name.strip():
            continue
        subject = personas.EVERYBODY if face == power.get("default_persona") else ""
        words = _description(power.get("persona_descriptions"), face)
        outcome = await shelf.house.database.write_long(
            partial(_persona, update=shelf.update), shelf.who, plain(name), words, subject
        )
        shelf.personas.setdefault(name, outcome.id)
        shelf.faces[face] = outcome.id
        why = _left_out(power.get("persona_descriptions"), face)
        results.append(Result(source.name, outcome.state, "persona", outcome.id, plain(name), why=why))
    return results


def _left_out(described: Any, face: str) -> str:
    """What of a persona's settings is not taken, for people."""
    one = described.get(face) if isinstance(described, dict) else None
    keys = (
        [key for key, value in one.items() if value and key != "description"] if isinstance(one, dict) else []
    )
    return f"has no place here: {listed(keys)}" if keys else ""


def _description(described: Any, face: str) -> str:
    one = described.get(face) if isinstance(described, dict) else None
    text = one.get("description") if isinstance(one, dict) else one
    return plain(text) if isinstance(text, str) else ""


def _persona(db: Transaction, who: Caller, name: str, words: str, subject: str, *, update: bool) -> Outcome:
    """A persona; with `update`, the only one that is called so says from now on what the file says."""
    named = [one for one in store.personas(db, who.account_id, _LAST, _ALL) if one.name == name]
    for one in named:
        if one.description == words:
            return Outcome("unchanged", one.persona_id)
    if update and len(named) == 1:
        store.hold_account(db, who.account_id)
        old = store.find_persona(db, who.account_id, named[0].persona_id, lock=True)
        personas.change(db, old, name, words, None, old.picture)
        return Outcome("updated", old.persona_id)
    chosen = store.chosen_persona(db, who.account_id, personas.EVERYBODY)
    subjects = (subject,) if subject and chosen is None else ()
    return Outcome("kept", personas.create(db, who, name, words, subjects).persona_id)


async def _face(shelf: Folder, source: Source, data: bytes) -> list[Result]:
    """A persona's picture, which is shown with it from now on, and kept as it came; one that is nobody's is passed over."""
    persona_id = shelf.faces.get(source.origin.rpartition("/")[2])
    if persona_id is None:
        return [Result(source.name, "skipped", "picture", why="is the picture of no persona")]
    picture, why = await _shown(shelf, data)
    about = {"persona": persona_id, "picture": picture.asset_id if picture else None}
    (kept,) = await _keep(shelf, source, data, "persona_picture", "", about, picture)
    return [kept._replace(why=why)]


async def _shown(shelf: Folder, data: bytes) -> tuple[Asset | None, str]:
    """The picture of ours that is made of a file, its bytes kept; or why there is none."""
    try:
        made = await prepare_picture(data, cap_bytes=MOST_OF_PICTURE, field="picture")
    except Problem as problem:
        return None, f"it is kept, and can't be shown: {problem}"
    asset = asset_of(made, shelf.house.secret, shelf.who.account_id)
    await asyncio.to_thread(shelf.house.media.put, asset.asset_id, made.data)
    return asset, ""


async def _sprite(shelf: Folder, source: Source, data: bytes) -> list[Result]:
    """A picture of a character in a mood; goes with its character."""
    owner = source.origin.split("/")[1]
    return await _keep(shelf, source, data, "sprite", shelf.character(source, owner), {})


async def _group(shelf: Folder, source: Source, data: bytes) -> list[Result]:
    if len(data) > MOST_OF_TEXT or not isinstance(decode_json(data, []), dict):
        raise refused("not_an_object")
    return await _keep(shelf, source, data, "group", "", {})


async def _group_chat(shelf: Folder, source: Source, data: bytes) -> list[Result]:
    await asyncio.to_thread(read_chat, data, system_clock())
    return await _keep(shelf, source, data, "group_chat", "", {})


async def _keep(
    shelf: Folder,
    source: Source,
    data: bytes,
    kind: str,
    scope: str,
    about: Mapping[str, Any],
    face: Asset | None = None,
) -> list[Result]:
    """A file that is kept as it came, and a record that says what it is; `face` becomes the picture of a persona."""
    if len(data) > ASSET or (source.role in _PICTURES and kind_of(data) is None):
        raise refused("bad_value", why="it is no picture, or larger than 50 MiB")
    file = shelf.file(data)
    await asyncio.to_thread(shelf.house.media.put, file.asset_id, data)
    document = {**about, "kind": kind, "name": source.stem, "asset": file.asset_id}
    unit = shelf.house.database.write_long
    state = await unit(_record, kept_files(shelf.who.account_id, scope), source.origin, file, document, face)
    await shelf.keep_again(source, file)
    result_kind = _KINDS[source.role]
    return [Result(source.name, state.state, result_kind, file.asset_id, source.stem)]


def _record(
    db: Transaction, shelf: Shelf, name: str, file: Asset, document: dict[str, Any], face: Asset | None
) -> Outcome:
    assets.keep(db, shelf.account_id, file)
    if shelf.scope:
        assets.use(db, shelf.account_id, file.asset_id, shelf.scope)
    old = records.find(db, shelf, name)
    if face:
        _show_face(
            db, shelf.account_id, document["persona"], face, old.document.get("picture") if old else None
        )
    if old and old.document == document:
        return Outcome("unchanged", name)
    records.put(db, shelf, name, document)
    return Outcome("updated" if old else "kept", name)


def _show_face(db: Transaction, account_id: str, persona_id: str, face: Asset, before: str | None) -> None:
    """Let a persona have a picture, unless it has got another one than its file had before."""
    store.hold_account(db, account_id)
    persona = store.find_persona(db, account_id, persona_id, lock=True)
    if persona.picture == face.asset_id or persona.picture not in (None, before):
        return
    assets.keep(db, account_id, face)
    personas.change(db, persona, persona.name, persona.description, None, face.asset_id)


async def _chat(shelf: Folder, source: Source, data: bytes) -> list[Result]:
    character_id = shelf.character(source, source.folder)
    chat = await asyncio.to_thread(read_chat, data, system_clock())
    if not chat.turns:
        (kept,) = await _keep(shelf, source, data, "chat", character_id, {})
        return [kept._replace(why="nothing in it was shown to the model, so it is kept as it came")]
    sha256 = hashlib.sha256(data).hexdigest()
    persona_id = shelf.personas.get(chat.user)
    unit = shelf.house.database.write_long
    try:
        outcome = await unit(
            take_chat, shelf.house, shelf.who, chat, source.stem, sha256, character_id, persona_id
        )
    except NotFound as problem:
        raise refused("bad_value", why=str(problem)) from None
    result = Result(source.name, outcome.state, "thread", outcome.id, source.stem, why=outcome.why)
    return [result]


_TAKERS: Mapping[Role, Taker] = {
    "settings": _settings,
    "face": _face,
    "sprite": _sprite,
    "group": _group,
    "group_chat": _group_chat,
    "chat": _chat,
}
