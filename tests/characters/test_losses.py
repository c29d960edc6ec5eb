import pytest
from msgspec import UNSET
from msgspec.structs import replace

from greenroom.characters.codecs import LIST, Codec, words
from greenroom.characters.knowledge import BigList, Fact, Knowledge, Lorebook
from greenroom.characters.lens import Field, Kept, Lens, Output
from greenroom.characters.losses import ANOTHERS, CORE, Loss, expressions, losses, losses_of_others, row_of
from greenroom.characters.model import (
    Character,
    Greetings,
    LifeStage,
    Mood,
    Person,
    Record,
    Safety,
    blank_record,
)

GARDEN = Lens(
    "garden",
    [
        Output("id", lambda record, _: record.character_id),
        Field("title", "name"),
        Field(
            "age",
            "person.life_stage",
            words({"child": "YOUNG", "teenager": "YOUNG"}, back={"YOUNG": "child"}),
        ),
        Field("names", "person.aliases", LIST),
        Field("hello", "greetings", unseen=("greetings.group_only",)),
        Kept("hat"),
    ],
)


def kept(character: Character) -> Record:
    return replace(blank_record("", "", 0), character=character)


def test_the_core_is_told_down_to_values() -> None:
    assert CORE[:4] == ("name", "nickname", "subtitle", "blurb")
    assert {"mood.joy", "prompt.definition", "knowledge.facts", "knowledge.lorebook", "safety.topics"} <= {
        *CORE
    }


def test_the_core_has_no_layers_and_no_groups() -> None:
    assert not {"facets", "unknown", "beside", "mood", "prompt", "knowledge"} & {*CORE}
    assert not [path for path in CORE if path.endswith((".facts.items", ".list_id", ".count"))]


def test_every_core_path_is_expressed_somehow() -> None:
    said = expressions(GARDEN)
    assert tuple(said) == CORE
    spoken = {path: kind for path, kind in said.items() if kind != "none"}
    assert spoken == {
        "name": "exact",
        "person.life_stage": "mapped",
        "person.aliases": "exact",
        "greetings.first": "exact",
        "greetings.alternates": "exact",
    }


def test_a_row_stands_for_all_below_its_path_but_what_it_does_not_see() -> None:
    hello = GARDEN.rows["hello"]
    assert row_of(GARDEN, "greetings.first") is hello
    assert row_of(GARDEN, "greetings.group_only") is None
    assert row_of(GARDEN, "nickname") is None


def test_a_path_that_begins_with_the_letters_of_another_is_another() -> None:
    assert row_of(Lens("odd", [Field("n", "nam")]), "name") is None


def test_nothing_is_lost_of_a_blank_character() -> None:
    assert losses(GARDEN, kept(Character())) == []


def test_what_is_said_exactly_is_no_loss() -> None:
    whole = Character(name="Nora", person=Person(aliases=("N",)), greetings=Greetings(first="Hello."))
    assert losses(GARDEN, kept(whole)) == []


@pytest.mark.parametrize(
    ("stage", "lost"),
    [("child", []), ("teenager", ["person.life_stage"]), ("elderly", ["person.life_stage"])],
)
def test_words_that_mean_something_else_are_a_loss(stage: LifeStage, lost: list[str]) -> None:
    character = Character(person=Person(life_stage=stage))
    assert [loss.field for loss in losses(GARDEN, kept(character))] == lost


def test_what_a_mapped_field_leaves_out_is_a_loss() -> None:
    hint = Codec(lambda core, _: core or UNSET, lambda wire, _old, _: wire, "mapped")
    lens = Lens(
        "hints",
        [
            Field("hint", "goals", Codec(lambda _core, _: UNSET, hint.put, "mapped")),
            Field("tip", "blurb", hint),
        ],
    )
    assert [loss.field for loss in losses(lens, kept(Character(goals="a", blurb="b")))] == ["goals"]


def test_what_has_no_field_is_a_loss() -> None:
    character = Character(
        mood=Mood(joy=3),
        greetings=Greetings(group_only=("All!",)),
        safety=Safety(topics={"violence": "mild"}),
    )
    assert [loss.field for loss in losses(GARDEN, kept(character))] == [
        "greetings.group_only",
        "mood.joy",
        "safety.topics",
    ]


def test_empty_lists_are_a_loss_only_where_they_differ_from_none() -> None:
    given = Knowledge(facts=BigList(), lorebook=Lorebook())
    assert [loss.field for loss in losses(GARDEN, kept(Character(knowledge=given)))] == [
        "knowledge.facts",
        "knowledge.lorebook",
    ]


def test_lists_are_lost_whether_or_not_their_items_were_read() -> None:
    listed = BigList.of([Fact(text="a")])
    for facts in (listed, listed.named_only()):
        assert losses(GARDEN, kept(Character(knowledge=Knowledge(facts=facts)))) == [
            Loss("knowledge.facts", "has no field here")
        ]


def test_facets_of_others_are_no_loss() -> None:
    change = GARDEN.put({"hat": "straw"}, kept(Character()), None)  # type: ignore[arg-type]  # nothing is translated
    assert losses(Lens("other", []), kept(change)) == []


def test_a_file_leaves_out_what_others_keep() -> None:
    record = kept(GARDEN.put({"hat": "straw"}, kept(Character()), None))  # type: ignore[arg-type]  # nothing is translated
    record = kept(GARDEN.put_unknown(record.character, {"bed": {"a": 1, "b": {}}, "c": [{"d": 1}]}))
    fields = ("facets.garden.hat", "unknown.garden.bed.a", "unknown.garden.bed.b", "unknown.garden.c")
    assert losses_of_others("other", record) == [Loss(field, ANOTHERS) for field in fields]
    assert losses_of_others("garden", record) == []
