"""What schemathesis is not to ask of this dialect (tests/dialects/test_contract.py)."""

from tests.dialects.off import Off

OFF = (
    Off(
        "unsupported_method",
        "*",
        "PUT is answered as PATCH, and not documented",
    ),
    Off("allow_header_conformance", "*", "for the same reason"),
    Off("use_after_free", "*", "the world `default` is there again as soon as it is deleted"),
)
