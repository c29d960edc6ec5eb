"""What is promised, row by row, and which proofs show it: for readers who look for a promise and not for a proof."""

from typing import NamedTuple


class Promise(NamedTuple):
    """A row. `proofs` are names of proofs; `tests` are places of tests that show it, too, or alone where there is no proof."""

    words: str
    figure: str
    proofs: tuple[str, ...]
    tests: tuple[str, ...] = ()


_ATTACKS = "tests/attacks"

PROMISES = (
    Promise(
        "An acknowledged write survives a power cut, SQLite",
        "0 lost in ≥ 50 cuts, ext4 and xfs",
        ("power-cut-sqlite-ext4", "power-cut-sqlite-xfs"),
    ),
    Promise("The same on PostgreSQL", "0 lost in ≥ 20 cuts", ("power-cut-postgres",)),
    Promise("Host loss with a synchronous standby", "0 lost in ≥ 10; gap ≤ 6 s", ("host-loss",)),
    Promise(
        "Mixed load through restarts and a failover",
        "ten minutes: 0 lost, 0 doubled, errors only inside the stated gaps",
        ("mixed-load",),
    ),
    Promise(
        "Database unreachable",
        "503 within 5 s, healed within 5 s, nothing doubled",
        ("database-unreachable",),
    ),
    Promise(
        "Disk full, fsync error", "no 2xx for what is not kept, no restart", ("disk-full", "fsync-error")
    ),
    Promise(
        "kill -9 at every step of an operation", "ends within two lease periods, once", ("kill-at-each-step",)
    ),
    Promise("Idempotency", "one effect a key under 100 parallel retries and a kill", ("idempotency",)),
    Promise("Aborted requests", "0 foreign bytes in 100,000, 30 % aborted", ("aborted-requests",)),
    Promise("Revocation", "≤ 1 s across processes; streams cut ≤ 2 s", ("revocation",)),
    Promise("Rate limit", "never over by more than 1 %; Retry-After ± 1 s", ("rate-limit",)),
    Promise("Backup under load", "≤ 250 ms more for each 200 MiB; equal row by row", ("backup",)),
    Promise("Migration", "0 failed requests while old and new run", ("migration",)),
    Promise("Deletion", "0 canaries left; the export has them all", ("deletion",)),
    Promise(
        "A1: what is another's, by id", "0 foreign canaries, each route", ("isolation",), ("tests/isolation",)
    ),
    Promise("A2: scopes and limits past another header", "refused in each form", ("attacks",), (_ATTACKS,)),
    Promise("A3: a revoked key on an open stream, or in a cache", "≤ 1 s, ≤ 2 s", ("revocation",)),
    Promise(
        "A4: owners' fields before strangers; mass assignment",
        "nothing seen, nothing set",
        ("attacks", "isolation"),
        (_ATTACKS,),
    ),
    Promise("B1: false types on picture fields", "refused everywhere", ("attacks",), (_ATTACKS,)),
    Promise(
        "B2: script in names, Markdown, errors; pictures from elsewhere",
        "no element of theirs",
        ("attacks",),
        (_ATTACKS,),
    ),
    Promise(
        "C1: addresses that the server would fetch; names pointed at it",
        "nothing is fetched; 400",
        ("attacks",),
        (_ATTACKS,),
    ),
    Promise(
        "D1: paths, slips and bombs in files",
        "refused, nothing outside",
        ("attacks",),
        (_ATTACKS, "tests/cards/test_fuzz.py"),
    ),
    Promise(
        "E1: identities by e-mail, another's answer, codes used twice",
        "never the same person",
        ("attacks",),
        (_ATTACKS, "tests/accounts/elsewhere"),
    ),
    Promise("E2: headers of proxies believed from outside", "only text", ("attacks",), (_ATTACKS,)),
    Promise(
        "F1: forged tokens of pages; statements in filters, orders, categories",
        "400, never 5xx",
        ("attacks",),
        (_ATTACKS, "tests/dialects/kit/filters"),
    ),
    Promise(
        "G1: a cancelled request whose answer the next one gets", "0 foreign bytes", ("aborted-requests",)
    ),
    Promise("OpenAPI documents are kept", "0 failures at ≥ 300 examples an operation", ("contract",)),
    Promise(
        "The whole catalogue through all dialects", "the same on both engines, 2,000 × 50", ("state-machine",)
    ),
)
"""In the order in which they are promised: durability and faults, attacks, the contract."""
