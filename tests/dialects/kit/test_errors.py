"""Every problem has words in every dialect, and what goes with them."""

import json
import logging
from http import HTTPStatus
from inspect import get_annotations

import msgspec
import pytest

from greenroom import problems
from greenroom.cli.dialects import all_dialects
from greenroom.dialects.kit import errors
from greenroom.dialects.kit.errors import bearer_challenge
from greenroom.dialects.kit.passport import Dialect
from greenroom.http.outages import Outages
from greenroom.problems import Problem

DIALECTS = list(all_dialects().values())
EACH = [(dialect, kind) for dialect in DIALECTS for kind in problems.ALL]
FINAL = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
PASSING = [problems.RateLimited, problems.Unavailable, problems.Internal, problems.IdempotencyRunning]
PASSING += [problems.ModelUnreachable, problems.ModelBusy, problems.ModelFailed, problems.ModelSlow]


def example(kind: type[Problem]) -> Problem:
    """A problem of this kind; a text is what it is called."""
    values = {"int": 7, "str": 'some "text" ß…', "Faults": problems.Faults({"some": "is wrong"})}
    values["Sizes"] = problems.Sizes({"history": 7})
    return kind(
        *(values[note if isinstance(note, str) else note.__name__] for note in get_annotations(kind).values())
    )


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_dialect_has_words_for_every_problem_and_for_nothing_else(dialect: Dialect) -> None:
    assert set(dialect.errors.table) == set(problems.ALL)


@pytest.mark.parametrize(
    ("dialect", "kind"), EACH, ids=lambda value: getattr(value, "name", None) or value.__name__
)
def test_a_refusal_has_the_shape_that_is_documented(dialect: Dialect, kind: type[Problem]) -> None:
    answer = dialect.errors.answer(example(kind), "req_1")
    said = json.loads(bytes(answer.body))
    msgspec.convert(said, dialect.errors.shape)
    assert answer.status_code == dialect.errors.table[kind].status >= 400
    headers = dict(answer.raw_headers)
    assert headers[b"content-type"] == dialect.errors.media_type
    assert b"\n" not in b"".join(headers.values())
    assert (b"www-authenticate" in headers) == (answer.status_code == HTTPStatus.UNAUTHORIZED)
    timed = {problems.RateLimited, problems.ModelBusy, problems.DailyLimit}
    assert (b"retry-after" in headers) == (kind in timed)
    assert (b"allow" in headers) == (kind is problems.WrongMethod)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@pytest.mark.parametrize("kind", PASSING)
def test_what_may_pass_with_time_is_never_said_to_be_final(dialect: Dialect, kind: type[Problem]) -> None:
    assert dialect.errors.table[kind].status not in FINAL


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_our_own_fault_tells_nothing_of_our_insides(dialect: Dialect) -> None:
    answer = dialect.errors.answer(problems.Internal(), "req_1")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert b"Traceback" not in bytes(answer.body)


def test_a_challenge_can_be_quoted_whatever_the_problem_says() -> None:
    errors = DIALECTS[-1].errors._replace(challenge=bearer_challenge)
    hint = ' Say "please",\r\n\\ thank you… ß'
    value = dict(errors.answer(problems.WrongKey(hint), "req_1").raw_headers)[b"www-authenticate"].decode(
        "ascii"
    )
    assert value.startswith('Bearer realm="greenroom", error="invalid_token", error_description="')
    assert value.count('"') == 6
    assert "\\" not in value


def test_who_sent_no_key_is_only_told_what_is_wanted() -> None:
    errors = DIALECTS[-1].errors._replace(challenge=bearer_challenge)
    answer = errors.answer(problems.NoKey("send it"), "req_1")
    assert dict(answer.raw_headers)[b"www-authenticate"] == b'Bearer realm="greenroom"'


@pytest.mark.parametrize(
    ("what", "told"), [("The database", "request req_1: The database is out of reach"), ("Live audio", "")]
)
def test_what_is_out_of_reach_is_told_in_the_log_and_what_never_was_there_is_not(
    what: str, told: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(errors, "OUTAGES", Outages())
    convai = next(one for one in DIALECTS if one.name == "convai")
    said = next(
        door
        for door in [convai.errors, *(route.errors for route in convai.routes if route.errors)]
        if door.table[problems.Unavailable].status == (503 if told else 501)
    )
    with caplog.at_level(logging.WARNING):
        said.answer(problems.Unavailable(what), "req_1")
    assert [record.getMessage() for record in caplog.records] == ([told] if told else [])
