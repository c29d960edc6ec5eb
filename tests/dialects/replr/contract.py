"""What schemathesis is not to ask of this dialect (tests/dialects/test_contract.py)."""

from tests.dialects.off import Off

OFF = (
    Off("unsupported_method", "*", "PATCH is answered as PUT, and not documented"),
    Off("allow_header_conformance", "*", "for the same reason"),
)
