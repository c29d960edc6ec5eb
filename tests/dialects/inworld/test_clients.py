"""Programs that nobody wrote for this server: Google's client of long-running operations."""

from functools import partial
from typing import Any

import pytest
from google.api_core import exceptions, retry
from google.api_core.operation import from_http_json
from google.longrunning import operations_pb2
from google.protobuf import json_format
from google.protobuf.struct_pb2 import Struct
from tests.dialects.inworld.studio import ROOT, Studio

QUICKLY = retry.Retry(predicate=retry.if_exception_type(Exception), initial=0.01, maximum=0.05, timeout=20)


def future(studio: Studio, begun: Any) -> Any:
    """The operation as Google's library follows it; that library has no types."""

    def api_request(method: str, path: str) -> Any:
        return studio.ask(method, path.removeprefix("operations/"))

    follow: Any = from_http_json
    return follow(begun, api_request, Struct, metadata_type=Struct)


def test_google_s_client_follows_a_deployment_to_its_end(studio: Studio) -> None:
    name = studio.named("Axeon")
    operation = future(studio, studio.deploy(name))
    result = operation.result(timeout=20, polling=QUICKLY)
    assert dict(result) == {"character": name}
    assert dict(operation.metadata) == {"target": name}
    assert operation.done()


def test_google_s_client_raises_what_a_failed_deployment_says(studio: Studio) -> None:
    operation = future(studio, studio.deploy(studio.named("Axeon", description="x" * 2**20)))
    with pytest.raises(exceptions.GoogleAPICallError, match="9: The character cannot be deployed"):
        operation.result(timeout=20, polling=QUICKLY)


def test_every_answer_about_an_operation_is_google_s_message(studio: Studio) -> None:
    read = partial(json_format.Parse, message=operations_pb2.Operation(), ignore_unknown_fields=False)
    begun = studio.who.post(f"{ROOT}{studio.named('Axeon')}:deploy")
    message = read(begun.text)
    assert message.done is False
    assert message.metadata.Is(Struct.DESCRIPTOR)
    ended = studio.who.get(f"{ROOT}{studio.ended(message.name)['name']}")
    message = json_format.Parse(ended.text, operations_pb2.Operation())
    assert message.WhichOneof("result") == "response"
    assert json_format.MessageToDict(message) == ended.json()
