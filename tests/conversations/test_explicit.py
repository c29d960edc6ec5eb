"""The net below the floor: what a character who is not grown up never says, in whatever disguise."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.conversations.explicit import SPARED, WORDS, Net


def told(text: str, *cuts: int) -> str:
    net, places = Net(()), sorted({0, *(cut % (len(text) + 1) for cut in cuts), len(text)})
    return "".join(net.feed(text[start:end]) for start, end in pairwise(places)) + net.finish()


CAUGHT = [
    *("cock", "tits", "naked", "sex", "SEX!", "(sex)", "blow-job"),
    *("s e x", "S. E. X.", "s-e-x", "a s e x", "p e n i s"),
    *("s*ex", "s_e_x", "s*x", "p*n*s", "s\u200bex", "se\u0301x"),
    *("s3x", "5ex", "n4ked", "p0rn", "c0ck", "$ex", "hot-s3x"),
    *("ѕех", "ｓｅｘ", "pοrn", "рorn", "ⓢⓔⓧ", "𝓼𝓮𝔁"),
    *(
        "Sexo",
        "Geschlechtsverkehr",
        "sesso",
        "секс",
        "セックス",
        "他们做爱了",
        "σεξ",
        "सेक्स",
        "seks",
        "rapports sexuels",
    ),
]
INNOCENT = [
    *(
        "Scunthorpe, Essex, Sussex and Middlesex.",
        "The cockpit; a titmouse, a peacock, a cocktail.",
        "Sextant, sextet.",
    ),
    *(
        "Blue tits came to the tree.",
        "One sees it with the naked eye.",
        "Cock-a-doodle-doo!",
        "A sperm whale!",
    ),
    *(
        "I a m here.",
        "*She smiles* and *waves*.",
        "A B C D E",
        "Room 5, 3 x 4 = 12.",
        "Wait *what* is **that**?",
        "2*3*4",
    ),
    *(
        "He cocked his head, classic.",
        "The title: analysis, 4th of 7.",
        "Dick and Fanny assess the bass.",
        "s.o.s!",
    ),
    *(
        "В лесу росла ёлка, а рот на замке.",
        "彼女は笑った。",
        "Der Grund: Geil, das Essex-Haus.",
        "c*** it!",
        "f i n e",
        "",
    ),
]


@pytest.mark.parametrize("text", CAUGHT)
@pytest.mark.parametrize("before", ["", "Well, he said: "])
def test_an_explicit_word_ends_the_text(before: str, text: str) -> None:
    whole = f"{before}{text} and on"
    assert len(told(whole)) <= len(before) + len(text) - 2
    assert all(told(whole, cut) == told(whole) for cut in range(len(whole)))


@pytest.mark.parametrize("text", [*INNOCENT, *SPARED])
def test_what_only_looks_like_it_is_told(text: str) -> None:
    assert told(text) == told(text, *range(len(text))) == text


@pytest.mark.parametrize("word", WORDS)
def test_every_word_is_met(word: str) -> None:
    assert told(f"So {word}.").strip() in {"So", ""}


@given(st.text(st.sampled_from("sexSEX 35*.-_ѕеaio\n\u200b做"), max_size=50), st.lists(st.integers(0, 50)))
def test_the_cuts_make_no_difference(text: str, cuts: list[int]) -> None:
    assert told(text, *cuts) == told(text)


def test_plain_words_are_not_held_back_for_long() -> None:
    net = Net(())
    assert [net.feed(text) for text in ("Good eve", "ning, my ", "dear. ", "好", "朋友")] == [
        "Good ",
        "evening, ",
        "my dear. ",
        "好",
        "朋友",
    ]
