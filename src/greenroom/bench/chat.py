"""The scenario `chat`: from asking to the first word of a reply, through us and of the model alone."""

import http.client
import json
import statistics
import time
from collections.abc import Mapping
from contextlib import ExitStack
from typing import NamedTuple

from msgspec.structs import replace

from greenroom.bench.character import NAME, TEXT
from greenroom.bench.contender import OURS
from greenroom.bench.home import fresh_home
from greenroom.bench.lab import Lab
from greenroom.bench.model import MODEL, serve_model, settings_with
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.ours import first_key, serve_home
from greenroom.bench.race import medians
from greenroom.bench.report import Figures, Outcome, Row
from greenroom.bench.request import Request, ask
from greenroom.bench.served import Served
from greenroom.settings import Value

TITLE = "from asking to the first word of a reply, one at a time"

_NOTES = (
    "The model says its first word at once, so what is more than it takes is ours: the thread is written and read, the",
    "prompt is made, and each piece goes through the filter and a frame.",
)
_ASKED = 100
_FIRST = b"word"


class _Speaker(NamedTuple):
    """Who is asked, and how."""

    server: str
    what: str
    served: Served
    request: Request
    engine: str = ""


def chat(lab: Lab) -> Outcome:
    """The model alone, then a reply in a thread with a character of 4 KB: each anew in turn."""
    with ExitStack() as running:
        model = running.enter_context(serve_model(lab))
        settings = settings_with(model)
        speakers = [_alone(model), *(_open(lab, running, engine, settings) for engine in lab.engines)]
        rounds = [[_round(one) for one in speakers] for _ in range(lab.effort.rounds)]
    rows = [
        Row(one.server, one.what, medians(ran), ran, one.engine)
        for one, ran in zip(speakers, map(list, zip(*rounds, strict=True)), strict=True)
    ]
    return Outcome(TITLE, [rows[0], *(_over(row, rows[0]) for row in rows[1:])], (), _NOTES)


def _open(lab: Lab, running: ExitStack, engine: str, settings: Mapping[str, Value]) -> _Speaker:
    home = running.enter_context(fresh_home(lab, OURS, engine))
    served = running.enter_context(serve_home(lab, home, settings))
    return _ours(served, first_key(home.folder))._replace(engine=engine)


def _alone(model: Served) -> _Speaker:
    said = {"model": "talker", "stream": True, "messages": [{"role": "user", "content": TEXT}]}
    return _Speaker(MODEL, "alone", model, Request("/v1/chat/completions", body=json.dumps(said)))


def _ours(served: Served, key: str) -> _Speaker:
    headers = {"Authorization": f"Bearer {key}"}

    def made(path: str, body: Mapping[str, object]) -> str:
        return str(ask(served.port, Request(path, headers, json.dumps(body)))["id"])

    character = made("/v1/characters", {"character": {"name": NAME, "prompt": {"definition": TEXT}}})
    thread = made("/v1/threads", {"character": character})
    ask(served.port, Request(f"/v1/threads/{thread}/messages", headers, json.dumps({"text": "Hello."})))
    again = Request(f"/v1/threads/{thread}/reply", headers, json.dumps({"stream": True}))
    return _Speaker(OURS, "thread", served, again)


def _round(speaker: _Speaker) -> Figures:
    waited = sorted(_first_word(speaker) * 1000 for _ in range(_ASKED))
    return {"p50_ms": statistics.median(waited), "p99_ms": waited[int(len(waited) * 0.99)]}


def _first_word(speaker: _Speaker) -> float:
    """Seconds until the first word came; the rest is read, too."""
    connection = http.client.HTTPConnection("127.0.0.1", speaker.served.port, timeout=30)
    try:
        connection.connect()
        headers = {"Content-Type": "application/json", **speaker.request.headers}
        asked = time.perf_counter()
        connection.request("POST", speaker.request.path, speaker.request.body, headers)
        response = connection.getresponse()
        while _FIRST not in (line := response.readline()):
            if not line:
                raise Obstacle(f"{speaker.server} says nothing: {response.status}")
        came = time.perf_counter() - asked
        response.read()
        return came
    finally:
        connection.close()


def _over(row: Row, alone: Row) -> Row:
    more = row.figures["p50_ms"] - alone.figures["p50_ms"]
    return replace(row, figures={**row.figures, "over_ms": more})
