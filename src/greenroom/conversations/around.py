"""What is around a thread: the character as it is live, whom its user is, and where it plays."""

from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Record
from greenroom.conversations import model, stages, store
from greenroom.conversations.model import Thread
from greenroom.conversations.prompt.materials import Persona
from greenroom.database import Transaction
from greenroom.places.knowledge import records_of
from greenroom.places.scenes import Scene
from greenroom.problems import NotFound, ThreadClosed


def character_of(db: Transaction, catalogue: Catalogue, thread: Thread) -> Record:
    """The live copy of the character that a thread is with.

    Raises:
        ThreadClosed: it can't be talked with any more, by this account and by the way that it was reached.
        NotDeployed: it is an own one, and no longer live.
    """
    try:
        return catalogue.conversable(db, thread.account_id, thread.character_id, thread.share_id)
    except NotFound:
        raise ThreadClosed from None


def speaker_of(db: Transaction, thread: Thread) -> model.Persona | None:
    """Whom the user of a thread is: who was named, or whoever is chosen for its character, or nobody in particular."""
    if thread.persona_id is not None:
        return store.find_persona(db, thread.account_id, thread.persona_id)
    return store.chosen_persona(db, thread.account_id, thread.character_id)


def persona_of(db: Transaction, thread: Thread) -> Persona:
    """The same, as prompts know them."""
    return as_told(speaker_of(db, thread))


def chosen_for(db: Transaction, account_id: str, character_id: str) -> Persona:
    """Whom an account is to a character unless a thread says otherwise; nobody in particular where nobody is chosen."""
    return as_told(store.chosen_persona(db, account_id, character_id))


def as_told(persona: model.Persona | None) -> Persona:
    """What prompts know of a persona."""
    return Persona(persona.name, persona.description, persona.picture or "") if persona else Persona()


def commonly_known(db: Transaction, account_id: str, record: Record, scene: Scene | None) -> tuple[str, ...]:
    """Records of the common knowledge that a character names, of its owner's, and then its scene, of the speaker's."""
    return (
        *records_of(db, record.account_id, record.character.knowledge.common),
        *records_of(db, account_id, scene.knowledge if scene else ()),
    )


def scene_of(db: Transaction, thread: Thread) -> Scene | None:
    """The scene that a thread plays in, if it is still there."""
    if thread.scene_id is None:
        return None
    try:
        return stages.find(db, thread.account_id, thread.scene_id).thing.content
    except NotFound:
        return None
