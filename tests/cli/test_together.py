"""What is written in one go is sent at once, and nothing is kept for longer than a turn of the loop."""

import asyncio
from typing import Any

from greenroom.cli.together import Together


class _Wire(asyncio.Transport):
    """The far end: what was sent, packet by packet."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 1)})
        self.sent: list[bytes] = []
        self.closed = False

    def write(self, data: Any) -> None:
        assert not self.closed
        self.sent.append(bytes(data))

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed


async def _after(*written: bytes, turns: int = 0, close: bool = False) -> _Wire:
    wire = _Wire()
    together = Together(wire, asyncio.get_running_loop())
    for data in written:
        together.write(data)
    for _ in range(turns):
        await asyncio.sleep(0)
    if close:
        together.close()
    return wire


def test_a_head_and_its_body_are_one_packet() -> None:
    assert asyncio.run(_after(b"head", b"body", turns=1)).sent == [b"headbody"]
    assert asyncio.run(_after(b"head", b"b" * 5000)).sent == [b"head" + b"b" * 5000]


def test_a_head_alone_waits_for_no_body() -> None:
    assert asyncio.run(_after(b"head", turns=1)).sent == [b"head"]


def test_whoever_writes_without_a_pause_fills_the_transport_and_not_the_memory() -> None:
    sent = asyncio.run(_after(*[b"x"] * 100)).sent
    assert len(b"".join(sent)) >= 90


def test_what_was_kept_is_sent_before_the_end() -> None:
    wire = asyncio.run(_after(b"last words", turns=0, close=True))
    assert wire.sent == [b"last words"]
    assert wire.closed


def test_everything_else_is_the_transports_own() -> None:
    async def peer() -> object:
        return Together(_Wire(), asyncio.get_running_loop()).get_extra_info("peername")

    assert asyncio.run(peer()) == ("127.0.0.1", 1)
