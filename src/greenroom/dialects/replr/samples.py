"""A character made and read as this dialect's clients do."""

from greenroom.dialects.kit.samples import Samples

SAMPLES = Samples(
    create="/v1/replrs",
    body=lambda name, text: {"name": name, "instructions": text, "greeting_message": "Who goes there?"},
    one=lambda made: f"/v1/replrs/{made['id']}",
)
