"""Tokens of a draft: estimated where that will do, and counted by few requests where it matters."""

import pytest
from tests.conftest import Run
from tests.conversations.prompt.cast import materials
from tests.conversations.silent import Silent

from greenroom.conversations.counting import MOST_ALONE, counted
from greenroom.conversations.prompt.assembly import assemble
from greenroom.conversations.prompt.draft import Draft
from greenroom.conversations.prompt.fitting import fit
from greenroom.conversations.prompt.materials import Turn
from greenroom.llm.model import Count
from greenroom.llm.tokens import estimate


class Counts(Silent):
    """A model whose tokens are five bytes, and that remembers what it was asked."""

    def __init__(self, *, exact: bool = True) -> None:
        self.asked: list[str] = []
        self._exact = exact

    async def count(self, text: str) -> Count:
        self.asked.append(text)
        return Count(-(-len(text.encode()) // 5), exact=True) if self._exact else estimate(text)


def draft(turns: int, length: int = 1000) -> Draft:
    said = tuple(
        Turn("character" if at % 2 else "user", f"{at} ".ljust(length, "x"), str(at)) for at in range(turns)
    )
    return assemble(materials(history=said))


def kept(run: Run, made: Draft, backend: Counts, window: int) -> tuple[int, bool]:
    count, exact = run(counted(made, backend, window))
    prompt = fit(made, count, window)
    return sum(one.kept and one.section.name == "history" for one in prompt.sections), exact


def test_what_fits_by_estimate_is_not_counted(run: Run) -> None:
    model = Counts()
    assert kept(run, draft(5), model, 8192) == (5, False)
    assert model.asked == []


@pytest.mark.parametrize("window", [4096, 32_768, 131_072])
def test_a_long_conversation_is_counted_by_few_requests(run: Run, window: int) -> None:
    model = Counts()
    turns, exact = kept(run, draft(1001), model, window)
    assert exact
    assert len(model.asked) <= 3 * MOST_ALONE
    assert 0.9 * window < turns * 208 + 1500
    assert turns * 200 < window


def test_what_was_counted_is_counted_alike_when_more_is_said(run: Run) -> None:
    model, more = Counts(), Counts()
    kept(run, draft(400), model, 32_768)
    kept(run, draft(402), more, 32_768)
    assert len({*more.asked} - {*model.asked}) <= 4


def test_few_texts_are_counted_each(run: Run) -> None:
    model = Counts()
    made = draft(3, 5000)
    assert kept(run, made, model, 4000)[1]
    assert {*model.asked} == {one.text for one in made.sections}


def test_where_nobody_counts_it_is_said(run: Run) -> None:
    assert not kept(run, draft(1001), Counts(exact=False), 4096)[1]
