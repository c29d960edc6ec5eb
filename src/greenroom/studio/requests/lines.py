"""Lines of the request log as somebody looks for them. It is read from its end, and no further than is sensible."""

import re
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from greenroom.http.request_log import read_lines
from greenroom.http.server import Seen

MOST_READ = 100_000
"""Lines that are read before a page says that there may be more."""

_IDENTITY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?=[^/:]*\d)[A-Za-z0-9_-]{16,}")


class Wanted(NamedTuple):
    """What is looked for; empty texts want everything. Moments are seconds since 1970.

    `status` is a number, `failed`, or a class as `4xx`; `key_ids` are the keys whose requests may be seen, None those of
    everybody and of nobody.
    """

    key_ids: Collection[str] | None
    status: str = ""
    method: str = ""
    dialect: str = ""
    key: str = ""
    path: str = ""
    since: float = 0.0
    before: float = float("inf")


class Found(NamedTuple):
    """Lines, the newest first; `more` whether there are others, `cut` whether the log goes back further than was read."""

    lines: list[Seen]
    more: bool
    cut: bool = False


class Failure(NamedTuple):
    """Requests that failed alike: how often, and one of them, the last."""

    shape: str
    times: int
    last: Seen


def find(file: Path, wanted: Wanted, most: int, furthest: int = MOST_READ) -> Found:
    """The newest lines that are wanted, among the last `furthest`."""
    found: list[Seen] = []
    read = 0
    for line in _within(file, wanted, furthest):
        read += 1
        if fits(line, wanted):
            if len(found) == most:
                return Found(found, more=True)
            found.append(line)
    return Found(found, more=False, cut=read == furthest)


def find_one(file: Path, wanted: Wanted, request_id: str) -> Seen | None:
    """The line of a request."""
    return next(
        (line for line in _within(file, wanted) if line.request_id == request_id and fits(line, wanted)), None
    )


def failures(file: Path, wanted: Wanted) -> list[Failure]:
    """What failed, alike with alike, the most frequent first."""
    groups: dict[tuple[str, str, str, int, str], Failure] = {}
    for line in _within(file, wanted):
        if line.status >= 400 and fits(line, wanted):
            shape = _IDENTITY.sub("…", line.path)
            key = line.dialect, line.method, shape, line.status, line.note
            before = groups.get(key)
            groups[key] = Failure(shape, before.times + 1, before.last) if before else Failure(shape, 1, line)
    return sorted(groups.values(), key=lambda group: -group.times)


def fits(line: Seen, wanted: Wanted) -> bool:
    """Whether a line is one of those."""
    if wanted.key_ids is not None and line.key_id not in wanted.key_ids:
        return False
    return (
        _status(wanted.status)(line.status)
        and line.moment < wanted.before
        and wanted.method in {"", line.method}
        and wanted.dialect in {"", line.dialect}
        and wanted.key in {"", line.key_id}
        and wanted.path.lower() in line.path.lower()
    )


def _within(file: Path, wanted: Wanted, furthest: int = MOST_READ) -> Iterator[Seen]:
    for line in islice(read_lines(file), furthest):
        if line.moment < wanted.since:
            return
        yield line


def _status(text: str) -> Callable[[int], bool]:
    if text == "failed":
        return lambda status: status >= 400
    if len(text) == 3 and text.endswith("xx"):
        return lambda status: str(status)[0] == text[0]
    if text.isdecimal():
        return lambda status: status == int(text)
    return lambda _status: True
