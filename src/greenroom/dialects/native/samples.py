"""A character made and read through our own API."""

from greenroom.dialects.kit.samples import Samples

SAMPLES = Samples(
    create="/v1/characters",
    body=lambda name, text: {
        "character": {
            "name": name,
            "prompt": {"definition": text},
            "greetings": {"first": "Who goes there?"},
        }
    },
    one=lambda made: f"/v1/characters/{made['id']}",
)
