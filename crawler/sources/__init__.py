"""Where the crawler looks. One file a source; the file's name is the source's name in the settings."""

import inspect
from importlib import import_module
from pkgutil import iter_modules

from crawler.sources.base import Source
from workbench.contract.settings import Settings


def names() -> list[str]:
    """The names of all sources of this package."""
    return [module.name for module in iter_modules(__path__) if module.name != "base"]


def load(name: str, settings: Settings) -> Source:
    """The source of that name, made for these settings; only its own file is imported.

    Raises ValueError if no file of that name holds a source (settings are validated before, so this is a slip of ours).
    """
    if name not in names():
        raise ValueError(f"no source is named {name}; known are: {', '.join(names())}")
    module = import_module(f"{__name__}.{name}")
    for _, kind in inspect.getmembers(module, inspect.isclass):
        if issubclass(kind, Source) and kind.__module__ == module.__name__:
            source: Source = kind(settings)
            return source
    raise ValueError(f"crawler/sources/{name}.py holds no Source")
