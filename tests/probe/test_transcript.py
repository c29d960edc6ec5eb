"""The replayer of transcripts: that it sees every difference, and nothing else."""

import json
from typing import Any

import pytest

from greenroom.probe.transcript import Answer, Mismatch, parse, replay

TRANSCRIPT = """\
Anything before the first title is for readers.

### Make a thing
POST /things?x={{x}}
Authorization: Bearer {{key}}
X-Twice: a
X-Twice: b

{"name": "{{name}}"}

HTTP/1.1 201 Created
ETag: "{{tag:word}}"

{
  "id": "{{id:uuid}}",
  "count": "{{:number}}",
  "link": "http://things.test/{{id}}/{{tag}}",
  "parts": [1, "two", null, true],
  "{{key}}": {}
}

### Look at it
GET /things/{{id}}

HTTP/1.1 200
"""
KNOWN = {"x": "1", "key": "secret", "name": "Nora"}
ID = "6e6b2e77-7cb0-4986-b903-489fd2132d65"
BODY: dict[str, Any] = {
    "id": ID,
    "count": 7,
    "link": f"http://things.test/{ID}/v1",
    "parts": [1, "two", None, True],
    "{{key}}": {},
}


def answered(body: Any = BODY, status: int = 201, etag: str = '"v1"') -> Answer:
    return Answer(status, {"etag": etag, "date": "now"}, json.dumps(body).encode())


def play(answer: Answer) -> tuple[dict[str, str], list[tuple[object, ...]]]:
    """What is known after the first exchange, and what was asked."""
    known, asked = dict(KNOWN), list[tuple[object, ...]]()

    def send(*request: object) -> Answer:
        asked.append(request)
        return answer

    replay(next(parse(TRANSCRIPT)), known, send)
    return known, asked


def test_a_transcript_is_a_list_of_exchanges() -> None:
    first, second = parse(TRANSCRIPT)
    assert (first.title, first.request.first, second.request.first) == (
        "Make a thing",
        "POST /things?x={{x}}",
        "GET /things/{{id}}",
    )
    assert (second.request.headers, second.request.body, second.answer.body) == ([], "", "")


def test_what_is_known_is_filled_in_and_sent() -> None:
    _, (asked,) = play(answered())
    headers = [("Authorization", "Bearer secret"), ("X-Twice", "a"), ("X-Twice", "b")]
    assert asked == ("POST", "/things?x=1", headers, b'{"name": "Nora"}')


def test_what_is_met_is_known_from_then_on() -> None:
    known, _ = play(answered())
    assert known == KNOWN | {"id": ID, "tag": "v1"}


def test_order_blanks_and_unnamed_headers_do_not_matter() -> None:
    play(answered(dict(reversed(BODY.items()))))


DIFFERENT: list[tuple[Answer, str]] = [
    (answered(status=200), "status is 200"),
    (answered(etag="v1"), "ETag is 'v1'"),
    (answered(etag=""), "ETag is ''"),
    (answered(BODY | {"id": "no uuid"}), "$.id is"),
    (answered(BODY | {"id": ID + "\n"}), "$.id is"),
    (answered(BODY | {"count": "many"}), "$.count is"),
    (answered(BODY | {"count": True}), "$.count is"),
    (answered(BODY | {"link": f"http://things.test/{ID}/v2"}), "$.link is"),
    (answered(BODY | {"more": 1}), "$ differs in ['more']"),
    (answered({name: value for name, value in BODY.items() if name != "id"}), "$ differs in ['id']"),
    (answered(BODY | {"parts": [1, "two", None]}), "$.parts has 3 items, not 4"),
    (answered(BODY | {"parts": [1, "two", None, 1]}), "$.parts[3] is 1"),
    (answered(BODY | {"parts": [True, "two", None, True]}), "$.parts[0] is True"),
    (answered(BODY | {"parts": [1.0, "two", None, True]}), "$.parts[0] is 1.0"),
    (answered(BODY | {"parts": {}}), "$.parts is {}"),
    (answered([BODY]), "$ is ["),
    (Answer(201, {"etag": '"v1"'}, b"no json"), "body is"),
]


@pytest.mark.parametrize(("answer", "said"), DIFFERENT, ids=[said for _, said in DIFFERENT])
def test_a_difference_is_told_with_its_place(answer: Answer, said: str) -> None:
    with pytest.raises(Mismatch) as found:
        play(answer)
    assert said in str(found.value)
    assert str(found.value).startswith("Make a thing: POST /things?x=1")


@pytest.mark.parametrize(
    "text", ["### Title\nGET /x\n", "### Title\nno request\n\nHTTP/1.1 200\n", "### Title\n"]
)
def test_what_is_no_exchange_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no request or no answer in: Title"):
        list(parse(text))


def test_what_is_not_known_cannot_be_asked() -> None:
    with pytest.raises(KeyError):
        replay(list(parse(TRANSCRIPT))[1], {}, lambda *_: answered())
