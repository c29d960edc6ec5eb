"""What schemathesis is not to ask of this dialect (tests/dialects/test_contract.py)."""

from tests.dialects.off import Off

OFF = (
    Off(
        "negative_data_rejection",
        "*",
        "unknown fields and names of enums are taken, as its gateway took them",
    ),
    Off("unsupported_method", "*", "its gateway answers 501 in place of 405"),
    Off("allow_header_conformance", "*", "for the same reason"),
    Off(
        "not_a_server_error",
        "*",
        "for the same reason",
        'expected-statuses = ["2xx", "3xx", "4xx", "501"]',
    ),
)
