"""Reading the tables of a dialect's README, to hold them against its code."""

import re


def table(readme: str, heading: str) -> list[list[str]]:
    """The rows of the first table under a heading, without the signs of code."""
    _, _, after = readme.partition(f"\n## {heading}\n")
    lines = re.findall(r"^\|(.*)\|$", after.partition("\n## ")[0], re.MULTILINE)
    return [[cell.strip().replace("`", "") for cell in line.split("|")] for line in lines[2:]]


def numbers(text: str) -> list[int]:
    """The whole numbers in a text, in order."""
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)]
