"""Server-sent events, read piece by piece: https://html.spec.whatwg.org/multipage/server-sent-events.html."""

import re
from typing import NamedTuple

_END = re.compile(rb"\r\n|\n|\r")


class Event(NamedTuple):
    """An event; `id` is that of the last event which had one."""

    name: str
    id: str
    data: str


class EventReader:
    """Takes bytes as they come, and gives the events that are whole."""

    def __init__(self) -> None:
        self._rest = b""
        self._lines: list[str] = []
        self._last_id = ""

    def feed(self, chunk: bytes) -> list[Event]:
        """The events that end in this piece."""
        *lines, self._rest = _END.split(self._rest + chunk)
        if self._rest == b"" and chunk.endswith(b"\r"):  # its other half may come with the next piece
            self._rest = lines.pop() + b"\r"
        found = [self._line(line.decode("utf-8", "replace")) for line in lines]
        return [event for event in found if event]

    def _line(self, line: str) -> Event | None:
        if line:
            self._lines.append(line)
            return None
        fields = [one.partition(":")[::2] for one in self._lines]
        self._lines = []
        said = {name: value.removeprefix(" ") for name, value in fields}
        self._last_id = said.get("id", self._last_id)
        data = [value.removeprefix(" ") for name, value in fields if name == "data"]
        return Event(said.get("event", ""), self._last_id, "\n".join(data)) if data else None
