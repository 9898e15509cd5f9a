"""All companies of Japan in one indexed file, and names resolved to 法人番号 over it.

The Tax Agency's files become a registry by `build`; `open_registry` opens one; `resolve` finds the companies that
names and places mean. Layer 2: no pandas, so that the crawler's image can look companies up too.
"""

from workbench.registry.build import BuildReport, build
from workbench.registry.records import Candidate, Place, Query, RegisteredCompany, Resolution
from workbench.registry.resolve import resolve
from workbench.registry.store import Registry, open_registry

__all__ = [
    "BuildReport",
    "Candidate",
    "Place",
    "Query",
    "RegisteredCompany",
    "Registry",
    "Resolution",
    "build",
    "open_registry",
    "resolve",
]
