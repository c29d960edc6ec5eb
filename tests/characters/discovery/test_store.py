"""Discovery: who is found, by whom, and in which order, on both engines."""

from collections.abc import Iterable
from typing import Any

import pytest
from tests.characters.conftest import Room
from tests.conftest import Run

from greenroom.accounts.model import Caller
from greenroom.characters.discovery import search, store
from greenroom.characters.discovery.model import HALF_LIFE, Rank, Sort, Wanted
from greenroom.characters.model import Character, Record
from greenroom.database import open_database
from greenroom.kit.words import wanted_words


def public(room: Room, who: Caller, name: str, **fields: Any) -> Record:
    return room.create(who, Character(name=name, visibility="public", **fields))


EVERYBODY = Wanted()


def names(room: Room, wanted: Wanted = EVERYBODY) -> list[str]:
    return [found.record.character.name for found in room.read(room.catalogue.discover, wanted)]


def total(room: Room, wanted: Wanted = EVERYBODY) -> int:
    return room.read(search.count, wanted)


def asking(query: str, **more: Any) -> Wanted:
    return Wanted(words=tuple(wanted_words(query)), **more)


def test_public_characters_of_all_accounts_are_found_and_others_are_not(
    room: Room, ada: Caller, bob: Caller
) -> None:
    public(room, ada, "Nora")
    public(room, bob, "Theo")
    for visibility in ("private", "unlisted"):
        room.create(ada, Character(name=visibility, visibility=visibility))
    room.create(ada, Character(name="Draft", visibility="public"), live=False)
    assert names(room, Wanted("recent")) == ["Theo", "Nora"]
    assert total(room) == 2


def test_what_is_found_is_the_live_copy(room: Room, ada: Caller) -> None:
    made = public(room, ada, "Nora", blurb="Sharp.")
    drafted = room.change(ada, made, live=False, name="Secret", blurb="Blunt.")
    assert names(room) == names(room, asking("nora sharp")) == ["Nora"]
    assert names(room, asking("secret")) == []
    room.publish(drafted)
    assert names(room) == names(room, asking("secret blunt")) == ["Secret"]
    assert names(room, asking("nora")) == []


def test_it_is_found_from_its_deployment_on(room: Room, ada: Caller) -> None:
    made = room.create(ada, Character(name="Axeon", visibility="public"), live=False)
    assert names(room) == []
    room.deploy(ada, made)
    room.work()
    assert names(room) == ["Axeon"]
    assert total(room) == 1


def test_visibility_acts_at_once(room: Room, ada: Caller) -> None:
    made = public(room, ada, "Nora")
    hidden = room.change(ada, made, visibility="unlisted")
    assert (names(room), names(room, asking("nora")), total(room)) == ([], [], 0)
    room.change(ada, hidden, visibility="public")
    assert (names(room), names(room, asking("nora")), total(room)) == (["Nora"], ["Nora"], 1)


def test_an_account_s_own_are_counted(room: Room, ada: Caller, bob: Caller) -> None:
    for name in ("Nora", "Max"):
        public(room, ada, name)
    room.create(ada, Character(name="Ivy"))
    assert [room.read(store.count_of, who.account_id) for who in (ada, bob)] == [2, 0]


def test_deleting_takes_it_away(room: Room, ada: Caller) -> None:
    room.delete(public(room, ada, "Nora", category="tutor"))
    assert (names(room), total(room), total(room, Wanted(category="tutor"))) == ([], 0, 0)


def test_an_account_is_concealed_and_revealed(room: Room, ada: Caller, bob: Caller) -> None:
    public(room, ada, "Nora", category="tutor")
    public(room, bob, "Theo")
    room.write(room.catalogue.conceal, ada.account_id)
    assert (names(room), total(room)) == (["Theo"], 1)
    room.write(room.catalogue.reveal, ada.account_id)
    assert (names(room, Wanted("recent")), total(room)) == (["Theo", "Nora"], 2)
    assert total(room, Wanted(category="tutor")) == 1


def test_categories_have_their_own_lists_and_totals(room: Room, ada: Caller) -> None:
    for name, category in (("A", "tutor"), ("B", "coach"), ("C", "tutor"), ("D", "")):
        made = public(room, ada, name, category=category)
    assert names(room, Wanted("recent", "tutor")) == ["C", "A"]
    room.change(ada, made, category="coach")
    assert names(room, Wanted("recent", "coach")) == ["D", "B"]
    counts = [total(room, Wanted(category=category)) for category in ("tutor", "coach", "other", "")]
    assert counts == [2, 2, 0, 4]


