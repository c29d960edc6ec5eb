"""The scenario `explore`: pages of public characters by each order and by every kind of word, while others write."""

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

from greenroom.bench.contender import OURS, Contender
from greenroom.bench.crowd import CATEGORIES, EVERYBODYS, crowd, vocabulary
from greenroom.bench.lab import SQLITE, Lab
from greenroom.bench.model import serve_model, settings_with
from greenroom.bench.ours import serve_home
from greenroom.bench.pantry import Provision, provided
from greenroom.bench.race import failures, race
from greenroom.bench.report import Figures, Outcome, Row
from greenroom.bench.request import Request
from greenroom.bench.traffic import traffic
from greenroom.bench.usage import memory
from greenroom.database.engines import engine_of

TITLE = "pages of 20 public characters by 32 clients, while others make characters and talk"

_PAGE = 20
_MANY = 200
"""How many different requests there are of a kind, where it has so many."""

_PAUSE = 100
"""Milliseconds in which somebody looks at a page, or types the next letter, who is very quick."""

_SLOWEST = 20.0
_NOTES = (
    f"p50 and p99: 32 clients, of whom each asks again some {_PAUSE} ms after it was answered. To reach on SQLite at 1M: a p99 of at",
    f"most {_SLOWEST:g} ms for each of them. All else: the same 32 without a pause, so that each waits for 31 others.",
    "index: how long it takes to make the index of words anew, and what file and server take in all.",
)

Asked = Mapping[str, str]


class _Asked(Contender):
    """What is asked with pauses, and then without."""

    __slots__ = ()

    def run(self, lab: Lab, seconds: int) -> Figures:
        """A turn of both."""
        calm = Contender(*self._replace(request=self.request._replace(pause=_PAUSE))).run(lab, seconds)
        hasty = super().run(lab, seconds)
        times = {name: calm[name] for name in ("p50_ms", "p99_ms")}
        return {**hasty, **times, "hasty_ms": hasty["p99_ms"], "failed": calm["failed"] + hasty["failed"]}


def explore(lab: Lab) -> Outcome:
    """Every kind of question, each in turn with the others."""
    rows: list[Row] = []
    failed: list[str] = []
    for engine, size, provision in provided(lab, crowd):
        with ExitStack() as running:
            model = running.enter_context(serve_model(lab))
            served = running.enter_context(serve_home(lab, provision.home, settings_with(model)))
            running.enter_context(traffic(served, provision.stock.key))
            header = {"Authorization": f"Bearer {provision.stock.key}"}
            racers = [
                _Asked(OURS, what, served, _in_turn(header, asked), engine, size)
                for what, asked in kinds(size).items()
            ]
            ran = race(lab, racers)
            taken = memory(served.process.pid).rss
        rows += ran
        failed += failures(ran)
        if engine == SQLITE:
            rows.append(_index(provision, size, taken))
    return Outcome(TITLE, rows, failed, _NOTES)


def kinds(size: int) -> Mapping[str, Sequence[Asked]]:
    """Questions to so many characters, by what they have in common."""
    words, chance = vocabulary(), random.Random(2)
    often, middling = words[:20], words[500:700]
    numbers = [str(chance.randrange(size)) for _ in range(_MANY)]
    return {
        "popular": [{}],
        "recent": [{"sort": "recent"}],
        "trending": [{"sort": "trending"}],
        "popular in a category": [{"category": one} for one in CATEGORIES],
        "trending in a category": [{"sort": "trending", "category": one} for one in CATEGORIES],
        "a word all have": [{"q": EVERYBODYS}],
        "a frequent word": [{"q": word} for word in often],
        "a middling word": [{"q": word} for word in middling],
        "a word one has": [{"q": number} for number in numbers],
        "a word nobody has": [{"q": f"{word}x"} for word in middling],
        "two letters": [{"q": word[:2]} for word in middling],
        "six letters": [{"q": word[:6]} for word in middling],
        "two frequent words": [{"q": f"{one} {other}"} for one in often for other in often if one < other],
        "a frequent and a rare word": [{"q": f"{EVERYBODYS} {number}"} for number in numbers],
        "a frequent word, recent": [{"q": word, "sort": "recent"} for word in often],
        "a frequent word, trending": [{"q": word, "sort": "trending"} for word in often],
        "a frequent word in a category": [
            {"q": word, "category": chance.choice(CATEGORIES)} for word in often
        ],
        "a middling word in a category": [
            {"q": word, "category": chance.choice(CATEGORIES)} for word in middling
        ],
    }


def _in_turn(header: Mapping[str, str], asked: Sequence[Asked]) -> Request:
    paths = [f"/v1/explore?{urlencode({**one, 'limit': str(_PAGE)})}" for one in islice(asked, _MANY)]
    return Request(paths[0], header, in_turn=paths)


def _index(provision: Provision, size: int, megabytes: float) -> Row:
    """What it costs to have words found at once."""
    began = time.perf_counter()
    with engine_of(provision.home.location).keeper() as keeper, keeper.unchecked():
        pass
    figures = {
        "index_s": time.perf_counter() - began,
        "rss_mb": megabytes,
        "disk_mb": sum(_sizes(provision)) / 1e6,
    }
    return Row(OURS, "index", figures, [figures], SQLITE, size)


def _sizes(provision: Provision) -> Iterator[int]:
    yield from (path.stat().st_size for path in Path(provision.home.folder).glob("greenroom.sqlite3*"))
