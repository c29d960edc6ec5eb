"""Knowledge in the prompt."""

from tests.conversations.prompt.cast import materials, talk

from greenroom.characters.knowledge import BigList, Fact, Knowledge
from greenroom.characters.model import Character, Engine
from greenroom.conversations.prompt import defaults
from greenroom.conversations.prompt.assembly import assemble
from greenroom.conversations.prompt.known import facts, query
from greenroom.conversations.prompt.retrieval import Indexes

SHIPS = tuple(f"Ship {number} came from port {number % 7}." for number in range(500))
LANE = "The Ada Lane never came back to {{char}}."


def knows(*texts: str) -> Character:
    return Character(name="Nora", knowledge=Knowledge(facts=BigList.of(Fact(text=text) for text in texts)))


def told(name: str, asked: str, **more: object) -> list[str]:
    draft = assemble(materials(history=talk(asked), **more), Indexes())  # type: ignore[arg-type]  # any materials
    return "".join(section.text for section in draft.sections if section.name == name).split("\n")


def test_what_fits_the_conversation_is_told() -> None:
    found = told("facts", "What of the Ada Lane?", character=knows(*SHIPS, LANE))
    assert found == ["What Nora knows:", "- The Ada Lane never came back to Nora."]


def test_few_facts_are_all_told() -> None:
    assert len(told("facts", "Hm.", character=knows(*SHIPS[: defaults.FACTS]))) == 1 + defaults.FACTS


def test_no_more_is_told_than_may_be() -> None:
    assert len(told("facts", "Which ship came from port 3?", character=knows(*SHIPS))) == 1 + defaults.FACTS


def test_nothing_is_told_where_nothing_fits() -> None:
    assert told("facts", "Hm.", character=knows(*SHIPS, LANE)) == [""]


def test_common_knowledge_is_looked_through_likewise() -> None:
    assert told("common", "And port 3, ship 3?", common=(*SHIPS, LANE))[1] == "- Ship 3 came from port 3."


def test_memory_is_told_where_it_is_switched_on() -> None:
    on, off = Character(name="Nora", engine=Engine(memory=True)), Character(name="Nora")
    assert told("memory", "Hm.", character=on, memory=("Likes tea.",)) == [
        "What Nora remembers of Bob:",
        "- Likes tea.",
    ]
    assert told("memory", "Hm.", character=off, memory=("Likes tea.",)) == [""]


def test_facts_of_the_earlier_form_count_where_none_were_given_later() -> None:
    older = BigList.of([Fact(text="Old.")])
    assert facts(Knowledge(older_facts=older)) is older
    assert facts(Knowledge(facts=BigList(), older_facts=older)).all() == ()


def test_the_newest_turns_and_triggers_are_what_is_looked_for() -> None:
    asked = materials(history=talk("a", "b", "c", "d"), triggers=("dragon_lands",))
    assert query(asked) == "b\nc\nd\ndragon lands"


def test_kept_indexes_change_nothing() -> None:
    asked, kept = materials(knows(*SHIPS, LANE), history=talk("Port 3?")), Indexes()
    assert assemble(asked, kept) == assemble(asked, kept) == assemble(asked)
