"""Words of texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.kit.words import AFTER, every_word, folded, sort_key, wanted_words, words_of

FOUND = [
    ("黒猫の魔女", "魔女"),
    ("黒猫の魔女", "女"),
    ("黒猫の魔女", "黒猫"),
    ("黒猫の魔女 Kiki", "kiki 猫の"),
    ("Café", "cafe"),
    ("Cafe", "CAFÉ"),
    ("Straße", "strasse"),
    ("İstanbul", "istanbul"),
    ("Ångström", "angstrom"),
    ("ﬁnd", "find"),
    ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
    ("Dragon-slayer", "slay dra"),
    ("Nora, the Fixer!", "FIX nor"),
    ("हिन्दी भाषा", "हिन्दी"),
    ("สวัสดีชาวโลก", "ชาวโลก"),
    ("한국어 이야기", "이야"),
    ("R2D2", "r2"),
    ("Teaches C++, C# and F#.", "c++ c# f#"),
    ("Teaches C++", "c"),
    ("Teaches C++", "c+"),
    ("R&D in Zürich", "r&d"),
    ("R&D in Zürich", "d"),
    ("50 % Straße", "50 % +"),
    ("*waves* at $5", "waves 5 $5"),
    ("Đà Nẵng", "da nang"),
    ("Da Nang", "Đà Nẵng"),
    ("Łódź Øre Æsir Þór", "lodz ore aesir thor"),
    ("ISPARTA ırmak", "irmak"),
    ("مَرْحَبًا بِكُم", "مرحبا بكم"),
    ("مـرحـبا", "مَرْحَبًا"),
    ("Fire🐉Mage ❤️", "🐉"),
    ("Fire🐉Mage ❤️", "❤"),
    ("Fire🐉Mage ❤️", "🐉❤️ mage fire"),
    ("👩‍🚀 Ada", "👩‍🚀"),
    ("が", "が"),
    ("", ""),
    ("anything", " ,;! "),
]
MISSED = [
    ("黒猫の魔女", "魔法"),
    ("Café", "caff"),
    ("Dragon", "ragon"),
    ("one two", "one three"),
    ("か", "が"),
    ("Teaches C", "c++"),
    ("Teaches C++", "c#"),
    ("Da Nang", "🐉"),
    ("🔥", "🐉"),
]


def finds(text: str, query: str) -> bool:
    """What a database does with the words."""
    words = words_of(text)
    return all(any(wanted <= word < wanted + AFTER for word in words) for wanted in wanted_words(query))


@pytest.mark.parametrize(("text", "query"), FOUND)
def test_a_text_is_found(text: str, query: str) -> None:
    assert finds(text, query)


@pytest.mark.parametrize(("text", "query"), MISSED)
def test_and_not_by_what_is_not_in_it(text: str, query: str) -> None:
    assert not finds(text, query)


@given(st.text(max_size=40))
def test_every_text_is_found_by_itself_and_as_it_is_typed(text: str) -> None:
    assert finds(text, text)
    for length in range(len(text)):
        last = folded(text[: length + 1])[-1:]
        if last.isalnum() and all(ord(letter) < 0x2E80 for letter in text):
            assert finds(text, text[: length + 1]) or not folded(text).startswith(folded(text[: length + 1]))


@given(st.text(max_size=40))
def test_folding_is_done_once_and_for_all(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_names_sort_without_regard_to_case_accents_and_blanks() -> None:
    names = ["  zoe", "Ábel", "abel 2", "Bea", "ábel  1"]
    assert sorted(names, key=sort_key) == ["Ábel", "ábel  1", "abel 2", "Bea", "  zoe"]
    assert len(sort_key("x" * 10_000)) == 200
    assert "\0" not in sort_key("a\0b")


@given(
    st.text(st.sampled_from("aZ0_- .é魔女ก\u0301"), max_size=30) | st.text(st.characters(max_codepoint=127))
)
def test_words_are_counted_as_often_as_they_occur(text: str) -> None:
    assert set(every_word(text)) == words_of(text)
    assert len(every_word(text + " " + text)) == 2 * len(every_word(text))


def test_a_text_without_blanks_takes_no_longer_than_another() -> None:
    """A hundred times as much would take ten thousand times as long, if each place were begun anew."""
    assert every_word("a" * 1_000_000) == ["a" * 50]
    assert every_word("+" * 1_000_000) == []
