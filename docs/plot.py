"""A plot of how something grows with size, as SVG: both axes by powers of ten, so that what is flat looks flat."""
# ruff: noqa: INP001 - a script of its folder

import math
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import pygal
from pygal.style import Style

# It leaves a finder of modules behind, for plugins of an older kind, at which every import of Python 3.11 would warn.
sys.meta_path[:] = [finder for finder in sys.meta_path if hasattr(finder, "find_spec")]


class Line(NamedTuple):
    """What it is called, and its points: a size, and how much that is."""

    called: str
    points: Sequence[tuple[int, float]]
    dashed: bool = False


_GREY = "#7d858f"
_STYLE = Style(
    background="transparent",
    plot_background="transparent",
    foreground=_GREY,
    foreground_strong=_GREY,
    foreground_subtle=_GREY,
    guide_stroke_color=f"{_GREY}40",
    major_guide_stroke_color=f"{_GREY}80",
    guide_stroke_dasharray="0",
    major_guide_stroke_dasharray="0",
    colors=(
        "#2f7ed8",
        "#d9622b",
        "#2f7ed8",
        "#d9622b",
        "#2c9c69",
    ),  # of the engines, of their drivers, of another
    font_family="system-ui, sans-serif",
    title_font_size=15,
    legend_font_size=13,
    label_font_size=12,
    major_label_font_size=12,
)
_CSS = "text.title,.legends .legend text,.axis text,.axis text.major{fill:#57606a}"
_CSS += "@media(prefers-color-scheme:dark){text.title,.legends .legend text,.axis text,.axis text.major{fill:#adb5bd}}"
_LOOK: Mapping[str, object] = {
    "logarithmic": True,
    "width": 760,
    "height": 400,
    "js": [],
    "no_prefix": True,
    "disable_xml_declaration": True,
    "legend_at_bottom": True,
    "legend_at_bottom_columns": 3,
    "legend_box_size": 10,
    "dots_size": 3,
    "show_x_guides": True,
    "truncate_legend": -1,
    "value_formatter": lambda value: f"{value:,.0f}",
}
"""One that suits light pages and dark ones, without a script."""

_DASHED = "5,4"
_MORE = re.compile(r"<!--.*?-->|<desc[^>]*>.*?</desc>|<title>Pygal</title>", re.DOTALL)


def draw(title: str, unit: str, lines: Sequence[Line], size_name: Callable[[int], str]) -> str:
    """The plot; the same for the same lines, always. `size_name` says what a size is called."""
    css = ["file://style.css", "file://graph.css", f"inline:{_CSS}"]
    chart = pygal.XY(title=title, y_title=unit, style=_STYLE, css=css, **_LOOK)
    for line in lines:
        dashes = {"dasharray": _DASHED} if line.dashed else {}
        chart.add(line.called, list(line.points), stroke_style={"width": 2, **dashes})
    points = [point for line in lines for point in line.points]
    chart.x_labels = sorted({size for size, _ in points}) or [1]
    chart.x_value_formatter = lambda size: size_name(round(size))
    chart.xrange = chart.x_labels[0] / 2, chart.x_labels[-1] * 2
    chart.y_labels = _decades([amount for _, amount in points])
    chart.range = chart.y_labels[0], chart.y_labels[-1]
    return _MORE.sub("", chart.render(is_unicode=True)) + "\n"


def _decades(amounts: Iterable[float]) -> list[int]:
    """Powers of ten that hold them all between them."""
    found = sorted(amounts) or [1.0]
    least, most = math.floor(math.log10(found[0])), math.ceil(math.log10(found[-1]))
    return [10**power for power in range(least, max(most, least + 1) + 1)]
