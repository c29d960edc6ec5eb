"""YAML as an outline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.conversations.prompt.outline import NoOutline, Outline, read

READ: list[tuple[str, Outline]] = [
    ("", ""),
    (
        "a: yes\nb: 1.0\nc:\n- ~\n- 'null'\n- 2026-01-01",
        {"a": "yes", "b": "1.0", "c": ["", "null", "2026-01-01"]},
    ),
    ("a: &x [1, 2]\nb: *x", {"a": ["1", "2"], "b": ["1", "2"]}),
    ("!!python/object/apply:os.system ['true']", ["true"]),
    ("a: 1\n---\nb: 2", {"a": "1"}),
    ("? [a]\n: b\nc: d", {"c": "d"}),
]
BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{at + 1}: &a{at + 1} [{','.join([f'*a{at}'] * 10)}]\n" for at in range(8)
)
REFUSED = [
    ("a: [", "is not YAML"),
    ("a: b: c", "is not YAML, line 1"),
    ("*nobody", "is not YAML"),
    ("[" * 500, "deeper"),
    ("[" * 50_000, "deeper|is not YAML"),
    (BOMB, "nodes"),
    ("a" * (1 << 16) + "b", "longer"),
    ('"\\UFFFFFFFF"', "is not YAML"),
]


@pytest.mark.parametrize(("text", "outline"), READ)
def test_yaml_is_read(text: str, outline: Outline) -> None:
    assert read(text) == outline


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_what_is_none_or_too_much_is_refused(text: str, why: str) -> None:
    with pytest.raises(NoOutline, match=why):
        read(text)


@given(st.text(max_size=60) | st.text(st.sampled_from("ab:-[]{}&*!|>'\"\n \t#%\ud800"), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text)
    except NoOutline:
        return
