"""Replaying: every transcript of the dialects that are asked for, each on an account without characters."""

from collections.abc import Iterable, Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Literal, NamedTuple

from greenroom import dialects
from greenroom.probe.cast import Cast, Obstacle, Unplayable
from greenroom.probe.transcript import Exchange, Mismatch, parse, replay
from greenroom.probe.wire import Wire

Outcome = Literal["as written", "otherwise", "left out"]


class Finding(NamedTuple):
    """What became of one exchange; `why` is "" where the answer was as written."""

    dialect: str
    transcript: str
    title: str
    outcome: Outcome
    why: str = ""


def transcripts(names: Iterable[str]) -> list[Path]:
    """The transcripts of these dialects."""
    folder = Path(dialects.__path__[0])
    return sorted(path for name in names for path in (folder / name / "transcripts").glob("*.http"))


def probe(url: str, key: str, names: Iterable[str]) -> Iterator[Finding]:
    """Replay the transcripts of these dialects against a server, with a key to an account that has no characters.

    Everything that a transcript leaves in the account is deleted again.

    Raises:
        Obstacle: the server can't be asked at all, the key has not all scopes, or the account has characters.
    """
    try:
        wire = Wire(url)
        cast = Cast(wire, url, key)
        if not cast.empty():
            raise Obstacle(
                "this account has characters, and a probe deletes all: give it a key of an empty one"
            )
        for path in transcripts(names):
            for exchange in parse(path.read_text("utf-8")):
                yield _finding(path, exchange, cast, wire)
            cast.clear()
    except (OSError, HTTPException, ValueError) as error:
        raise Obstacle(f"{url} can't be asked: {error}") from error


def _finding(path: Path, exchange: Exchange, cast: Cast, wire: Wire) -> Finding:
    place = (path.parts[-3], path.stem, exchange.title)
    try:
        replay(exchange, cast, wire.send)
    except Mismatch as mismatch:
        return Finding(*place, "otherwise", str(mismatch))
    except Unplayable as role:
        return Finding(*place, "left out", f"one key can't play {role.args[0]}")
    return Finding(*place, "as written")
