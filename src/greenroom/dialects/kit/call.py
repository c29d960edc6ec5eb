"""A call: one request on its way through a handler, with what handlers do again and again."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar, TypeVarTuple
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from greenroom.accounts import idempotency
from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.assets.forgetting import forget
from greenroom.assets.store import is_kept
from greenroom.characters import Transaction
from greenroom.characters.model import Record
from greenroom.characters.store import edition, load_lists
from greenroom.characters.stored import Stored, decoded
from greenroom.dialects.kit.house import House
from greenroom.dialects.kit.views import view_key
from greenroom.http.answers import Answer, Header
from greenroom.http.bodies import MOST_BYTES, header, json_object, read_body, uncapped_object
from greenroom.http.forms import comparable
from greenroom.kit.clock import HOUR, system_clock
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadValue, Problem

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
REPLAYED = (b"idempotent-replayed", b"true")
_LONG = 256 * 1024  # bytes of a body whose working over would hold up other requests


class Call:
    """One request: `values` are the placeholders of the path, `house` the rooms; `headers` go with whatever it answers.

    `still_allowed` asks again who is calling, for an answer that takes its time; it raises what the key lacks by then.
    """

    __slots__ = ("_body", "_media", "headers", "house", "request", "request_id", "still_allowed", "values")

    still_allowed: Callable[[], Awaitable[Caller]]

    def __init__(self, request: Request, values: Mapping[str, str], house: House, request_id: str) -> None:
        self.request = request
        self.request_id = request_id
        self.values = values
        self.house = house
        self.headers: Iterable[Header] = ()
        self._body: bytes | None = None
        self._media: tuple[str, ...] = ()

    def query(self) -> dict[str, list[str]]:
        """The query's values by name, in order; blank ones count. Raises BadValue where it is no UTF-8."""
        found: dict[str, list[str]] = {}
        sent = self.request.scope["query_string"]
        if not sent:
            return found
        try:
            for name, value in parse_qsl(sent.decode(), keep_blank_values=True, errors="strict"):
                found.setdefault(name, []).append(value)
        except UnicodeDecodeError:
            raise BadValue("query", "is not UTF-8") from None
        return found

    def note(self, word: str) -> None:
        """Let the request log have a word on this request."""
        self.request.scope["greenroom.note"] = word

    async def body(self, most: int = MOST_BYTES) -> bytes:
        """The whole body, within the caps of `http.bodies`; what is read first says how much that is."""
        if self._body is None:
            self._body = await read_body(self.request, most)
        return self._body

    async def json(self, *, long_texts: Collection[str] = (), nul: bool = False) -> dict[str, Any]:
        """The body as a JSON object; an empty body is an empty object. The arguments are those of `json_object`."""
        body = await self.body()
        if len(body) <= _LONG:
            return json_object(body, long_texts=long_texts, nul=nul)
        return await asyncio.to_thread(json_object, body, long_texts=long_texts, nul=nul)

    async def uncapped(self) -> dict[str, Any]:
        """The body as a JSON object without caps, for who judges only what says something new."""
        return await self.work_over(partial(uncapped_object, await self.body()))

    async def work_over(self, work: Callable[[], T]) -> T:
        """What `work` makes of the body; beside the event loop where the body is long."""
        return await asyncio.to_thread(work) if len(await self.body()) > _LONG else work()

    def read(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> Awaitable[T]:
        """What a unit reads by key."""
        return self.house.database.read(unit, *args)

    def scan(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> Awaitable[T]:
        """What a unit reads by going through a list."""
        return self.house.database.scan(unit, *args)

    def search(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> Awaitable[T]:
        """What a unit finds of what everybody may find."""
        return self.house.database.search(unit, *args)

    def write(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> Awaitable[T]:
        """What a unit did, once it is durable."""
        return self.house.database.write(unit, *args)

    async def kept_list(self, who: Caller, make: Callable[[], Awaitable[Response]]) -> Response:
        """What `make` answered to the same account under the same address, where none of its characters changed since.

        It depends on nothing else, but on the hour, since some cursors have an age.
        """
        now = await self.read(edition, who.account_id) if self.house.database.counts_editions else None
        if now is None:
            return await make()
        scope = self.request.scope
        where = scope["raw_path"], scope["query_string"]
        return await self.house.lists.answer((who.account_id, now, *where, system_clock() // HOUR), make)

    async def create(self, who: Caller, make: Callable[[Transaction], Made]) -> Answer:
        """The answer to a create, made once for each Idempotency-Key that a client sends."""
        this = await self.once(who)
        made = await (self.write(idempotency.once, this, make) if this else self.write(make))
        return Answer(made.body, made.status, headers=[REPLAYED] if made.replayed else ())

    async def once(self, who: Caller) -> idempotency.Request | None:
        """What repetitions of this request are known by, where it has an Idempotency-Key; raises BadValue."""
        sent = header(self.request, b"idempotency-key")
        if sent is None:
            return None
        key = sent.decode("latin-1")
        scope = self.request.method, self.request.url.path.rstrip("/")  # which is as good as without
        kind = (header(self.request, b"content-type") or b"").decode("latin-1")
        same = await self.work_over(partial(comparable, kind, await self.body()))
        query = self.request.scope["query_string"]
        said = b"?%b\0%b" % (query, same) if query else same
        return idempotency.request(who.account_id, *scope, key, said)

    async def keep_media(self, asset_id: str, data: bytes) -> None:
        """Keep the bytes of a picture: before the transaction that speaks of it, and once more after that.

        Meanwhile somebody may have deleted the last character that had this picture, and the bytes with it.
        """
        self._media += (asset_id,)
        await asyncio.to_thread(self.house.media.put, asset_id, data)

    async def leave_nothing(self, who: Caller) -> None:
        """Delete the bytes of pictures that were kept for a request which is refused now, unless a row speaks of them."""
        for asset_id in self._media:
            with suppress(Problem):  # what fails here is swept up later
                if not await self.read(is_kept, who.account_id, asset_id):
                    await self.forget_media(who, [asset_id])

    async def forget_media(self, who: Caller, asset_ids: Collection[str]) -> None:
        """Delete the bytes of pictures that nobody uses any more, at once; what fails here is swept up later."""
        await forget(self.house.database, self.house.media, who.account_id, asset_ids)

    async def view(self, surface: str, record: Record | Stored, show: Callable[[Record], Any]) -> bytes:
        """A record as a surface shows it, as JSON; rendered once, beside the event loop, with its big lists."""
        views = self.house.views
        key = view_key(surface, record)
        view = views.get(key)
        if view is None:
            view = await self.scan(lambda db: encode_json(show(load_lists(db, decoded(record)))))
            views.keep(key, view)
        return view
