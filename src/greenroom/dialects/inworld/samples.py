"""A character made and read as this dialect's clients do."""

from greenroom.dialects.kit.samples import Samples, basic

SAMPLES = Samples(
    create="/studio/v1/workspaces/default/characters",
    body=lambda name, text: {"defaultCharacterDescription": {"givenName": name, "description": text}},
    one=lambda made: f"/studio/v1/{made['name']}",
    header=basic,
)
