"""Many streams at once: no byte is crossed or dropped, a slow reader stalls nobody, and who goes away leaves nothing."""

import asyncio
import json
import random
from collections.abc import AsyncIterator

import pytest
from tests.conftest import LONG, Run
from tests.dialects.native.talk.talker import NORA, Talker
from tests.isolation.ask import said
from tests.model_peer import ModelPeer, tokens
from tests.served import Caller

STREAMS = 1000 if LONG else 100
ABORTED = 100_000 if LONG else 1_000
COUNT = 40
PAUSE = STREAMS / 2000
"""Seconds between two tokens, so that those of all come in turn."""


class Line:
    """A request over a connection of its own, without any comfort: what comes is read when it is asked for."""

    def __init__(self, who: Caller, path: str, body: object) -> None:
        host, port = who.served.url.removeprefix("http://").split(":")
        self._where = host, int(port)
        sent = json.dumps(body).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {who.key}\r\n"
        self._request = f"{head}Connection: close\r\nContent-Length: {len(sent)}\r\n\r\n".encode() + sent

    async def open(self, limit: int = 2**16) -> None:
        self._reader, self._writer = await asyncio.open_connection(*self._where, limit=limit)
        self._writer.write(self._request)

    async def lines(self) -> AsyncIterator[str]:
        """Of the body, without the sizes of chunks."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head + await self.whole()
        rest = b""
        while more := await self._reader.read(2**16):
            *lines, rest = (rest + more).split(b"\n")
            for line in lines:
                yield line.decode().strip()

    async def whole(self) -> bytes:
        return await self._reader.read()

    def close(self) -> None:
        self._writer.transport.abort()


def talkers(ada: Caller, count: int) -> list[Talker]:
    """Threads with one character, each of an account of its own in turn."""
    character = said(ada.post("/v1/characters", {"character": {**NORA, "visibility": "public"}}))["id"]
    people = [ada.served.newcomer() for _ in range(10)]
    return [Talker.with_character(people[at % 10], character) for at in range(count)]


async def told(line: Line) -> str:
    text = ""
    async for one in line.lines():
        assert "urn:greenroom:problem" not in one, one
        if one.startswith('data: {"text":'):
            text += json.loads(one.removeprefix("data: "))["text"]
    return text


def body(mark: str, **told: object) -> object:
    words = " ".join(f"#{name}={value}" for name, value in {"mark": mark, **told}.items())
    return {"text": f"Hello {words}", "stream": True}


@pytest.mark.timeout(900)
def test_many_streams_at_once_cross_no_byte(run: Run, ada: Caller, model_peer: ModelPeer) -> None:
    talks = talkers(ada, STREAMS)
    gate = f"many{ada.handle}"

    async def listen(number: int, talk: Talker) -> str:
        await asyncio.sleep(number / 100)
        told_to = body(f"m{number}x", tokens=COUNT, pause=PAUSE, gate=gate)
        line = Line(talk.who, f"{talk.path}/messages", told_to)
        await line.open()
        heard = await told(line)
        line.close()
        return heard

    async def open_the_gate() -> None:
        """Once all are in the midst of their replies, and not before: so they are all open at once."""
        while await asyncio.to_thread(model_peer.open, gate) < STREAMS:  # noqa: ASYNC110 - another process knows
            await asyncio.sleep(0.05)
        await asyncio.to_thread(model_peer.let_pass, gate, STREAMS)

    async def go() -> list[str]:
        listening = asyncio.gather(*(listen(number, talk) for number, talk in enumerate(talks)))
        heard, _ = await asyncio.gather(listening, open_the_gate())
        return heard

    heard = run(go())
    assert heard == [tokens(f"m{number}x", COUNT) for number in range(STREAMS)]
    assert [talk.texts()[-1] for talk in talks[:: STREAMS // 20]] == heard[:: STREAMS // 20]


def test_a_slow_reader_stalls_nobody(run: Run, ada: Caller) -> None:
    slow, quick = talkers(ada, 2)
    long = 60_000  # characters, which no buffer on the way takes at once with all around them

    async def go() -> tuple[str, str]:
        stuck = Line(slow.who, f"{slow.path}/messages", body("s" * 50, tokens=long // 55))
        await stuck.open(limit=1024)
        await asyncio.sleep(1)
        line = Line(quick.who, f"{quick.path}/messages", body("quick", tokens=COUNT))
        await line.open()
        heard = await told(line)
        # Nothing of it was read before: had it stalled the other, both would wait on.
        late = await told(stuck)
        line.close()
        stuck.close()
        return heard, late

    heard, late = run(go())
    assert heard == tokens("quick", COUNT)
    assert late == tokens("s" * 50, long // 55)
    assert slow.texts()[-1] == late


@pytest.mark.timeout(7200 if LONG else 300)
def test_a_storm_of_requests_that_are_given_up_returns_no_foreign_byte(run: Run, ada: Caller) -> None:
    """Each in a thread of its own account; what comes names that account's own marks alone."""
    talks = talkers(ada, 40)
    dice = random.Random(4711)
    fates = [(dice.randrange(40), dice.random() < 0.3, dice.random() * 0.05) for _ in range(ABORTED)]
    foreign: list[bytes] = []
    answered = 0

    async def ask(at: int, talk: Talker, *, gives_up: bool, after: float) -> None:
        nonlocal answered
        line = Line(talk.who, f"{talk.path}/messages", body(f"m{at}x", tokens=20))
        await line.open()
        try:
            came = await asyncio.wait_for(line.whole(), after if gives_up else 60)
        except TimeoutError:
            return
        finally:
            line.close()
        answered += came.startswith(b"HTTP/1.1 200")
        others = [f"m{other}x".encode() for other in range(40) if other != at]
        if not came.startswith((b"HTTP/1.1 200", b"HTTP/1.1 409")) or any(one in came for one in others):
            foreign.append(came)

    async def work(todo: "asyncio.Queue[tuple[int, bool, float]]") -> None:
        while not todo.empty():
            at, gives_up, after = todo.get_nowait()
            await ask(at, talks[at], gives_up=gives_up, after=after)

    async def go() -> None:
        todo: asyncio.Queue[tuple[int, bool, float]] = asyncio.Queue()
        for fate in fates:
            todo.put_nowait(fate)
        await asyncio.gather(*(work(todo) for _ in range(32)))

    run(go())
    assert foreign == []
    assert answered > ABORTED // 20, "most are refused where replies take long: 32 at once in 40 threads"
    for at, talk in enumerate(talks):
        texts = {one["text"] for one in talk.messages("?limit=1000") if one["speaker"] == "character"}
        assert all(text in (tokens(f"m{at}x", 20), "Need a job done?") for text in texts)
