"""Names of models, and what they stand for."""

import pytest
from tests.conftest import Run

from greenroom.app import all_settings, models_said
from greenroom.llm.models import Models
from greenroom.problems import BadValue, ModelMissing
from greenroom.settings import Refused, Value, load


def models(**given: Value) -> Models:
    return models_said(load(all_settings(), {"data": "/srv/greenroom", **given}, {}))


def test_without_a_model_one_sentence_names_the_setting() -> None:
    with pytest.raises(ModelMissing, match="model_url"):
        models().find()
    assert models().aliases == ()
    assert models(models=("a=b",)).aliases == ()


def test_one_model_has_all_ordinary_names() -> None:
    one = models(model_url="http://127.0.0.1:1/v1")
    assert one.aliases == ("creative", "default", "premium", "standard")
    assert one.find("creative") is one.find() is one.find("standard")
    with pytest.raises(BadValue, match="creative, default"):
        one.find("gpt-4o")


def test_several_models() -> None:
    several = models(
        model_url="http://127.0.0.1:1/v1",
        models=("gpt-4o=gpt-4o@openai", "premium=gpt-4o@openai", "odd=@cf/meta/llama"),
        model_backends=("openai=https://api.openai.com/v1",),
        model_keys=("openai=sk-1",),
    )
    assert several.find("gpt-4o") is several.find("premium") is not several.find()
    assert several.find("odd") is not several.find()
    assert several.is_premium("premium")
    assert not several.is_premium("gpt-4o")
    assert several.embedder is None
    assert several.moderator is None


@pytest.mark.parametrize(
    ("setting", "role"), [("embedding_model", "embedder"), ("moderation_model", "moderator")]
)
def test_a_model_beside_those_of_replies(setting: str, role: str) -> None:
    one = models(
        model_url="http://127.0.0.1:1/v1",
        **{setting: "judge@openai"},
        model_backends=("openai=http://127.0.0.1:2",),
    )
    assert getattr(one, role) is not None
    assert "judge" not in one.aliases


@pytest.mark.parametrize(
    "named",
    [
        {"models": ("premium=big@nowhere",)},
        {"embedding_model": "big@nowhere"},
        {"moderation_model": "big@nowhere"},
    ],
)
def test_a_model_on_a_backend_that_nothing_names_is_refused(named: dict[str, Value]) -> None:
    with pytest.raises(Refused, match=r"big@nowhere is on the backend nowhere, which model_backends"):
        models(model_url="http://127.0.0.1:1/v1", model_backends=("other=http://127.0.0.1:2",), **named)


def test_a_model_with_an_at_in_its_name() -> None:
    one = models(model_url="http://127.0.0.1:1/v1", models=("dated=claude@2024@", "cf=@cf/meta/llama"))
    found = [one.target(name) for name in ("dated", "cf")]
    assert [target and target.model for target in found] == ["claude@2024", "@cf/meta/llama"]


def test_windows_by_name(run: Run) -> None:
    several = models(
        model_url="http://127.0.0.1:1/v1",
        models=("big=big",),
        model_window=1000,
        model_windows=("big=2000", "creative=3000"),
    )

    async def go() -> list[int]:
        windows = [await several.find(name).window() for name in ("default", "standard", "big", "creative")]
        await several.close()
        return windows

    assert run(go()) == [1000, 1000, 2000, 3000]
    assert not several.find("big").window_is_guessed
    assert models(model_url="http://127.0.0.1:1/v1").find().window_is_guessed


@pytest.mark.parametrize("said", ["premium", "premium=x", "premium=0", "premium=-1", "premium=1e99"])
def test_a_name_without_tokens_is_refused(said: str) -> None:
    with pytest.raises(Refused, match="names with numbers of tokens"):
        models(model_windows=(said,))


@pytest.mark.parametrize("said", ["premium", "=x", "x="])
def test_a_name_without_a_model_is_refused(said: str) -> None:
    with pytest.raises(Refused, match="names with models"):
        models(models=(said,))
