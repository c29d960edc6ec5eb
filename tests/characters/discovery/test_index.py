"""The index of words that SQLite keeps beside its tables: made anew where a database is, and rid of what was deleted."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.characters.conftest import Room
from tests.conftest import Run

from greenroom.accounts.model import Caller
from greenroom.characters.discovery.model import Wanted
from greenroom.characters.model import Character
from greenroom.database import open_database, scrub
from greenroom.database.backup import write_backup
from greenroom.database.copying import copy_database
from greenroom.database.restore import restore_backup

Takes = Callable[[str, Path], Path]


def copied(location: str, folder: Path) -> Path:
    copy_database(location, target := folder / "copy.db", lambda *_: None)
    return target


def restored(location: str, folder: Path) -> Path:
    write_backup(location, folder / "backup.tar")
    restore_backup(folder / "backup.tar", target := folder / "restored.db")
    return target


def names(room: Room, word: str) -> list[str]:
    wanted = Wanted(words=(word,))
    return [found.record.character.name for found in room.read(room.catalogue.discover, wanted)]


@pytest.mark.parametrize("take", [copied, restored])
def test_where_a_database_is_taken_its_words_are_too(
    take: Takes, room: Room, ada: Caller, database_location: str, tmp_path: Path, run: Run
) -> None:
    for number in range(30):
        made = room.create(ada, Character(name=f"Nora {number}", category="tutor", visibility="public"))
        room.write(room.catalogue.count_messages, made, number + 1)
    target = take(database_location, tmp_path)
    database = open_database(target)
    other = Room(database, run)
    assert names(other, "nora") == names(room, "nora") == [f"Nora {number}" for number in range(29, 9, -1)]
    other.delete(made)
    other.create(ada, Character(name="Nora again", visibility="public"))
    assert names(other, "nora")[:2] == ["Nora 28", "Nora 27"]
    assert names(other, "again") == ["Nora again"]
    run(database.close())


def test_words_of_the_deleted_are_forgotten(
    room: Room, ada: Caller, database_location: str, engine: str
) -> None:
    if engine == "postgres":
        pytest.skip("PostgreSQL keeps its words in rows, which it vacuums in its own time")
    for number in range(200):
        room.create(ada, Character(name=f"Other {number}", visibility="public"))
    made = room.create(ada, Character(name="Canarybird", visibility="public"))
    room.delete(made)
    assert keeps(database_location, "canarybird")
    scrub(database_location)
    assert not keeps(database_location, "canarybird")
    assert keeps(database_location, "other")


def keeps(location: str, word: str) -> bool:
    """Whether an index holds a word somewhere, be it of those who are found no more."""
    with closing(sqlite3.connect(location)) as lite:
        for index in ("popular", "recent", "trending"):
            blocks = lite.execute(f"SELECT block FROM found_{index}_data")
            if any(word.encode() in block for (block,) in blocks):
                return True
        return (word,) in lite.execute("SELECT word FROM found_terms").fetchall()


def test_each_change_merges_a_little_of_the_index(
    room: Room, ada: Caller, database_location: str, engine: str
) -> None:
    """Else FTS5 would merge much at once, and whoever searches then would wait."""
    if engine == "postgres":
        pytest.skip("PostgreSQL's index is not made of parts")
    for number in range(100):
        room.create(ada, Character(name=f"Other {number}", blurb="one of many", visibility="public"))
    with closing(sqlite3.connect(database_location)) as connection:
        for index in ("found_popular", "found_recent", "found_trending"):
            assert connection.execute(f"SELECT v FROM {index}_config WHERE k = 'automerge'").fetchall() == [
                (0,)
            ]
            (parts,) = connection.execute(f"SELECT count(DISTINCT segid) FROM {index}_idx").fetchone()
            assert parts <= 7, index
