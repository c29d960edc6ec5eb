"""A character made and read as this dialect's clients do."""

from greenroom.dialects.kit.samples import Samples

SAMPLES = Samples(
    create="/apiCreateCharacter",
    body=lambda name, text: {"name": name, "definition": text, "greetings": ["Who goes there?"]},
    one=lambda made: f"/apiListCharacters?id={made['id']}",
    settings={"roleplay.avatar_required": False},
)
