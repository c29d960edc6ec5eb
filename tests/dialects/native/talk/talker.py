"""Somebody in a thread with a character."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple, Self

import httpx2
from tests.isolation.ask import said
from tests.served import Caller, Served

NORA: Mapping[str, Any] = {
    "name": "Nora",
    "greetings": {"first": "Need a job done?", "alternates": ["You again.", "Come in, {{user}}."]},
}


class Event(NamedTuple):
    """A server-sent event: its name, its id and its JSON."""

    name: str
    id: str
    data: Any


class Talker(NamedTuple):
    """`path` is that of the thread."""

    who: Caller
    path: str
    character_id: str

    @classmethod
    def of(cls, who: Caller, character: Mapping[str, Any] = NORA, **thread: Any) -> Self:
        """Somebody with a new character and a new thread."""
        made = said(who.post("/v1/characters", {"character": dict(character)}))
        return cls.with_character(who, made["id"], **thread)

    @classmethod
    def with_character(cls, who: Caller, character_id: str, **thread: Any) -> Self:
        begun = said(who.post("/v1/threads", {"character": character_id, **thread}))
        return cls(who, f"/v1/threads/{begun['id']}", character_id)

    def at(self, served: Served) -> Self:
        """The same somebody in the same thread, at another server."""
        who = self.who
        return self._replace(who=Caller(served, who.account_id, who.handle, who.key))

    def thread(self) -> Any:
        return said(self.who.get(self.path))

    def stats(self) -> Any:
        return said(self.who.get(f"/v1/characters/{self.character_id}/stats"))

    def ask(self, text: str, **options: Any) -> httpx2.Response:
        """The answer to something that is said; `headers` and fields of the body are options."""
        headers = options.pop("headers", {})
        return self.who.post(f"{self.path}/messages", {"text": text, **options}, headers=headers)

    def say(self, text: str, **options: Any) -> Any:
        """What was said and what was replied."""
        return said(self.ask(text, **options))

    def reply(self, **body: Any) -> Any:
        return said(self.who.post(f"{self.path}/reply", body))

    def messages(self, query: str = "") -> list[Any]:
        found: list[Any] = said(self.who.get(f"{self.path}/messages{query}"))["items"]
        return found

    def texts(self) -> list[str]:
        """What was said on the active path, greeting first."""
        return [one["text"] for one in self.messages()]

    def post(self, path: str, body: Any = None) -> Any:
        return said(self.who.post(f"{self.path}{path}", {} if body is None else body))

    @contextmanager
    def stream(self, text: str, **options: Any) -> Iterator[Iterator[Event]]:
        """The events of a reply to something that is said, as they come."""
        headers = options.pop("headers", {})
        body = {"text": text, "stream": True, **options}
        with self.events("POST", f"{self.path}/messages", headers, json=body) as events:
            yield events

    @contextmanager
    def follow(self, reply_id: str, after: str = "", at: Caller | None = None) -> Iterator[Iterator[Event]]:
        """The events of a reply after the one with this id; at another server where `at` is somebody there."""
        headers = {"last-event-id": after} if after else {}
        who = at or self.who
        with Talker(who, self.path, "").events(
            "GET", f"{self.path}/messages/{reply_id}/events", headers
        ) as events:
            yield events

    @contextmanager
    def events(
        self, method: str, path: str, headers: Mapping[str, str], **body: Any
    ) -> Iterator[Iterator[Event]]:
        carried = {"authorization": f"Bearer {self.who.key}", **headers}
        with self.who.served.http.stream(method, path, headers=carried, **body) as answer:
            if answer.status_code != 200:
                answer.read()
            assert answer.status_code == 200, answer.text
            assert answer.headers["content-type"].startswith("text/event-stream")
            yield parsed(answer.iter_lines())

    def begin(self, text: str) -> tuple[threading.Thread, str]:
        """Something said whose reply goes on by itself; the reply's id, once it has begun to speak."""
        began = threading.Event()
        found: list[str] = []

        def read() -> None:
            with self.stream(text) as events:
                for event in events:
                    if event.name == "begin":
                        found.append(event.data["reply"])
                    elif event.name == "text":
                        began.set()
            began.set()

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        assert began.wait(60)
        return reader, found[0]


def parsed(lines: Iterator[str]) -> Iterator[Event]:
    """Events of an event stream; comments are events without a name."""
    fields: dict[str, str] = {}
    for line in lines:
        if line.startswith(":"):
            yield Event("", "", line)
        elif line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif fields:
            yield Event(fields.get("event", ""), fields.get("id", ""), json.loads(fields["data"]))
            fields = {}


def told(events: list[Event]) -> str:
    """The text that came with them."""
    return "".join(event.data["text"] for event in events if event.name == "text")
