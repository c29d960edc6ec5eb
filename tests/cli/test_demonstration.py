"""`greenroom serve --demo`: somebody to talk with at once."""

import json
import shlex
import signal
from pathlib import Path

import httpx2
import pytest
from tests.callers import new_caller
from tests.cli.conftest import started
from tests.conftest import Run

from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Character
from greenroom.cli.demonstration import JUNIPER, Talk, begin
from greenroom.cli.small_model import fits, this_machine
from greenroom.conversations import store
from greenroom.database import Database


def test_the_command_that_is_shown_has_an_answer(tmp_path: Path) -> None:
    if not fits(this_machine()):
        pytest.skip("the small model is not built for this machine")
    with started("--demo", "--port", 0, "--data", tmp_path) as server:
        assert server.stdout
        lines: list[str] = []
        while not lines or "Hello!" not in lines[-1]:
            lines.append(server.stdout.readline())
            assert lines[-1], server.stderr.read() if server.stderr else ""
        assert f"Talk to {JUNIPER.name}:\n" in lines
        curl, address, *options = shlex.split(lines[-1])
        assert (curl, options[0], options[2]) == ("curl", "-H", "-d")
        name, _, value = options[1].partition(": ")
        head = {name: value, "content-type": "application/x-www-form-urlencoded"}
        answer = httpx2.post(address, headers=head, content=options[3], timeout=240)
        assert answer.status_code == 201, answer.text
        assert answer.json()["reply"]["text"]
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
    with started("--demo", "--port", 0, "--data", tmp_path, "--json") as server:
        assert server.stdout
        again = json.loads(server.stdout.readline())
    assert address.endswith(f"/v1/threads/{again['talk']['thread_id']}/messages")
    assert again["model"]["name"] == "smollm2-135m"


def test_somebody_who_is_there_is_talked_with(database: Database, run: Run) -> None:
    catalogue = Catalogue()

    def unit(db: Transaction) -> tuple[Talk, Talk, int]:
        who = new_caller(db, "owner")
        catalogue.create(db, who, Character(name="Nora"), "native")
        first, second = (begin(db, catalogue, "owner") for _ in range(2))
        thread = store.find_thread(db, who.account_id, first.thread_id)
        return first, second, len(store.messages(db, thread, "", 9))

    first, second, said = run(database.write(unit))
    assert first == second
    assert first.character == "Nora"
    assert said == 0  # she has no greeting


def test_else_somebody_friendly_is_made(database: Database, run: Run) -> None:
    def unit(db: Transaction) -> tuple[Talk, list[str]]:
        who = new_caller(db, "owner")
        talk = begin(db, Catalogue(), "owner")
        thread = store.find_thread(db, who.account_id, talk.thread_id)
        return talk, [one.text for one in store.messages(db, thread, "", 9)]

    talk, said = run(database.write(unit))
    assert talk.character == JUNIPER.name
    assert said == [JUNIPER.greetings.first]


def test_whoever_is_made_is_there_for_guests_too(database: Database, run: Run) -> None:
    catalogue = Catalogue()

    def unit(db: Transaction) -> list[str]:
        who = new_caller(db, "owner")
        begin(db, catalogue, "owner")
        return [one.character.name for one in catalogue.public_of(db, who.account_id, 9)]

    assert run(database.write(unit)) == [JUNIPER.name]