@pytest.mark.parametrize("category", ["*", "", " "])
def test_no_category_is_counted_as_all(category: str, room: Room, ada: Caller) -> None:
    made = public(room, ada, "Nora", category=category)
    public(room, ada, "Theo", category="tutor")
    assert (total(room), total(room, Wanted(category="tutor"))) == (2, 1)
    room.change(ada, made, category="coach")
    assert (total(room), total(room, Wanted(category=category or "coach"))) == (2, 0 if category else 1)
    room.change(ada, made, category=category)
    assert (total(room), total(room, Wanted(category="coach"))) == (2, 0)
    room.delete(made)
    assert total(room) == 1


def say(room: Room, record: Record, messages: int) -> None:
    room.write(room.catalogue.count_messages, record, messages)


def test_popular_ones_have_most_messages_and_trending_ones_the_latest(room: Room, ada: Caller) -> None:
    one, other, third = (public(room, ada, name) for name in ("One", "Other", "Third"))
    say(room, one, 40)
    say(room, other, 30)
    assert names(room, Wanted("popular")) == names(room, Wanted("trending")) == ["One", "Other", "Third"]
    assert room.get(ada, one.character_id).message_count == 40
    assert names(room, Wanted("recent")) == ["Third", "Other", "One"]
    say(room, third, 35)
    assert names(room, Wanted("popular")) == ["One", "Third", "Other"]


def test_a_message_counts_half_after_the_half_life(database_location: str, run: Run) -> None:
    moments = [1_800_000_000_000_000]
    database = open_database(database_location, clock=lambda: moments[-1])
    room = Room(database, run)
    ada = room.newcomer("ada")
    old, new = public(room, ada, "Old"), public(room, ada, "New")
    say(room, old, 100)
    moments.append(moments[0] + HALF_LIFE)
    say(room, new, 51)
    assert names(room, Wanted("trending")) == ["New", "Old"]
    assert names(room, Wanted("popular")) == ["Old", "New"]
    say(room, old, 2)
    assert names(room, Wanted("trending")) == ["Old", "New"]
    run(database.close())


def test_who_was_hidden_for_a_while_is_still_liked(room: Room, ada: Caller) -> None:
    hidden, shown = public(room, ada, "Hidden"), public(room, ada, "Shown")
    say(room, hidden, 30)
    say(room, shown, 2)
    for visibility in ("private", "public"):
        say(room, hidden, 30)
        hidden = room.change(ada, hidden, visibility=visibility)
    room.write(room.catalogue.conceal, ada.account_id)
    say(room, shown, 50)
    room.write(room.catalogue.reveal, ada.account_id)
    for sort in ("trending", "popular"):
        assert names(room, Wanted(sort)) == ["Hidden", "Shown"]
    first = room.read(room.catalogue.discover, Wanted("trending"))[0]
    assert first.rank.second == room.get(ada, hidden.character_id).message_count == 90


SORTS: tuple[Sort, ...] = ("popular", "recent", "trending")


