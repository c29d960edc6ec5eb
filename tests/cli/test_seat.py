"""What a supervisor gives a process, and what they say to each other."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import Run

from greenroom.cli.seat import LEAVE, OPTION, READY, Channel, Seat, read, written

SEAT = Seat(3, 4, 1, "some/folder")


def test_it_is_one_argument() -> None:
    option, said = written(SEAT)
    assert option == OPTION
    assert read(said) == SEAT


@pytest.mark.parametrize(("number", "first"), [(1, True), (2, False)])
def test_one_of_them_is_the_first(number: int, first: bool) -> None:  # noqa: FBT001 - a row
    assert Seat(3, 4, number, "some/folder").company == (Path("some/folder"), first)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_it_says_that_it_answers_and_hears_that_it_shall_go_or_is_alone(
    run: Run, ends: tuple[socket.socket, socket.socket]
) -> None:
    heard: list[str] = []

    async def listen() -> None:
        ours, theirs = ends
        Channel(theirs.detach(), lambda: heard.append("leave"), lambda: heard.append("end")).open()
        assert ours.recv(100) == READY
        ours.send(LEAVE)
        await asyncio.sleep(0.05)
        ours.close()
        await asyncio.sleep(0.05)

    run(listen())
    assert heard == ["leave", "end"]
