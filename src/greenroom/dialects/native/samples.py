"""A character made and read through our own API: it is imported as a card, since a character is made in a dialect."""

from greenroom.dialects.kit.samples import Samples

SAMPLES = Samples(
    create="/v1/imports",
    body=lambda name, text: {
        "spec": "chara_card_v2",
        "spec_version": "2.0",
        "data": {"name": name, "description": text, "first_mes": "Who goes there?"},
    },
    one=lambda made: f"/v1/characters/{made['id']}",
)
