"""What schemathesis is not to ask of this dialect (tests/dialects/test_contract.py)."""

from tests.dialects.off import Off

OFF = (
    Off(
        "unsupported_method",
        "*",
        "verbs that clients of the vendor may use are answered, and not documented",
    ),
    Off("allow_header_conformance", "*", "for the same reason"),
)
