"""Searches: whether a word leads or the order is walked, the same are found in the same order, on both engines."""

import pytest
from tests.characters.conftest import Room

from greenroom.accounts.model import Caller
from greenroom.characters.discovery import search
from greenroom.characters.discovery.model import Wanted
from greenroom.characters.discovery.search import count
from greenroom.characters.model import Character
from greenroom.database import Transaction
from greenroom.kit.words import wanted_words


def names(room: Room, wanted: Wanted) -> list[str]:
    return [found.record.character.name for found in room.read(room.catalogue.discover, wanted)]


def asking(query: str, wanted: Wanted) -> Wanted:
    return wanted._replace(words=tuple(wanted_words(query)))


@pytest.mark.parametrize("farthest", [64, 5_000])
def test_words_that_many_have_are_found_in_the_same_order_as_rare_ones(
    farthest: int, room: Room, ada: Caller, bob: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether one walks all the way, or lets the rarest word lead on from where one is."""
    monkeypatch.setattr(search, "_FARTHEST", farthest)

    def make(db: Transaction) -> None:
        for number in range(230):
            who = bob if number % 9 == 0 else ada
            blurb = f"{'left' if number % 3 else 'right'} way"
            room.catalogue.create(
                db, who, Character(name=f"Traveller {number}", blurb=blurb, visibility="public"), "stable"
            )

    room.write(make)
    every = [f"Traveller {number}" for number in reversed(range(230))]
    rights = [name for at, name in enumerate(reversed(every)) if at % 3 == 0][::-1]
    hers = [name for at, name in enumerate(reversed(every)) if at % 9][::-1]
    for query, others in (("way", every), ("trav way", every), ("traveller right", rights)):
        wanted = asking(query, Wanted("recent", most=100))
        assert names(room, wanted) == others[:100]
        assert names(room, wanted._replace(offset=50)) == others[50:150]
        assert names(room, wanted._replace(most=240, hidden=(bob.account_id,))) == [
            n for n in others if n in set(hers)
        ]
        last = room.read(room.catalogue.discover, wanted._replace(most=20))[-1]
        assert names(room, wanted._replace(most=20, after=last.rank)) == others[20:40]
    assert names(room, asking("way", Wanted("recent", most=24, hidden=(bob.account_id,)))) == hers[:24]
    assert names(room, Wanted("recent", most=24, hidden=(ada.account_id, bob.account_id))) == []
    assert room.read(count, asking("way", Wanted())) == 230
