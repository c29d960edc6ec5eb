"""What schemathesis is not to ask of this dialect (tests/dialects/test_contract.py)."""

from tests.dialects.off import Off

OFF = (
    Off(
        "positive_data_acceptance",
        "POST /v1/chat/completions",
        "a schema cannot say that top_logprobs needs logprobs, nor that a part of a message needs the text it is",
    ),
    Off(
        "positive_data_acceptance",
        "GET /v1/models/{model}",
        "a name of nothing is no mistake in the asking",
    ),
)
