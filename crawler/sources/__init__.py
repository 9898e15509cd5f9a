"""Where the crawler looks. One file a source; the file's name is the source's name in the settings."""

import inspect
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules

from crawler.services.keys import NO_KEYS, Keys
from crawler.sources.base import Source
from workbench.contract.settings import Settings
from workbench.contract.sources import ENTRY_POINTS


def names() -> list[str]:
    """The names of all sources of this package."""
    return [module.name for module in iter_modules(__path__) if module.name != "base"]


def kind(name: str) -> type[Source]:
    """The class of that name: from this package, else from another that offers it; only its own file is imported.

    Raises ValueError if there is none (settings are validated before, so this is a slip of ours or of that package).
    """
    if name in names():
        module = import_module(f"{__name__}.{name}")
        for _, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, Source) and found.__module__ == module.__name__:
                return found
        raise ValueError(f"crawler/sources/{name}.py holds no Source")
    for point in entry_points(group=ENTRY_POINTS, name=name):
        found = point.load()
        if inspect.isclass(found) and issubclass(found, Source):
            return found
        raise ValueError(f"{point.value} is no Source")
    raise ValueError(f"no source is named {name}; known are: {', '.join(names())}")


def load(name: str, settings: Settings, keys: Keys = NO_KEYS) -> Source:
    """The source of that name, made for these settings. Raises ValueError as `kind`, SettingsError for its options."""
    return kind(name)(settings, keys)
