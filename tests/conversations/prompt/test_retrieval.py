"""What is found of a long list."""

import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.conversations.prompt import retrieval
from greenroom.conversations.prompt.retrieval import K1, B, Hit, Index, Indexes
from greenroom.kit.words import every_word, wanted_words

FACTS = [
    "Nora keeps a brass key under the third stone.",
    "The harbour freezes in winter.",
    "黒猫の魔女は森に住んでいる",
    "Ihr Café schließt um zehn.",
    "The key of the harbour master is lost, key and all.",
]
FOUND = [
    ("Where is the KEY?", [4, 0, 1]),
    ("魔女はどこ", [2]),
    ("cafe", [3]),
    ("winter harbour", [1, 4]),
    ("nothing of it", [4]),
    ("", []),
]


@pytest.mark.parametrize(("query", "positions"), FOUND)
def test_facts_are_found_by_their_words(query: str, positions: list[int]) -> None:
    assert [hit.position for hit in Index.of(FACTS).search(wanted_words(query), 5)] == positions


def test_no_more_are_found_than_asked_for_and_equals_in_order() -> None:
    index = Index.of(["a b", "a b", "a b", "c"])
    assert [hit.position for hit in index.search(["a"], 2)] == [0, 1]
    assert index.search(["a"], 0) == []
    assert Index.of([]).search(["a"], 5) == []
    assert Index.of(["", "!"]).search(["a"], 5) == []


def plain(texts: list[str], query: list[str], most: int) -> list[Hit]:
    """The formula as it is printed."""
    words = [every_word(text) for text in texts]
    average = sum(map(len, words)) / max(1, len(words)) or 1
    hits = []
    for position, own in enumerate(words):
        score = 0.0
        for word in set(query):
            holders, times = sum(word in other for other in words), own.count(word)
            rarity = log(1 + (len(words) - holders + 0.5) / (holders + 0.5))
            score += rarity * times * (K1 + 1) / (times + K1 * (1 - B + B * len(own) / average))
        hits += [Hit(position, score)] if score else []
    return sorted(hits, key=lambda hit: (-round(hit.score, 9), hit.position))[:most]


TEXTS = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=8).map(" ".join), max_size=40)


@given(TEXTS, st.lists(st.sampled_from("abcdefgh"), max_size=6), st.integers(1, 5))
def test_scores_are_those_of_the_formula(texts: list[str], query: list[str], most: int) -> None:
    found = Index.of(texts).search(query, most)
    assert [hit.score for hit in found] == pytest.approx([hit.score for hit in plain(texts, query, most)])
    assert found == Index.of(texts).search(query, most)


@given(st.lists(st.text(max_size=20)), st.text(max_size=20))
def test_any_text_can_be_indexed_and_asked(texts: list[str], query: str) -> None:
    assert len(Index.of(texts).search(wanted_words(query), 3)) <= 3


def test_an_index_is_made_once_and_goes_when_others_need_the_room() -> None:
    made: list[str] = []

    def texts(name: str) -> list[str]:
        made.append(name)
        return ["one two", "three"]

    indexes = Indexes(most=2 * Index.of(["one two", "three"]).size)
    for name in ("a", "b", "a", "c", "a", "b"):
        indexes.get(name, lambda name=name: texts(name))  # type: ignore[misc]  # the default binds this round's name
    assert made == ["a", "b", "c", "b"]


LISTS = {
    "words": lambda at: " ".join(f"{at}w{word}" for word in range(100)),
    "ideographs": lambda at: "".join(
        chr(0x4E00 + (at * 7919 + place * 104_729 + at * place * 31) % 20_000) for place in range(300)
    ),
}


@pytest.mark.parametrize("text_of", LISTS.values(), ids=LISTS)
def test_a_long_list_takes_little_memory(
    text_of: Callable[[int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieval, "MOST_TEXT", retrieval.MOST_TEXT >> 4)
    texts = [text_of(at) for at in range(10_000)]
    Index.of(["numpy is there"])
    tracemalloc.start()
    index = Index.of(texts)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 6 << 20
    assert peak < 10 << 20
    assert index.search(every_word(texts[77][:6]), 1)[0].position == 77


def test_threads_share_indexes() -> None:
    indexes = Indexes(most=5_000)
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda at: indexes.get(str(at % 9), lambda: FACTS).search(["key"], 1), range(500))
    assert {hits[0].position for hits in found} == {4}
