from greenroom.dialects.inworld.filtering import filter_fields
from greenroom.dialects.inworld.wire import CHARACTER
from greenroom.dialects.inworld.wire.enums import PRONOUN
from greenroom.dialects.kit.protojson import write

FIELDS = filter_fields(CHARACTER)


def test_every_field_is_there() -> None:
    assert list(FIELDS) == list(CHARACTER.parts)


def test_kinds_are_translated() -> None:
    description, assets = (
        FIELDS["defaultCharacterDescription"].fields,
        FIELDS["defaultCharacterAssets"].fields,
    )
    assert [FIELDS["initialMood"].fields["joy"].kind, FIELDS["socialRank"].kind] == ["int", "float"]
    assert (description["nicknames"].kind, description["nicknames"].repeated) == ("string", True)
    assert assets["voice"].fields["phonemesOverrides"].kind == "any"


def test_closed_enums_have_their_names_and_open_ones_none() -> None:
    assert FIELDS["defaultCharacterDescription"].fields["pronoun"].words == tuple(PRONOUN.names.values())
    assert FIELDS["fourthWall"].words == ()


def test_maps_describe_their_values() -> None:
    item = FIELDS["safetyConfig"].item
    assert item
    assert (item.kind, item.words[0]) == ("enum", "SAFETY_LEVEL_UNSPECIFIED")


def test_unset_is_what_is_shown() -> None:
    shown = write({}, CHARACTER)
    description, voice = shown["defaultCharacterDescription"], shown["defaultCharacterAssets"]["voice"]
    for name, field in FIELDS["defaultCharacterDescription"].fields.items():
        if name in description and not field.repeated:
            assert field.unset() == description[name]
    for name, field in FIELDS["defaultCharacterAssets"].fields["voice"].fields.items():
        if name in voice:
            assert field.unset() == voice[name]
    assert FIELDS["language"].unset() == "EN_US"
