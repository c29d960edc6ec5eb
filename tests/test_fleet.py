"""Four processes over one PostgreSQL, asked at one address: what holds for one of them holds for all together."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from tests.conftest import Run
from tests.dialects.native.talk.talker import Talker, told
from tests.fleet import Line, Told, ask, at_once, fleet, processes, within
from tests.model_peer import ModelPeer, tokens
from tests.postgres_server import PostgresServer
from tests.served import Served

from greenroom.accounts import service
from greenroom.accounts.model import Caller as Who
from greenroom.accounts.plans import PLANS, Rate
from greenroom.conversations import ledger
from greenroom.database import open_database
from greenroom.kit.clock import DAY, system_clock
from greenroom.problems import DailyLimit

MANY = 16
SOON = 1.0
"""Seconds after which a revocation holds everywhere."""


@pytest.fixture(scope="module")
def four(server_data: Path, postgres_server: PostgresServer, model_peer: ModelPeer) -> Iterator[Served]:
    with postgres_server.database("template0") as url:
        with fleet(server_data / "fleet", url, model_peer.endpoint.url) as served:
            yield served
        assert "Traceback" not in served.log(), served.log()


def test_four_processes_answer_at_one_address(four: Served) -> None:
    who = four.newcomer()
    with within(60) as left:
        answering = set[str]()
        while left() and len(answering) < 4:
            answering |= {told.process for told in at_once(MANY, lambda _: ask(who, "GET", "/v1/account"))}
    assert len(processes(four.pid)) == 4


def test_no_more_is_granted_than_one_process_would(four: Served) -> None:
    who, rate = four.newcomer("guest"), PLANS["guest"].write or Rate(0, 0)

    def storm(number: int) -> list[int]:
        line = Line(who)
        told = [line.ask("POST", "/v1/personas", {"name": f"{number} {turn}"}).status for turn in range(12)]
        line.close()
        return told

    began = time.monotonic()
    answers = [one for several in at_once(MANY, storm) for one in several]
    took = time.monotonic() - began
    granted = answers.count(201)
    assert {*answers} == {201, 429}
    assert rate.burst <= granted <= (rate.burst + rate.per_minute / 60 * took) * 1.01 + 4


class Asked(NamedTuple):
    """What was told, and the moments between which it was."""

    told: Told
    began: float
    ended: float


def test_whoever_is_refused_is_granted_after_as_long_as_is_told(four: Served) -> None:
    who = four.newcomer("guest")

    def once() -> Asked:
        began = time.monotonic()
        told = ask(who, "POST", "/v1/personas", {"name": "later"})
        return Asked(told, began, time.monotonic())

    while (refused := once()).told.status != 429:
        pass
    last, now = refused, once()
    with within(60) as left:
        while now.told.status == 429 and left():
            last, now = now, once()
    wait = int(refused.told.headers["retry-after"])
    assert now.ended - refused.began >= wait - 1  # it is told in whole seconds
    assert last.began - refused.ended <= wait  # who has waited so long is not refused again


def test_a_day_has_one_count(postgres_server: PostgresServer, postgres_template: str, run: Run) -> None:
    with postgres_server.database(postgres_template) as url:
        noon = system_clock() // DAY * DAY + DAY // 2  # lest the day end amid the test
        databases = [open_database(url, clock=lambda: noon) for _ in range(4)]
        account = run(databases[0].write(service.create_account, "ada", "guest"))
        who = Who(account_id=account.account_id, handle="ada", plan="guest", key_id=None, scopes=frozenset())

        async def count() -> list[object]:
            asked = [one.write(ledger.count_reply, who) for one in databases for _ in range(40)]
            return [*await asyncio.gather(*asked, return_exceptions=True)]

        counted = run(count())
        for one in databases:
            run(one.close())
    assert counted.count(None) == PLANS["guest"].replies_a_day
    assert {type(one) for one in counted} == {type(None), DailyLimit}


def test_one_effect_for_one_key_through_whichever_process(four: Served) -> None:
    who = four.newcomer()
    answers = at_once(
        MANY * 2,
        lambda _: ask(who, "POST", "/v1/personas", {"name": "Once"}, **{"idempotency-key": "storm"}),
    )
    assert {told.status for told in answers} == {201}
    assert len({told.body for told in answers}) == 1
    assert sum(told.headers.get("idempotent-replayed") == "true" for told in answers) == MANY * 2 - 1
    assert len({told.process for told in answers}) > 1
    assert len(who.get("/v1/personas").json()["items"]) == 1


@pytest.mark.parametrize("end", ["key", "account", "suspension"])
def test_whoever_may_not_ask_any_more_is_refused_everywhere_and_not_listened_to(
    four: Served, end: str
) -> None:
    who = four.newcomer()
    for _ in range(8):  # so that each process knows the key
        at_once(4, lambda _: ask(who, "GET", "/v1/account"))
    talk = Talker.of(who)
    with talk.stream("Hello #tokens=2000 #pause=0.05") as events:
        next(events)
        if end == "key":
            other = who.with_key()
            assert other.delete(f"/v1/keys/{who.key[:15]}").status_code == 200
        elif end == "account":
            four.write(service.delete_account, who.account_id)
        else:
            four.write(service.suspend_account, who.account_id)
        ended = time.monotonic()
        last = [*events][-1]
        time.sleep(max(0.0, ended + SOON - time.monotonic()))
        statuses = {told.status for told in at_once(MANY, lambda _: ask(who, "GET", "/v1/account"))}
    assert statuses <= {401, 403}
    assert (last.name, last.data["title"]) in {("problem", "Wrong key"), ("problem", "Account suspended")}


def test_a_refusal_holds_within_a_second(four: Served) -> None:
    who = four.newcomer()
    key_id, lines = who.key[:15], [Line(who) for _ in range(8)]
    for _ in range(5):
        for line in lines:
            assert line.ask("GET", "/v1/account").status == 200
    assert who.with_key().delete(f"/v1/keys/{key_id}").status_code == 200
    ended, late = time.monotonic(), 0.0
    while time.monotonic() - ended < SOON * 2:
        for line in lines:
            asked = time.monotonic()
            if line.ask("GET", "/v1/account").status == 200:
                late = asked - ended
    for line in lines:
        line.close()
    assert late < SOON


def test_what_is_made_is_found_at_once_through_any_process(four: Served) -> None:
    who = four.newcomer()
    word = who.handle.removeprefix("t_")
    character = {"name": f"Nora {word}", "visibility": "public"}
    assert who.post("/v1/characters", {"character": character}).status_code == 201
    found = at_once(MANY, lambda _: ask(who, "GET", f"/v1/explore?q={word}"))
    assert {(told.status, told.body) for told in found if told.status != 200} == set(), four.log()[-4000:]
    assert {len(told.json["items"]) for told in found} == {1}
    assert len({told.process for told in found}) > 1


def test_metrics_are_of_all_processes(four: Served) -> None:
    who = four.newcomer()
    begun = time.monotonic()
    told: set[int] = set()
    while told != {*processes(four.pid)} and time.monotonic() - begun < 60:
        at_once(MANY, lambda _: ask(who, "GET", "/v1/account"))
        time.sleep(1.5)  # each tells the others once a second
        lines = ask(who, "GET", "/metrics").body.decode().splitlines()
        counts = [line for line in lines if line.startswith("greenroom_requests")]
        told = {int(line.split('process="')[1].split('"')[0]) for line in counts}
    assert told == {*processes(four.pid)}


def test_while_the_database_is_away_everybody_is_answered_and_then_it_heals(
    four: Served, postgres_server: PostgresServer
) -> None:
    name = four.location.partition("@/")[2].partition("?")[0]
    whoever = [four.newcomer("guest"), four.newcomer("home")]

    def all_of_them(number: int) -> int:
        return ask(whoever[number % 2], "GET", "/v1/characters").status

    def wait_for(status: int) -> None:
        with within(60) as left:
            while left() and {*at_once(4, all_of_them)} != {status}:
                pass

    assert {*at_once(4, all_of_them)} == {200}
    with psycopg.connect(postgres_server.url("postgres"), autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            wait_for(503)
            answers = at_once(MANY, all_of_them)
        finally:
            connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())
    wait_for(200)
    assert {*answers} == {503}


def test_of_a_process_that_is_killed_nobody_notices_long(four: Served) -> None:
    who, victim = four.newcomer(), processes(four.pid)[0]
    os.kill(victim, signal.SIGKILL)
    with within(60) as left:
        while (left() and victim in (there := processes(four.pid))) or len(there) < 4:
            pass
    statuses = {told.status for told in at_once(MANY, lambda _: ask(who, "GET", "/v1/account"))}
    assert statuses == {200}


def test_all_are_replaced_and_no_request_fails(four: Served) -> None:
    """Readers and writers go on and on, a reply is streamed, and after SIGHUP other processes answer."""
    who, before = four.newcomer(), processes(four.pid)
    talk, done = Talker.of(who), threading.Event()

    def go_on(number: int) -> list[str]:
        line, made = Line(who), list[str]()
        while not done.is_set():
            if number % 2:
                assert line.ask("GET", "/v1/account").status == 200
            else:
                told = line.ask("POST", "/v1/personas", {"name": f"{number} {len(made)}"})
                assert told.status == 201, told.body
                made.append(told.json["id"])
        line.close()
        return made

    with ThreadPoolExecutor(9) as pool:
        working = [pool.submit(go_on, number) for number in range(8)]
        with talk.stream("Hello #tokens=60 #pause=0.1") as events:
            begin = next(events)
            os.kill(four.pid, signal.SIGHUP)
            text = told([begin, *events])
        with within(100) as left:
            while left() and {*before} & {*processes(four.pid)}:
                pass
        done.set()
        made = [one for several in working for one in several.result()]
    assert text == tokens(count=60)
    assert len(processes(four.pid)) == 4
    kept, cursor = set[str](), ""
    while True:
        page = who.get(f"/v1/personas?limit=100{cursor}").json()
        kept |= {one["id"] for one in page["items"]}
        if not page["next_cursor"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert kept == {*made}


def test_all_end_with_their_supervisor(
    server_data: Path, postgres_server: PostgresServer, postgres_template: str
) -> None:
    with postgres_server.database(postgres_template) as url:
        command = [sys.executable, "-m", "greenroom", "serve", "--port", "0", "--workers", "2", "--json"]
        place = ["--data", str(server_data / "orphans"), "--database", url]
        with subprocess.Popen([*command, *place], stdout=subprocess.PIPE) as supervisor:
            assert supervisor.stdout
            assert supervisor.stdout.readline()
            two = processes(supervisor.pid)
            supervisor.kill()
        with within(30) as left:
            while left() and any(Path(f"/proc/{one}/fd/0").exists() for one in two):
                pass


def test_a_worker_does_what_servers_leave(
    server_data: Path, postgres_server: PostgresServer, postgres_template: str, model_peer: ModelPeer
) -> None:
    data = server_data / "leaving"
    with (
        postgres_server.database(postgres_template) as url,
        Served(data, url, model_url=model_peer.endpoint.url, background="false") as served,
    ):
        who = served.newcomer()
        operation = who.post("/v1/account/export", {}).json()["id"]
        time.sleep(1)
        assert who.get(f"/v1/operations/{operation}").json()["state"] == "queued"
        command = [sys.executable, "-m", "greenroom", "worker", "--data", str(data), "--database", url]
        with subprocess.Popen([*command, "--json"], stdout=subprocess.PIPE) as worker:
            assert worker.stdout
            assert worker.stdout.readline()
            with within(30) as left:
                while left() and who.get(f"/v1/operations/{operation}").json()["state"] != "done":
                    pass
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(30) == 0
