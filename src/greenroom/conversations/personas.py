"""Personas: whom somebody is when they talk with characters."""

from collections.abc import Iterable

from greenroom.accounts.model import Caller
from greenroom.assets import store as assets
from greenroom.conversations import store
from greenroom.conversations.model import Persona
from greenroom.database import Transaction

SQL = store.SQL

EVERYBODY = "*"
"""The subject of whoever talks with all characters that nobody else is chosen for."""


def create(
    db: Transaction,
    who: Caller,
    name: str,
    description: str,
    subjects: Iterable[str],
    picture: str | None = None,
) -> Persona:
    """A new persona, chosen for these subjects; raises NotFound for a picture that isn't an asset of the account."""
    store.hold_account(db, who.account_id)
    persona_id = db.new_id()
    key = {"account_id": who.account_id, "persona_id": persona_id}
    _hold(db, who.account_id, picture)
    words = {"name": name, "description": description, "picture": picture}
    db.run(SQL.insert_persona, {**key, **words, "now": db.now})
    _choose(db, key, subjects)
    return store.find_persona(db, who.account_id, persona_id)


def change(
    db: Transaction,
    persona: Persona,
    name: str,
    description: str,
    subjects: Iterable[str] | None,
    picture: str | None = None,
) -> Persona:
    """A locked persona with these words; `subjects` are now all that it is chosen for, None leaves them.

    Raises NotFound for another picture that isn't an asset of the account.
    """
    if picture != persona.picture:
        _hold(db, persona.account_id, picture)
    key = {"account_id": persona.account_id, "persona_id": persona.persona_id}
    now = max(db.now, persona.updated_at)
    words = {"name": name, "description": description, "picture": picture}
    db.run(SQL.update_persona, {**key, **words, "now": now})
    if subjects is not None:
        wanted = set(subjects)
        for subject in set(persona.subjects) - wanted:
            db.run(SQL.unchoose_persona, key | {"subject": subject})
        _choose(db, key, wanted - set(persona.subjects))
    return store.find_persona(db, persona.account_id, persona.persona_id)


def delete(db: Transaction, persona: Persona) -> None:
    """Remove a persona; threads that it talks in go on with whoever is chosen for their character."""
    key = {"account_id": persona.account_id, "persona_id": persona.persona_id}
    db.run(SQL.leave_persona, key)
    db.run(SQL.delete_persona, key)


def _hold(db: Transaction, account_id: str, picture: str | None) -> None:
    if picture is not None:
        assets.hold(db, account_id, picture)


def _choose(db: Transaction, key: dict[str, str], subjects: Iterable[str]) -> None:
    """Whoever was chosen for them before shows them no longer, which is a revision of theirs."""
    for subject in sorted(set(subjects)):
        db.run(SQL.touch_losing, key | {"subject": subject, "now": db.now})
        db.run(SQL.choose_persona, key | {"subject": subject})
