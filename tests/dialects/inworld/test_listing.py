"""Lists by the room itself, on both engines: what the query is told about a filter changes no answer."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.conftest import Run

from greenroom.accounts import service
from greenroom.accounts.model import Caller
from greenroom.characters import store
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.codecs import Context
from greenroom.characters.knowledge import BigList, Fact, Knowledge
from greenroom.characters.model import Character, Record
from greenroom.characters.stored import Stored
from greenroom.database import Database, Transaction
from greenroom.dialects.inworld import DIALECT
from greenroom.dialects.inworld.filtering import plural, read_filter
from greenroom.dialects.inworld.listing import Page, Search
from greenroom.dialects.kit.filters import Filter
from greenroom.dialects.kit.filters.condition import Condition

assert DIALECT.naming
CATALOGUE = Catalogue([DIALECT.naming])
CONTEXT = Context("http://greenroom.test")
NAMES = ("Ada", "Bea", "Character", "Ada")


def account(db: Transaction) -> Caller:
    made = service.create_account(db, "ada", "home")
    return Caller(account_id=made.account_id, handle="ada", plan="home", key_id=None, scopes=frozenset())


@pytest.fixture
def who(database: Database, run: Run) -> Caller:
    return run(database.write(account))


@pytest.fixture
def create(database: Database, run: Run, who: Caller) -> Callable[[Character, str], Record]:
    def make(character: Character, workspace: str) -> Record:
        places = {"inworld": workspace}
        return run(
            database.write(lambda db: CATALOGUE.create(db, who, character, "inworld", containers=places))
        )

    return make


def texts(records: list[Record]) -> st.SearchStrategy[str]:
    """Filters over names and given names, mostly such as match somebody."""
    ids = (
        [record.character_id for record in records]
        + [record.address for record in records]
        + ["nobody", "x y", "*"]
    )
    names = st.builds(
        lambda workspace, kind, one, up: f'"workspaces/{workspace}/{kind}/{one.upper() if up else one}"',
        st.sampled_from(["w", "W", "character", "other"]),
        st.sampled_from(["characters", "character"]),
        st.sampled_from(ids),
        st.booleans(),
    )
    atoms = st.one_of(
        st.builds(
            "{}{}{}".format,
            st.sampled_from(["name", "character.name"]),
            st.sampled_from(["=", "!=", ":"]),
            names,
        ),
        st.sampled_from(["bea", "defaultCharacterDescription.givenName=Ada", "socialRank>0", "name:*"]),
    )
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.builds("({} OR {})".format, inner, inner),
            st.builds("({} AND {})".format, inner, inner),
            st.builds("NOT ({})".format, inner),
        ),
        max_leaves=5,
    )


def test_a_filter_that_is_looked_up_finds_what_one_that_is_evaluated_finds(
    database: Database, run: Run, who: Caller, create: Callable[[Character, str], Record]
) -> None:
    records = [create(Character(name=name), workspace) for workspace in ("w", "character") for name in NAMES]

    @given(texts(records), st.sampled_from(["w", "character"]), st.integers(1, 5))
    def same(text: str, workspace: str, most: int) -> None:
        wanted = read_filter(text)
        assert wanted
        slowly = Filter(Condition(wanted.condition.holds))
        assert visited(wanted, workspace, most) == visited(slowly, workspace, most)

    def visited(wanted: Filter, workspace: str, most: int) -> list[str]:
        search = Search(CATALOGUE, who, workspace, wanted, CONTEXT)
        found: list[str] = []
        after: str | None = ""
        while after is not None:
            page: Page = run(database.scan(search.page, most, after))
            assert len(page.records) <= most
            found += [record.character_id for record in page.records]
            after = page.after
        assert found == sorted(set(found))
        return found

    same()


def test_a_page_ends_early_when_much_was_looked_at(
    database: Database, run: Run, who: Caller, create: Callable[[Character, str], Record]
) -> None:
    facts = BigList.of(Fact(text=f"{number}") for number in range(400))
    made = [create(Character(name="Ada", knowledge=Knowledge(facts=facts)), "w") for _ in range(3)]
    heavy = replace(facts, count=60_000)  # a list is weighed by its length before it is read

    class Heavy(Catalogue):
        def oldest_in(self, *args: object, **options: object) -> list[Stored]:
            found = super().oldest_in(*args, **options)  # type: ignore[arg-type]  # passed on as they are
            document = store.encode(Character(knowledge=Knowledge(facts=heavy)))
            return [one._replace(document=document) for one in found]

    search = Search(Heavy(CATALOGUE.namings), who, "w", None, CONTEXT)
    first = run(database.scan(search.page, 50, ""))
    assert [record.character_id for record in first.records] == [record.character_id for record in made[:2]]
    assert first.after
    last = run(database.scan(search.page, 50, first.after))
    assert [record.character_id for record in last.records] == [made[2].character_id]
    assert last.after is None


SPELLINGS = [
    ("workspaces/w/character/x", "workspaces/w/characters/x"),
    ("workspaces/w/Characters/X", "workspaces/w/characters/x"),
    ("workspaces/character/character/character", "workspaces/character/characters/character"),
    ("workspaces/character/characters/character", "workspaces/character/characters/character"),
    ("*/character/*", "*/characters/*"),
    ("character/x", "characters/x"),
    ("character", "character"),
]


@pytest.mark.parametrize(("said", "same"), SPELLINGS)
def test_a_name_is_compared_in_one_spelling(said: str, same: str) -> None:
    assert plural(said) == same
