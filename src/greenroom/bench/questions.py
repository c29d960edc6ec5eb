"""Questions to a crowd: each order, with categories and with words of every kind."""

import random
from collections.abc import Mapping, Sequence

from greenroom.bench.crowd import CATEGORIES, EVERYBODYS, vocabulary

Question = Mapping[str, str]
"""What our API is asked: `q` words, `category`, and `sort`, which is `popular` where it isn't said."""

Kinds = Mapping[str, Sequence[Question]]
"""Questions by what they have in common."""

MANY = 200
"""How many different ones there are of a kind, where it has so many."""


def kinds(size: int) -> Kinds:
    """Questions to so many characters, by what they have in common."""
    words, chance = vocabulary(), random.Random(2)
    often, middling = words[:20], words[500:700]
    numbers = [str(chance.randrange(size)) for _ in range(MANY)]
    return {
        "popular": [{}],
        "recent": [{"sort": "recent"}],
        "trending": [{"sort": "trending"}],
        "popular in a category": [{"category": one} for one in CATEGORIES],
        "trending in a category": [{"sort": "trending", "category": one} for one in CATEGORIES],
        "a word all have": [{"q": EVERYBODYS}],
        "a frequent word": [{"q": word} for word in often],
        "a middling word": [{"q": word} for word in middling],
        "a word one has": [{"q": number} for number in numbers],
        "a word nobody has": [{"q": f"{word}x"} for word in middling],
        "two letters": [{"q": word[:2]} for word in middling],
        "six letters": [{"q": word[:6]} for word in middling],
        "two frequent words": [{"q": f"{one} {other}"} for one in often for other in often if one < other],
        "a frequent and a rare word": [{"q": f"{EVERYBODYS} {number}"} for number in numbers],
        "a frequent word, recent": [{"q": word, "sort": "recent"} for word in often],
        "a frequent word, trending": [{"q": word, "sort": "trending"} for word in often],
        "a frequent word in a category": [
            {"q": word, "category": chance.choice(CATEGORIES)} for word in often
        ],
        "a middling word in a category": [
            {"q": word, "category": chance.choice(CATEGORIES)} for word in middling
        ],
    }
