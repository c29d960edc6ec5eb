"""Searches by words: whichever way an engine goes, all are found who have the words, in the order that was asked for."""

import random
from itertools import pairwise, product

import pytest
from tests.characters.conftest import Room

from greenroom.accounts.model import Caller
from greenroom.characters.discovery import search
from greenroom.characters.discovery.model import Sort, Wanted
from greenroom.characters.discovery.search import count
from greenroom.characters.model import Character, Record
from greenroom.database import Transaction
from greenroom.kit.words import wanted_words, words_of

WALKS = pytest.mark.parametrize(("walked", "a_lot"), [(1, 20_000), (1, -1), (64, -1), (2_000, 20_000)])
"""How far PostgreSQL looks before it goes by words, and how many are so many that it looks further then."""


def names(room: Room, wanted: Wanted) -> list[str]:
    return [found.record.character.name for found in room.read(room.catalogue.discover, wanted)]


def asking(query: str, wanted: Wanted) -> Wanted:
    return wanted._replace(words=tuple(wanted_words(query)))


@WALKS
def test_words_that_many_have_are_found_in_the_same_order_as_rare_ones(
    walked: int, a_lot: int, room: Room, ada: Caller, bob: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_WALKED", walked)
    monkeypatch.setattr(search, "_WALKED_FAR", (walked + 10, walked + 20))
    monkeypatch.setattr(search, "_A_LOT", a_lot)

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


SORTS: tuple[Sort, ...] = ("popular", "recent", "trending")
TEXTS = ("witch", "witches", "wit", "c++", "魔女", "cat", "category", "wanderer", "wandering", "w")


@WALKS
def test_whatever_was_changed_those_are_found_who_have_the_words_now(
    walked: int, a_lot: int, room: Room, ada: Caller, bob: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compared with what one finds who reads everybody."""
    monkeypatch.setattr(search, "_WALKED", walked)
    monkeypatch.setattr(search, "_WALKED_FAR", (walked + 10, walked + 20))
    monkeypatch.setattr(search, "_A_LOT", a_lot)
    chance, there = random.Random(7), list[Record]()
    for _ in range(120):
        change(room, chance.choice((ada, bob)), there, chance)
    grown_up = {one.character_id for one in there if room.read(room.catalogue.is_mature, one)}
    for sort, text, category, mature in product(SORTS, TEXTS, ("", "tutor"), (False, True)):
        wanted = asking(text, Wanted(sort, category, most=200, mature=mature))
        found = [one.record.character_id for one in room.read(room.catalogue.discover, wanted)]
        expected = {
            one.character_id
            for one in there
            if one.character.visibility == "public"
            and (not category or one.character.category == category)
            and (mature or one.character_id not in grown_up)
            and all(
                any(has.startswith(word) for has in words_of(one.character.name)) for word in wanted.words
            )
        }
        assert len(found) == len(expected) == room.read(count, wanted)
        assert {*found} == expected
        if sort == "popular":
            liked = [room.read(room.catalogue.readable, ada, one).message_count for one in found]
            assert all(more * 17 / 16 + 1 >= fewer for more, fewer in pairwise(liked))


def change(room: Room, who: Caller, there: list[Record], chance: random.Random) -> None:
    """Something that happens to somebody."""
    of_theirs = [one for one in there if one.account_id == who.account_id]
    kind = chance.randrange(6) if of_theirs else 0
    at = there.index(chance.choice(of_theirs)) if kind else 0
    name, category = " ".join(chance.sample(TEXTS, 3)), chance.choice(("", "tutor", "wit"))
    if kind == 0:
        there.append(room.create(who, Character(name=name, category=category, visibility="public")))
    elif kind == 1:
        there[at] = room.change(who, there[at], name=name, category=category)
    elif kind == 2:
        there[at] = room.change(who, there[at], visibility=chance.choice(("public", "private")))
    elif kind == 3:
        room.delete(there.pop(at))
    elif kind == 4:
        room.write(lambda db: room.catalogue.rate(db, there[at], mature=chance.random() < 0.5))
    else:
        room.write(room.catalogue.count_messages, there[at], chance.randrange(1, 200))


def test_more_words_than_one_can_name_begin_alike(room: Room, ada: Caller) -> None:
    def make(db: Transaction) -> None:
        for number in range(90):
            made = Character(name=f"beginning{number}", visibility="public")
            room.catalogue.create(db, ada, made, "stable")

    room.write(make)
    for query, some in (
        ("beginning", 90),
        ("beginning8", 11),
        ("beginn", 90),
        ("beginning88", 1),
        ("beginnings", 0),
    ):
        assert len(names(room, asking(query, Wanted(most=100)))) == some
        assert room.read(count, asking(query, Wanted())) == some


def test_a_page_goes_on_where_the_last_one_ended_for_many_words(room: Room, ada: Caller) -> None:
    text = " ".join(f"word{number:02}" for number in range(40))
    for number in range(5):
        room.create(ada, Character(name=f"Nora {number}", blurb=text, visibility="public"))
    wanted = asking(f"nora {text[:190]}", Wanted("trending", most=2))
    seen = []
    while found := room.read(room.catalogue.discover, wanted):
        seen += [one.record.character.name for one in found]
        wanted = wanted._replace(after=found[-1].rank)
    assert seen == [f"Nora {number}" for number in (4, 3, 2, 1, 0)]
