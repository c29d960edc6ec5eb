import pytest

from greenroom.dialects.inworld import queries
from greenroom.dialects.inworld.wire import enums
from greenroom.dialects.kit.messages import Words
from greenroom.problems import BadParameter

NUMBERED = [
    (enums.PRONOUN, {0: "PRONOUN_UNSPECIFIED", 1: "PRONOUN_FEMALE", 2: "PRONOUN_MALE", 3: "PRONOUN_OTHER"}),
    (enums.LIFE_STAGE, {0: "LIFE_STAGE_UNSPECIFIED", 5: "LIFE_STAGE_ADOLESCENCE", 9: "LIFE_STAGE_CHILDHOOD"}),
    (enums.EXAMPLE_DIALOG_STYLE, {9: "EXAMPLE_DIALOG_STYLE_HYPOCHONDRIAC", 18: "EXAMPLE_DIALOG_STYLE_CUSTOM"}),
    (enums.DIALOG_RESPONSE_LENGTH, {1: "DIALOG_RESPONSE_LENGTH_VERY_SHORT", 5: "DIALOG_RESPONSE_LENGTH_VERY_LONG"}),
    (enums.AVATAR_TYPE, {1: "AVATAR_TYPE_RPM", 2: "AVATAR_TYPE_INWORLD"}),
    (enums.AVATAR_DISPLAY_IMAGE_SOURCE, {0: "AVATAR_DISPLAY_IMAGE_SOURCE_UNSPECIFIED", 3: "USER_PROVIDED_IMAGE"}),
    (enums.SAFETY_LEVEL, {1: "SAFETY_LEVEL_NO_CONTROL", 3: "SAFETY_LEVEL_STRICT_CONTROL"}),
    (enums.COGNITIVE_CONTROL, {1: "COGNITIVE_CONTROL_NONE", 3: "COGNITIVE_CONTROL_STRICT"}),
]  # fmt: skip


@pytest.mark.parametrize(("enum", "names"), NUMBERED)
def test_names_have_the_documented_numbers(enum: Words, names: dict[int, str]) -> None:
    assert names.items() <= enum.names.items()
    assert enum.first == enum.names[0]


def test_unassigned_numbers_have_no_name() -> None:
    assert sorted(enums.LIFE_STAGE.names) == [0, 5, 6, 7, 8, 9]


def test_the_reference_s_full_stop_is_read_and_never_written() -> None:
    styles = enums.EXAMPLE_DIALOG_STYLE
    assert styles.spellings["EXAMPLE_DIALOG_STYLE_HYPOCHONDRIAC."] == "EXAMPLE_DIALOG_STYLE_HYPOCHONDRIAC"
    assert not [name for name in styles.names.values() if name.endswith(".")]


VIEWS = [
    (None, "CHARACTER_VIEW_UNSPECIFIED"),
    ("0", "CHARACTER_VIEW_UNSPECIFIED"),
    ("1", "CHARACTER_VIEW_DEFAULT"),
    ("2", "CHARACTER_VIEW_WITH_SCENES"),
    ("CHARACTER_VIEW_WITH_SCENES", "CHARACTER_VIEW_WITH_SCENES"),
]


@pytest.mark.parametrize(("text", "view"), VIEWS)
def test_a_view_is_asked_for_by_name_or_number(text: str | None, view: str) -> None:
    assert queries.list_view({} if text is None else {"view": [text]}) == view


@pytest.mark.parametrize(
    "text", ["", "3", "-1", "character_view_default", "CHARACTER_ITEM_VIEW_WITH_META", "02", "²"]
)
def test_any_other_view_is_an_error_that_lists_them(text: str) -> None:
    with pytest.raises(
        BadParameter, match=r'parsing field "view": .* is not one of .*CHARACTER_VIEW_DEFAULT'
    ) as refused:
        queries.list_view({"view": [text]})
    assert refused.value.parameter == "view"