@pytest.mark.parametrize("query", ["", "pick"])
@pytest.mark.parametrize("category", ["", "tutor"])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_visit_everybody_once_by_rank_and_by_offset(
    sort: Sort, category: str, query: str, room: Room, ada: Caller
) -> None:
    for number in range(23):
        made = public(room, ada, f"Pick {number}", category="tutor")
        if number % 3 == 0:
            say(room, made, number // 6 + 1)
    wanted = asking(query, sort=sort, category=category, most=5)
    whole = names(room, wanted._replace(most=100))
    assert (len(whole), total(room, wanted)) == (23, 23)
    assert [*by_rank(room, wanted)] == whole
    assert [name for at in range(0, 25, 5) for name in names(room, wanted._replace(offset=at))] == whole


def by_rank(room: Room, wanted: Wanted) -> Iterable[str]:
    after: Rank | None = None
    while page := room.read(room.catalogue.discover, wanted._replace(after=after)):
        yield from (found.record.character.name for found in page)
        after = page[-1].rank


WORDS = [
    ("witch", ["Witch of the Black Cat"]),
    ("魔女", ["黒猫の魔女"]),
    ("cafe", ["Café Owner"]),
    ("CAFÉ own", ["Café Owner"]),
    ("bl ca w", ["Witch of the Black Cat"]),
    ("own owner o", ["Café Owner"]),
    ("black owner", []),
    ("%", ["Café Owner", "黒猫の魔女", "Witch of the Black Cat"]),
    ("' OR 1=1 --", []),
]


@pytest.mark.parametrize(("query", "found"), WORDS)
def test_words(query: str, found: list[str], room: Room, ada: Caller) -> None:
    public(room, ada, "Witch of the Black Cat")
    public(room, ada, "黒猫の魔女")
    public(room, ada, "Café Owner")
    wanted = asking(query, sort="recent")
    assert names(room, wanted) == found
    assert total(room, wanted) == len(found)


def test_one_s_own_are_listed_in_three_orders_with_their_total(room: Room, ada: Caller, bob: Caller) -> None:
    records = [room.create(ada, Character(name=name)) for name in ("b", "Á", "C")]
    room.create(bob, Character(name="other"))
    room.change(ada, records[0], subtitle="New")

    def listed(order: Any, most: int = 10, offset: int = 0) -> list[str]:
        page = room.read(room.catalogue.page, ada, order, most, offset)
        assert page.total == 3
        return [one.record().character.name for one in page.records]

    assert listed("created_at") == ["C", "Á", "b"]
    assert listed("updated_at") == ["b", "C", "Á"]
    assert listed("name") == ["Á", "b", "C"]
    assert listed("name", 1, 1) == ["b"]
    assert listed("name", 1, 9) == []


def test_to_strangers_it_changes_when_what_is_live_does(room: Room, ada: Caller, bob: Caller) -> None:
    made = public(room, ada, "Nora")

    def seen() -> tuple[int, int]:
        read = room.read(room.catalogue.readable, bob, made.character_id)
        [found] = room.read(room.catalogue.discover, EVERYBODY)
        assert found.record == read
        return read.revision, read.updated_at

    first = seen()
    assert first == (1, made.updated_at)
    drafted = room.change(ada, made, live=False, name="Secret")
    room.write(room.catalogue.share, made)
    assert seen() == first
    room.change(ada, drafted, live=True, blurb="Sharp.")
    edited = seen()
    assert edited[1] > first[1]
    room.publish(drafted)
    published = seen()
    assert published > edited
    room.publish(drafted)
    assert seen() == published
    room.deploy(ada, room.change(ada, drafted, live=False, name="Deployed"))
    assert seen() == published
    room.work()
    assert seen() > published


def test_each_change_of_what_is_live_has_a_moment_of_its_own(database_location: str, run: Run) -> None:
    database = open_database(database_location, clock=lambda: 1_800_000_000_000_000)
    room = Room(database, run)
    ada, bob = room.newcomer("ada"), room.newcomer("bob")
    made, moments = public(room, ada, "Nora"), []
    for name in ("One", "Two"):
        made = room.change(ada, made, name=name)
        moments.append(room.read(room.catalogue.readable, bob, made.character_id).updated_at)
    assert moments == [1_800_000_000_000_001, 1_800_000_000_000_002]
    run(database.close())


def test_strangers_read_public_live_copies_and_nothing_else(room: Room, ada: Caller, bob: Caller) -> None:
    made = public(room, ada, "Nora")
    room.change(ada, made, live=False, name="Secret")
    read = room.read(room.catalogue.readable, bob, made.character_id)
    assert (read.character.name, read.account_id) == ("Nora", ada.account_id)
    assert room.read(room.catalogue.readable, ada, made.character_id).character.name == "Secret"


def test_what_is_for_adults_is_found_by_those_who_ask_for_it(room: Room, ada: Caller, bob: Caller) -> None:
    vera = public(room, ada, "Vera Night", category="Drama")
    public(room, bob, "Nora Night", category="Drama")
    for searched in (Wanted("recent"), Wanted(category="Drama"), Wanted("trending"), asking("night")):
        room.write(lambda db: room.catalogue.rate(db, vera, mature=True))
        assert (names(room, searched), total(room, searched)) == (["Nora Night"], 1)
        adult = searched._replace(mature=True)
        assert (sorted(names(room, adult)), total(room, adult)) == (["Nora Night", "Vera Night"], 2)
        room.write(lambda db: room.catalogue.rate(db, vera, mature=False))
        assert total(room, searched) == len(names(room, searched)) == 2


def test_a_rating_outlasts_a_time_in_private(room: Room, ada: Caller) -> None:
    vera = room.create(ada, Character(name="Vera"))
    assert not room.read(room.catalogue.is_mature, vera)
    room.write(lambda db: room.catalogue.rate(db, vera, mature=True))
    room.change(ada, vera, visibility="public", name="Vera Night")
    assert room.read(room.catalogue.is_mature, vera)
    assert names(room) == []
    assert names(room, Wanted(mature=True)) == ["Vera Night"]
