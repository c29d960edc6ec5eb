"""A visit: one request of a browser on its way through a handler, with what pages do again and again."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from greenroom import __version__
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.dialects.kit.house import House
from greenroom.http.accept import prefers_json
from greenroom.http.answers import Answer, Header
from greenroom.http.bodies import read_body
from greenroom.http.forms import File, Form, is_form, read_files, read_form
from greenroom.kit.clock import system_clock
from greenroom.kit.loopback import is_loopback
from greenroom.problems import NotJson, Suspended
from greenroom.studio.page import flash, session
from greenroom.studio.page.flash import Flash
from greenroom.studio.page.navigation import is_here
from greenroom.studio.page.shell import Shell
from greenroom.studio.page.table import NOBODY, Member

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
HTML = b"text/html; charset=utf-8"
_LONG = 1024 * 1024
"""Bytes of a form that another thread reads."""

_THEMES = frozenset({"light", "dark"})
_SECRETS = ("/sign-in", "/account", "/keys")


class Visit:
    """One request: `values` are the placeholders of the path, `who` is whoever signed in; `headers` go with the answer.

    `shut` is why somebody who did is nobody here. `address` is where the browser is, as trusted proxies tell it.
    """

    def __init__(
        self,
        request: Request,
        values: dict[str, str],
        house: House,
        shell: Shell,
        who: Member | None,
        address: str,
        shut: Suspended | None = None,
    ) -> None:
        self.request = request
        self.values = values
        self.house = house
        self.shell = shell
        self.who = who
        self.address = address
        self.shut = shut
        self.headers: list[Header] = []
        self._form: Form | None = None
        self._body = b""
        self.secure = session.secure(house, request)

    @property
    def public_url(self) -> str:
        """The server's address as others write it, without a slash at the end."""
        return self.house.context.public_url

    @property
    def exposed(self) -> bool:
        """Whether secrets that are typed here can be read on the way: by plain HTTP, and not from this very machine."""
        return not self.is_trusted and self.path.startswith(_SECRETS)

    @property
    def is_trusted(self) -> bool:
        """Whether browsers trust the way: HTTPS, or one that doesn't leave this machine."""
        host = self.request.headers.get("host", "")
        return self.secure or is_loopback(urlsplit(f"//{host}").hostname or "")

    @property
    def now(self) -> int:
        """This moment, in microseconds since 1970."""
        return system_clock()

    @property
    def path(self) -> str:
        """The path that was asked for."""
        path: str = self.request.scope["path"]
        return path

    @property
    def caller(self) -> Caller:
        """Whoever asks, as rooms want to be asked by; somebody who owns nothing where nobody signed in."""
        return self.who.caller if self.who else NOBODY

    def is_at(self, place: str) -> bool:
        """Whether the page lies at or beneath a place of the navigation."""
        return is_here(place, self.path)

    @property
    def in_part(self) -> bool:
        """Whether a script asks for a part of a page that it has; it says so in a header."""
        return self.request.headers.get("hx-request") == "true"

    @property
    def is_scripted(self) -> bool:
        """Whether a script asks, which wants to be told and not led on."""
        return self.in_part or prefers_json(self.request.headers.get("accept", ""))

    def query(self, name: str, default: str = "", *, longest: int = 200) -> str:
        """A query parameter, the last where there are several, cut to a length and without U+0000."""
        text = self.request.scope["query_string"].decode("latin-1")
        found = [
            value for key, value in parse_qsl(text, keep_blank_values=True, errors="replace") if key == name
        ]
        return found[-1].replace("\0", "")[:longest] if found else default

    def most(self, step: int) -> int:
        """How many things of a list are asked for: `step` at first, and more by a link to it, up to 3,000."""
        asked = self.query("most", longest=4)
        return max(step, min(int(asked), 3_000)) if asked.isascii() and asked.isdecimal() else step

    async def form(self, most: int = 12 * 1024 * 1024) -> Form:
        """The form that was sent, at most so many bytes; raises NotJson for a body that is none."""
        if self._form is None:
            kind = self.request.headers.get("content-type", "")
            if not is_form(kind):
                raise NotJson("it is not a form")
            self._body = await read_body(self.request, most)
            self._form = (
                await asyncio.to_thread(read_form, kind, self._body)
                if len(self._body) > _LONG
                else read_form(kind, self._body)
            )
        return self._form

    async def files(self, most: int = 12 * 1024 * 1024) -> list[File]:
        """All files of the form that was sent, those of one field, too; raises NotJson."""
        await self.form(most)
        kind = self.request.headers.get("content-type", "")
        return await asyncio.to_thread(read_files, kind, self._body)

    async def field(self, name: str) -> str:
        """A field of the form, without blanks around it; empty where it isn't there."""
        return (await self.form()).fields.get(name, "").strip()

    async def check_form(self) -> None:
        """Raise NotAdmitted unless the form, or a script's request with the token in a header, is of our making."""
        session.check_origin(self.request)
        if self.who:
            sent = self.request.headers.get(session.HEADER) or (await self.form()).fields.get(session.FIELD)
            self.house.sessions.check_form(self.who, sent)

    async def is_stale(self) -> bool:
        """Whether a form of ours is from before whoever sends it signed in, as one of a second tab is."""
        if not self.who or self.request.method in {"GET", "HEAD"}:
            return False
        session.check_origin(self.request)
        return session.FIELD not in (await self.form()).fields or not (await self.field(session.FIELD))

    def csrf(self) -> str:
        """The token for a form of the page."""
        return self.who.csrf if self.who else ""

    async def read(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        """What a unit reads by key."""
        return await self.house.database.read(unit, *args)

    async def scan(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        """What a unit reads by going through a list."""
        return await self.house.database.scan(unit, *args)

    async def search(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        """What a unit finds of what everybody may find."""
        return await self.house.database.search(unit, *args)

    async def write(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        """What a unit did, once it is durable."""
        return await self.house.database.write(unit, *args)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A whole page, or a part of one: whatever the template is."""
        text = self.shell.render(template, self._around() | values)
        return Answer(text, status, media_type=HTML)

    def lead(self, path: str, said: str = "", kind: str = "good") -> Response:
        """Lead on to a page of ours (303), which tells what was done."""
        answer = Answer(b"", 303, headers=[(b"location", path.encode("ascii", "replace"))])
        if said:
            value = flash.seal(self.house.signer, Flash(said, kind))
            self.headers.append(flash.MESSAGE.make(value, secure=self.secure))
        return answer

    def _around(self) -> dict[str, Any]:
        theme = self.request.cookies.get("greenroom_theme", "")
        return {
            "visit": self,
            "who": self.who,
            "here": self.path,
            "now": self.now,
            "public_url": self.public_url,
            "theme": theme if theme in _THEMES else "",
            "csrf": self.csrf,
            "flash": self._flash,
            "side": "people",
            "places": self.shell.places,
            "has": self.shell.has,
            "version": __version__,
        }

    def _flash(self) -> Flash | None:
        value = flash.MESSAGE.read(self.request.headers.get("cookie"), secure=self.secure)
        if value:
            self.headers.append(flash.MESSAGE.drop(secure=self.secure))
        return flash.unseal(self.house.signer, value)
