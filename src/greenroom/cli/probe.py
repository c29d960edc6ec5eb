"""`greenroom probe`: whether a server answers as the dialects' transcripts say."""

import sys
from collections import Counter

import click

from greenroom.cli.dialects import all_dialects
from greenroom.cli.output import IN_PART, Output, say
from greenroom.probe.cast import Obstacle
from greenroom.probe.run import Finding, probe


@click.command("probe")
@click.argument("url")
@click.option(
    "--key",
    required=True,
    envvar="GREENROOM_KEY",
    help="A key with all scopes, to an account made for this.",
)
@click.option(
    "--dialect", "names", multiple=True, help="Only this dialect; may be repeated. Default: all of them."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON value on standard output.")
def probe_server(*, url: str, key: str, names: tuple[str, ...], as_json: bool) -> None:
    """Replay the dialects' transcripts against the server at URL.

    Give it an account on which nothing has happened yet. The characters that it makes it deletes again. Exit code 1: something was answered otherwise; 3: something was left
    out, because it takes more than one key.
    """
    known = all_dialects()
    if unknown := {*names} - {*known}:
        raise click.UsageError(
            f"No such dialect: {', '.join(sorted(unknown))}. There are {', '.join(known)}."
        )
    findings = []
    try:
        for finding in probe(url, key, names or known):
            findings.append(finding)
            if finding.outcome == "otherwise":
                say(f"{finding.dialect}/{finding.transcript}: {finding.why}\n")
    except Obstacle as obstacle:
        raise click.ClickException(str(obstacle)) from None
    Output(as_json).give([finding._asdict() for finding in findings], _words(findings))
    outcomes = {finding.outcome for finding in findings}
    sys.exit(1 if "otherwise" in outcomes else IN_PART if "left out" in outcomes else 0)


def _words(findings: list[Finding]) -> str:
    counted = Counter(finding.outcome for finding in findings)
    return ", ".join(f"{number} {outcome}" for outcome, number in sorted(counted.items()))
