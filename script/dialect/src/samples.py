"""A character made and read as this dialect's clients do."""

from greenroom.dialects.kit.samples import Samples

SAMPLES = Samples(
    create="/acme/characters",
    body=lambda name, text: {"name": name, "description": text, "greeting": "Who goes there?"},
    one=lambda made: f"/acme/characters/{made['id']}",
)
