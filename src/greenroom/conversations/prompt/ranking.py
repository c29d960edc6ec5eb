"""Which of many texts fit a conversation best: BM25 over folded words."""

from collections import Counter
from collections.abc import Sequence
from math import log

from greenroom.kit.words import words_of

_K1, _B = 1.2, 0.75
"""BM25's usual constants: how soon a word's repetition stops counting, and how much a text's length does."""


def best(texts: Sequence[str], query: str, most: int) -> list[int]:
    """The places of at most `most` texts that share a word with the query, in their own order; of equals the first.

    Where all of them fit, all are taken, whatever is asked.
    """
    if len(texts) <= most:
        return list(range(len(texts)))
    wanted = words_of(query)
    found = [words_of(text) & wanted for text in texts]
    frequency = Counter(word for words in found for word in words)
    sizes = [len(text) for text in texts]
    average = sum(sizes) / len(sizes) or 1
    scores = {
        at: sum(_weight(frequency[word], len(texts)) for word in words) * _damped(sizes[at] / average)
        for at, words in enumerate(found)
        if words
    }
    return sorted(sorted(scores, key=lambda at: (-scores[at], at))[:most])


def _weight(having: int, all_texts: int) -> float:
    return log(1 + (all_texts - having + 0.5) / (having + 0.5))


def _damped(length: float) -> float:
    """A word that is there once, in a text this many times as long as the average."""
    return (_K1 + 1) / (1 + _K1 * (1 - _B + _B * length))
