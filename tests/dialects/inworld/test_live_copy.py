"""What is not deployed is in no conversation: any order of edits here, edits elsewhere, deployments and publishing."""

from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.conftest import Run

from greenroom.accounts import service
from greenroom.accounts.model import Caller
from greenroom.characters import store
from greenroom.characters.catalogue import DEPLOY, Catalogue
from greenroom.characters.codecs import Context
from greenroom.characters.edits import Edit
from greenroom.characters.model import Character, Record
from greenroom.characters.work import DEPLOYING
from greenroom.database import Database, Transaction
from greenroom.dialects.inworld import requests
from greenroom.dialects.roleplay.translate import LENS
from greenroom.kit.ids import new_uuid7
from greenroom.kit.json_values import encode_json
from greenroom.operations.worker import Worker

CONTEXT = Context("http://greenroom.test")
DCD = "defaultCharacterDescription"
ELSEWHERE = {"description": "definition", "externalDescription": "description", "givenName": "name"}
"""Fields of this dialect that another, whose writes are live at once, has too."""

Texts = dict[str, str]


class Step(NamedTuple):
    """`here` and `there` are edits of some fields; `deploy` and `publish` make the working copy live."""

    act: str
    fields: Texts


FIELDS = st.dictionaries(st.sampled_from(list(ELSEWHERE)), st.sampled_from("abc"), min_size=1)
STEPS = st.lists(
    st.one_of(
        st.builds(Step, st.sampled_from(["here", "there"]), FIELDS),
        st.builds(Step, st.sampled_from(["deploy", "publish"]), st.just({})),
    ),
    max_size=8,
)


def edited_here(fields: Texts, copy: Record) -> Character:
    said = requests.read_body(encode_json({DCD: fields}), None, new_uuid7)
    return requests.change(said, copy, CONTEXT)


def texts(record: Record) -> Texts:
    shown = LENS.show(record, CONTEXT)
    return {here: shown[there] for here, there in ELSEWHERE.items()}


class Play:
    """A character that lives in the database and, as plain texts, in this class."""

    def __init__(self, database: Database, run: Run, who: Caller) -> None:
        self.database, self.run, self.who = database, run, who
        self.catalogue = Catalogue()
        self.record = run(database.write(self._create))
        self.draft: Texts = {"description": "", "externalDescription": "", "givenName": "a"}
        self.live: Texts | None = None

    def _create(self, db: Transaction) -> Record:
        return self.catalogue.create(db, self.who, Character(name="a"), "here", live=False)

    def take(self, step: Step) -> None:
        getattr(self, step.act)(step.fields)
        copies = self.run(self.database.write(store.lock, self.record))
        self.record = copies.record
        assert texts(copies.record) == self.draft
        is_live = copies.record.live_revision is not None
        live = copies.live or copies.record.character
        assert (texts(replace(copies.record, character=live)) if is_live else None) == self.live

    def here(self, fields: Texts) -> None:
        self._change(lambda _: lambda copy: edited_here(fields, copy), live=False)
        self.draft |= fields

    def there(self, fields: Texts) -> None:
        patch = {ELSEWHERE[name]: text for name, text in fields.items()}

        def plan(record: Record) -> Edit:
            new = LENS.effective(patch, record, CONTEXT)
            return lambda copy: LENS.put(new, copy, CONTEXT)

        self._change(plan, live=True)
        new = {name: text for name, text in fields.items() if self.draft[name] != text}
        self.draft |= new
        self.live = None if self.live is None else self.live | new

    def deploy(self, _: Texts) -> None:
        self.run(self.database.write(self.catalogue.deploy, self.who, self.record))
        assert self.run(Worker(self.database, {DEPLOY: DEPLOYING}).step())
        self.live = dict(self.draft)

    def publish(self, _: Texts) -> None:
        self.run(self.database.write(self.catalogue.publish, self.record))
        self.live = dict(self.draft)

    def _change(self, plan: Any, *, live: bool) -> None:
        def unit(db: Transaction) -> Record:
            return self.catalogue.change(db, self.who, self.record, plan, "test", live=live)

        self.run(self.database.write(unit))


def test_nothing_goes_live_that_was_not_made_live(database: Database, run: Run) -> None:
    made = run(database.write(service.create_account, "ada", "home"))
    who = Caller(account_id=made.account_id, handle="ada", plan="home", key_id=None, scopes=frozenset())

    @given(STEPS)
    def play(steps: list[Step]) -> None:
        character = Play(database, run, who)
        for step in steps:
            character.take(step)

    play()
