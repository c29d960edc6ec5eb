"""What schemathesis is not to ask of this dialect (tests/dialects/test_contract.py)."""

from tests.dialects.off import Off

OFF = (
    Off(
        "positive_data_acceptance",
        "POST /v1/keys",
        "a schema cannot say that a time must lie in the future",
    ),
    Off("positive_data_acceptance", "POST /v1/imports", "what is a card is a matter of its content"),
    Off("positive_data_acceptance", "POST /v1/assets", "not all bytes are a picture"),
)
