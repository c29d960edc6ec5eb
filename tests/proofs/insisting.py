"""Somebody who asks again until there is a clear answer, and writes down each that was none."""

import http.client
import json
import time
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tests.dialects.native.talk.talker import Event, parsed
from tests.served import Caller

PAUSE = 0.1
"""Seconds between two tries; whoever waits longer measures a gap less well."""

LONGEST = 90.0
UNCLEAR = {409, 429}
"""Statuses below 500 with which a repetition may be told to come again."""


class LostError(Exception):
    """Something that was acknowledged is not as it was."""


class Trouble(NamedTuple):
    """A request that was not answered as it should be; moments of the monotonic clock."""

    asked: float
    answered: float
    words: str


class Told(NamedTuple):
    """A clear answer; `again` says that it took more than one try, so that the first may have had its effect."""

    status: int
    json: Any
    again: bool
    replayed: bool


class Insisting:
    """One connection, which is made anew where it breaks. `writes` are the moments at which a write was acknowledged."""

    def __init__(self, who: Caller) -> None:
        self.who = who
        self.troubles: list[Trouble] = []
        self.writes: list[float] = []
        self.asked = 0
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: Any = None, *, key: str = "", bearer: str = "") -> Told:
        """The clear answer; AssertionError where there is none for long."""
        deadline, tries = time.monotonic() + LONGEST, 0
        while True:
            tries += 1
            answer = self._once(method, path, body, key, bearer)
            if answer is not None:
                status, headers, text = answer
                said = json.loads(text) if text[:1] in {b"{", b"["} else None
                return Told(status, said, tries > 1, "idempotent-replayed" in headers)
            assert time.monotonic() < deadline, f"no clear answer: {self.troubles[-1]}"
            time.sleep(PAUSE)

    def done(self, method: str, path: str, body: Any = None, *, key: str = "") -> Any:
        """What was acknowledged; raises LostError where it is refused, for nothing is asked for that may be."""
        told = self.ask(method, path, body, key=key)
        if told.status >= 300:
            raise LostError(f"{method} {path}: {told.status} {json.dumps(told.json)[:160]}")
        return told.json

    def stream(
        self, method: str, path: str, body: Any = None, *, key: str = "", after: str = ""
    ) -> Iterator[Event]:
        """Events as they come; nothing more where the connection is cut, which is a trouble."""
        began = time.monotonic()
        headers = {"last-event-id": after} if after else {}
        try:
            answer = self._send(
                method, path, body, self.who.key, key, {"accept": "text/event-stream", **headers}
            )
            if answer.status >= 400:
                self._note(began, f"{method} {path}: {answer.status} {answer.read()[:200]!r}")
                return
            last = ""
            for event in parsed(line.decode().rstrip("\r\n") for line in answer):
                last = event.name or last
                yield event
            if last not in {"end", "problem"}:
                self._note(began, f"{method} {path}: cut")
            self._close_as_said(answer)
        except (OSError, http.client.HTTPException) as error:
            self._note(began, f"{method} {path}: {error!r}")
            self.close()
        except GeneratorExit:  # who listened has had enough
            self.close()
            raise

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _once(
        self, method: str, path: str, body: Any, key: str, bearer: str
    ) -> tuple[int, Mapping[str, str], bytes] | None:
        began = time.monotonic()
        try:
            answer = self._send(method, path, body, bearer or self.who.key, key, {})
            text = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._note(began, f"{method} {path}: {error!r}")
            self.close()
            return None
        self._close_as_said(answer)
        if answer.status >= 500 or answer.status in UNCLEAR:
            self._note(began, f"{method} {path}: {answer.status} {text[:200]!r}")
            return None
        if method != "GET" and answer.status < 300:
            self.writes.append(time.monotonic())
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text

    def _send(
        self, method: str, path: str, body: Any, bearer: str, key: str, headers: Mapping[str, str]
    ) -> http.client.HTTPResponse:
        self.asked += 1
        if self._connection is None:
            self._connection = http.client.HTTPConnection(urlsplit(self.who.served.url).netloc, timeout=30)
        carried = {"authorization": f"Bearer {bearer}", "content-type": "application/json", **headers}
        if key:
            carried["idempotency-key"] = key
        self._connection.request(method, path, None if body is None else json.dumps(body), carried)
        return self._connection.getresponse()

    def _close_as_said(self, answer: http.client.HTTPResponse) -> None:
        if answer.getheader("connection") == "close":
            self.close()

    def _note(self, began: float, words: str) -> None:
        self.troubles.append(Trouble(began, time.monotonic(), words))
