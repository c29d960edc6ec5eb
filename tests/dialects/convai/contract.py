"""What schemathesis is not to ask of this dialect (tests/dialects/test_contract.py)."""

from tests.dialects.off import Off

OFF = (
    Off(
        "negative_data_rejection",
        "*",
        "forms carry text, so texts are taken for numbers, flags and lists",
    ),
    *(
        Off("positive_data_acceptance", operation, "an id of nothing is 400, as the vendor has it")
        for operation in ("GET /character/get", "POST /character/get", "POST /character/update")
    ),
    Off("positive_data_acceptance", "POST /character/create", "functions and files must be there"),
    Off(
        "positive_data_acceptance",
        "POST /character/narrative/create-trigger",
        "names are taken only once",
    ),
    Off("ignored_auth", "*", "a good key in one of four headers opens beside wrong ones in the others"),
    Off("unsupported_method", "*", "other methods are answered by aliases, and not documented"),
    Off("allow_header_conformance", "*", "for the same reason"),
)
