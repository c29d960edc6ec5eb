"""A prompt keeps within its window, or says what is too long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conversations.prompt.cast import AXEON, FULL, NORA, materials, talk

from greenroom.conversations.prompt.assembly import assemble
from greenroom.conversations.prompt.draft import Draft
from greenroom.conversations.prompt.fitting import ENVELOPE, Prompt, fit
from greenroom.conversations.prompt.section import Keep, Section
from greenroom.llm.roles import FORMS, Form, formed
from greenroom.llm.tokens import PER_MESSAGE, estimate
from greenroom.problems import ContextTooSmall

LONG = talk(*(f"{number}: {'word ' * 20}" for number in range(60)))
NEEDED = {"system", "description", "floor"}


def tokens(text: str) -> int:
    return estimate(text).tokens


def part(keep: Keep, name: str) -> Section:
    return Section(name, "user" if keep == "history" else "system", "x" * 30, keep)


def names(prompt: Prompt) -> list[str]:
    return [one.section.name for one in prompt.sections if one.kept]


ROW = (
    *(part("always", "a"), part("retrieved", "r1"), part("retrieved", "r2"), part("examples", "e1")),
    *(
        part("examples", "e2"),
        part("history", "h1"),
        part("spare", "s"),
        part("history", "h2"),
        part("always", "b"),
    ),
)
GOING = ["s", "e2", "e1", "h1", "h2", "r2", "r1"]


@pytest.mark.parametrize("gone", range(len(GOING) + 1))
def test_what_goes_first(gone: int) -> None:
    each = 10 + PER_MESSAGE
    window = ENVELOPE + each * (len(ROW) - gone)
    kept = names(fit(Draft(sections=ROW, reserve=0), tokens, window))
    assert kept == [section.name for section in ROW if section.name not in GOING[:gone]]


@given(
    st.lists(
        st.builds(
            Section,
            st.sampled_from(["one", "two", "three"]),
            st.sampled_from(["system", "user", "assistant"]),
            st.text(min_size=1, max_size=60),
            st.sampled_from(["always", "retrieved", "history", "examples", "spare"]),
        ),
        max_size=20,
    ),
    st.integers(0, 600),
    st.integers(0, 100),
    st.sampled_from(FORMS),
)
def test_a_prompt_keeps_its_budget_or_says_what_is_too_long(
    sections: list[Section], window: int, reserve: int, form: Form
) -> None:
    draft = Draft(sections=tuple(sections), reserve=reserve)
    must = [section for section in sections if section.keep == "always"]
    least = ENVELOPE + reserve + sum(tokens(section.text) + PER_MESSAGE for section in must)
    if window < least:
        with pytest.raises(ContextTooSmall) as raised:
            fit(draft, tokens, window)
        assert sum(raised.value.sizes.values()) == least
        return
    prompt = fit(draft, tokens, window)
    asked = sum(tokens(message.text) + PER_MESSAGE for message in formed(prompt.ask.messages, form))
    assert asked <= prompt.tokens <= window - reserve
    assert all(one.kept for one in prompt.sections if one.section.keep == "always")


@given(st.sampled_from([NORA, AXEON, FULL]), st.integers(1, 60), st.integers(0, 6000))
def test_any_character_and_history_keeps_its_budget(character: object, turns: int, window: int) -> None:
    asked = materials(character, history=LONG[-turns:])  # type: ignore[arg-type]  # a strategy knows no types
    try:
        prompt = fit(assemble(asked), tokens, window)
    except ContextTooSmall:
        return
    assert prompt.tokens <= window - prompt.reserve
    assert {*names(prompt)} >= NEEDED
    assert LONG[-1].turn_id in {one.section.source for one in prompt.sections if one.kept}
    history = [one.kept for one in prompt.sections if one.section.name == "history"]
    assert history == sorted(history)  # the oldest go first


def test_a_window_that_is_too_small_tells_the_sizes() -> None:
    with pytest.raises(ContextTooSmall, match=r"reads 300 tokens .* description \d+.* reply 512"):
        fit(assemble(materials()), tokens, 300)


def test_a_reply_may_have_another_size() -> None:
    prompt = fit(assemble(materials()), tokens, 8000, reserve=7)
    assert (prompt.reserve, prompt.window) == (7, 8000)


def test_a_window_that_is_a_guess_is_told_as_one() -> None:
    with pytest.raises(ContextTooSmall, match=r"reads 300 tokens at most \(a guess, .*model_windows"):
        fit(assemble(materials()), tokens, 300, guessed=True)
