"""A chart under a table: how a few counts of each row add up, as bars beside the names of the rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.charts.barcharts import HorizontalBarChart
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.colors import Color, black
from reportlab.lib.units import mm

from clerk_app.paper.fonts import BOLD, REGULAR

_TINTS = (Color(0.10, 0.42, 0.42), Color(0.55, 0.76, 0.74), Color(0.85, 0.55, 0.20))
"""Dark, light and warm: told apart on a black-and-white printer too."""
_NAMES_MM, _HEAD_MM, _ROW_MM, _AXIS_MM = 70.0, 18.0, 8.0, 8.0


@dataclass(frozen=True, slots=True)
class Bars:
    """What is drawn.

    Attributes:
        names: of the rows, from top to bottom.
        series: title of each count and its number in every row; at most three.
    """

    title: str
    names: Sequence[str]
    series: Sequence[tuple[str, Sequence[int]]]


def draw_bars(bars: Bars, width_mm: float) -> Drawing:
    """Return the chart; `register_fonts` was called before."""
    height = (_HEAD_MM + _ROW_MM * len(bars.names) + _AXIS_MM) * mm
    drawing = Drawing(width_mm * mm, height)
    drawing.add(String(0, height - 6 * mm, bars.title, fontName=BOLD, fontSize=11))
    drawing.add(_legend(bars, height))
    drawing.add(_chart(bars, width_mm))
    return drawing


def _chart(bars: Bars, width_mm: float) -> HorizontalBarChart:
    chart = HorizontalBarChart()
    chart.x, chart.y = round(_NAMES_MM * mm), round(_AXIS_MM * mm)
    chart.width = round((width_mm - _NAMES_MM - 10) * mm)
    chart.height = round(_ROW_MM * len(bars.names) * mm)
    chart.data = [list(reversed(numbers)) for _title, numbers in bars.series]
    chart.categoryAxis.style = "stacked"
    chart.categoryAxis.categoryNames = list(reversed(bars.names))
    chart.categoryAxis.labels.setProperties({"fontName": REGULAR, "fontSize": 9, "dx": -4})
    chart.categoryAxis.labels.maxWidth = (_NAMES_MM - 4) * mm
    most = max(sum(numbers) for numbers in zip(*(each for _title, each in bars.series), strict=True))
    axis = chart.valueAxis
    axis.valueMin, axis.valueMax, axis.valueStep = 0, max(most, 1), max(1, round(max(most, 1) / 8))
    axis.labels.setProperties({"fontName": REGULAR, "fontSize": 9})
    for number, tint in enumerate(_TINTS[: len(bars.series)]):
        chart.bars[number].fillColor = tint
        chart.bars[number].strokeColor = black
        chart.bars[number].strokeWidth = 0.3
    return chart


def _legend(bars: Bars, height: float) -> Legend:
    legend = Legend()
    legend.x, legend.y = round(_NAMES_MM * mm), round(height - 9 * mm)
    legend.columnMaximum, legend.alignment, legend.deltax = 1, "right", round(40 * mm)
    legend.fontName, legend.fontSize = REGULAR, 9
    legend.colorNamePairs = [
        (tint, title) for tint, (title, _numbers) in zip(_TINTS, bars.series, strict=False)
    ]
    return legend
