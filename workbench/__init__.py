"""The analyst's workbench: load a list of companies, run the crawlers, join, export.

The names below are what an analyst types; each is loaded when first used, so that importing the package costs
nothing (no pandas, no boto3).
"""

from importlib import import_module
from typing import Any

_WHERE = {
    "load_list": "workbench.lists",
    "remember_mapping": "workbench.lists",
    "load_settings": "workbench.contract.settings",
    "start": "workbench.starting",
    "attach": "workbench.run",
    "runs": "workbench.run",
    "Run": "workbench.run",
    "join": "workbench.matching",
    "match_quality": "workbench.quality",
    "quality_chart": "workbench.charts",
    "export": "workbench.exports",
    "open_panel": "workbench.panel.opening",
    "use_language": "workbench.messages",
    "WorkbenchError": "workbench.errors",
}

__all__ = [*_WHERE]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'workbench' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
