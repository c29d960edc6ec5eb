"""What a demonstration talks with: the operator's newest character, or a friendly one that is made for it."""

from msgspec import Struct

from greenroom.accounts import service
from greenroom.accounts.model import SCOPES, Caller
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Character, Greetings, Person, Prompt, Record, Style
from greenroom.conversations import store, threads
from greenroom.kit.clock import LATEST
from greenroom.problems import NotDeployed

_MOST = 100
"""Newest characters that are looked at; those that were never deployed can't be talked with."""

JUNIPER = Character(
    name="Juniper",
    subtitle="Keeps the greenhouse at the end of the lane",
    blurb="A friendly gardener, made for a first conversation.",
    prompt=Prompt(
        definition=(
            "{{char}} is a cheerful gardener who keeps a greenhouse at the end of the lane. {{char}} loves tomatoes, "
            "rainy mornings and visitors, and answers in one or two friendly sentences."
        )
    ),
    greetings=Greetings(
        first="Oh, a visitor! Mind the watering can. I'm Juniper. What brings you to my greenhouse?"
    ),
    person=Person(role="gardener", life_stage="adult"),
    style=Style(
        manner="warmly, about the greenhouse and the garden",
        catch_phrases=("Welcome to my greenhouse!",),
        response_length="short",
    ),
    category="Helpers",
    visibility="public",  # or guests who come to look would find nobody
    tags=("demo",),
)
"""The manner stands last in its prompt, which is what a very small model hears best."""


class Talk(Struct, frozen=True):
    """A thread that waits for somebody to say something, and the name of whom it is with."""

    character: str
    thread_id: str


def begin(db: Transaction, catalogue: Catalogue, handle: str) -> Talk:
    """An account's last thread with its newest character that can be talked with; either is made if need be."""
    found = service.find_account(db, handle)
    who = Caller(
        account_id=found.account_id,
        handle=found.handle,
        plan=found.plan,
        key_id=None,
        scopes=frozenset(SCOPES),
    )
    record = _newest(db, catalogue, who) or catalogue.create(db, who, JUNIPER, "native")
    before = store.threads(db, who.account_id, 1, (LATEST, "~"), record.character_id)
    thread = before[0] if before else threads.begin(db, who, record)
    return Talk(record.character.name, thread.thread_id)


def _newest(db: Transaction, catalogue: Catalogue, who: Caller) -> Record | None:
    for stored in catalogue.newest(db, who, _MOST):
        try:
            return catalogue.conversable(db, who.account_id, stored.character_id)
        except NotDeployed:
            continue
    return None
