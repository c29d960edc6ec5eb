"""`script/prove`: lists proofs, runs them, and keeps what came of it."""

import os
import signal
import sys
from collections.abc import Sequence

import click
import msgspec
from tests.proofs.page import write_page
from tests.proofs.record import write
from tests.proofs.table import NAMED, PROOFS
from tests.proofs.verdict import Verdict, figures, judge

GOOD, BAD = 0, 1


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, type=click.Choice(list(NAMED)), metavar="[NAME]...")
@click.option("--list", "listing", is_flag=True, help="Say which proofs there are.")
@click.option(
    "--rounds", type=click.IntRange(1), help="How often the promise is tried; default: each proof's own."
)
@click.option("--control-rounds", type=click.IntRange(1), help="How often it is tried without its guard.")
@click.option(
    "--one-of", metavar="HASH", help="Run one proof in short, chosen by this commit; nothing is recorded."
)
@click.option("--no-record", is_flag=True, help="Leave docs/proofs as it is.")
@click.option("--page", is_flag=True, help="Only write docs/proofs.md anew.")
@click.option("--json", "as_json", is_flag=True, help="One JSON value on standard output.")
def main(
    *,
    names: Sequence[str],
    listing: bool,
    rounds: int | None,
    control_rounds: int | None,
    one_of: str | None,
    no_record: bool,
    page: bool,
    as_json: bool,
) -> None:
    """Prove what Greenroom promises: all of it, or what NAMEs say.

    Each proof has a control that must break; one whose control holds is blind. Exit codes: 0 all hold, or are not
    possible here; 1 something is broken or blind.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    if listing:
        _list(as_json=as_json)
    elif page:
        write_page()
    elif one_of is not None:
        verdicts = _one(int(one_of, 16))
        sys.exit(_end(verdicts, as_json=as_json))
    else:
        verdicts = []
        for name in names or NAMED:
            verdicts.append(judge(NAMED[name], rounds, control_rounds, _say))
            _tell(verdicts[-1])
            if not no_record:
                write(verdicts[-1])
                write_page()
        sys.exit(_end(verdicts, as_json=as_json))


def _list(*, as_json: bool) -> None:
    """Names and promises, and what this machine lacks."""
    if as_json:
        rows = [
            {
                "name": one.name,
                "promise": one.promise,
                "aim": one.aim,
                "control": one.control,
                "lacks": one.lacks(),
            }
            for one in PROOFS
        ]
        sys.stdout.buffer.write(msgspec.json.encode(rows) + b"\n")
        return
    wide = max(map(len, NAMED))
    for one in PROOFS:
        lacking = one.lacks()
        missing = f" – not possible here: {lacking}" if lacking else ""
        sys.stdout.write(f"{one.name:{wide}}  {one.promise}: {one.aim}{missing}\n")


def _one(chosen: int) -> list[Verdict]:
    """The short form of the proof whose turn it is; where it isn't possible, of the next one that is."""
    short = [proof for proof in PROOFS if proof.short]
    start = chosen % len(short)
    verdicts: list[Verdict] = []
    for proof in [*short[start:], *short[:start]]:
        verdicts.append(judge(proof, proof.short, proof.short, _say))
        _tell(verdicts[-1])
        if verdicts[-1].judged != "not possible here":
            break
    return verdicts


def _end(verdicts: Sequence[Verdict], *, as_json: bool) -> int:
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(verdicts) + b"\n")
    return GOOD if all(verdict.good for verdict in verdicts) else BAD


def _tell(verdict: Verdict) -> None:
    said = [f"{verdict.proof}: {verdict.judged}", verdict.why, figures(verdict.measured)]
    if verdict.control:
        said.append(f"control: {figures(verdict.control)}")
    _say("; ".join(part for part in said if part) + f" ({verdict.seconds:.0f} s)")


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    os.environ.pop("GREENROOM_LONG", None)
    main()
