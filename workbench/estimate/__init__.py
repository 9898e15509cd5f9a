"""What a run will cost before it is started: rows, requests, time and money, each as low, likely and high.

Rates come from earlier runs over the same list (a pilot is one); where there is none they are assumed, and said to be.
In order: ranges, rates (what a source does for a company), prices, forecast (the waterfall over groups of rows),
report (in words); pilot chooses rows for a small run first.
"""

from workbench.estimate.forecast import Estimate, estimate
from workbench.estimate.pilot import pilot_rows
from workbench.estimate.rates import measured_rates
from workbench.estimate.report import actual_lines, estimate_lines, over_ceiling, to_dict

__all__ = [
    "Estimate",
    "actual_lines",
    "estimate",
    "estimate_lines",
    "measured_rates",
    "over_ceiling",
    "pilot_rows",
    "to_dict",
]
