"""The model that stands where none is configured."""

import pytest
from tests.conftest import Run

from greenroom.llm.absent import WINDOW, Absent
from greenroom.llm.model import Ask
from greenroom.problems import ModelMissing


def test_it_counts_and_answers_nothing(run: Run) -> None:
    async def go() -> None:
        absent = Absent()
        assert await absent.window() == WINDOW
        count = await absent.count("Hello there")
        assert (count.tokens > 0, count.exact) == (True, False)
        with pytest.raises(ModelMissing, match="model_url"):
            await anext(absent.stream(Ask(())))

    run(go())
