"""Personas: whom somebody is when they talk with characters."""

from collections.abc import Iterable

from greenroom.accounts.model import Caller
from greenroom.conversations import store
from greenroom.conversations.model import Persona
from greenroom.database import Transaction

SQL = store.SQL

EVERYBODY = "*"
"""The subject of whoever talks with all characters that nobody else is chosen for."""


def create(db: Transaction, who: Caller, name: str, description: str, subjects: Iterable[str]) -> Persona:
    """A new persona, chosen for these subjects."""
    store.hold_account(db, who.account_id)
    persona_id = db.new_id()
    key = {"account_id": who.account_id, "persona_id": persona_id}
    db.run(SQL.insert_persona, {**key, "now": db.now, "name": name, "description": description})
    _choose(db, key, subjects)
    return store.find_persona(db, who.account_id, persona_id)


def change(
    db: Transaction, persona: Persona, name: str, description: str, subjects: Iterable[str] | None
) -> Persona:
    """A locked persona with these words; `subjects` are now all that it is chosen for, None leaves them."""
    key = {"account_id": persona.account_id, "persona_id": persona.persona_id}
    now = max(db.now, persona.updated_at)
    db.run(SQL.update_persona, {**key, "now": now, "name": name, "description": description})
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


def _choose(db: Transaction, key: dict[str, str], subjects: Iterable[str]) -> None:
    """Whoever was chosen for them before shows them no longer, which is a revision of theirs."""
    for subject in sorted(set(subjects)):
        db.run(SQL.touch_losing, key | {"subject": subject, "now": db.now})
        db.run(SQL.choose_persona, key | {"subject": subject})
