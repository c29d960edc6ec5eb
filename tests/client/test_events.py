"""Server-sent events, however they are cut."""

import pytest

from greenroom.client.events import Event, EventReader

ROWS = [
    ("data: a\n\n", [Event("", "", "a")]),
    ("event: text\nid: 1\ndata: a\n\n", [Event("text", "1", "a")]),
    ("event: text\r\nid: 1\r\ndata: a\r\n\r\n", [Event("text", "1", "a")]),
    ("event: text\rid: 1\rdata: a\r\r:\n", [Event("text", "1", "a")]),
    ("id: 1\ndata: a\n\ndata: b\n\n", [Event("", "1", "a"), Event("", "1", "b")]),
    ("data: a\ndata: b\n\n", [Event("", "", "a\nb")]),
    ("data:  a \n\n", [Event("", "", " a ")]),
    ("data\n\n", [Event("", "", "")]),
    (": still here\n\n", []),
    ("event: text\n\n", []),
    ("data: öß→🎭\n\n", [Event("", "", "öß→🎭")]),
    ("data: cut off", []),
    ("data: cut off\n", []),
]


@pytest.mark.parametrize(("text", "events"), ROWS)
@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_it_is_read(text: str, events: list[Event], size: int) -> None:
    reader, data = EventReader(), text.encode()
    found = [event for at in range(0, len(data), size) for event in reader.feed(data[at : at + size])]
    assert found == events
