"""Small notebooks made for a test."""

import json
from pathlib import Path


def notebook(*cells: str, parameters: str | None = "given = None") -> bytes:
    """A notebook of code cells, the first of them tagged `parameters` (None: no such cell)."""
    sources = [(parameters, ["parameters"])] if parameters is not None else []
    sources += [(cell, []) for cell in cells]
    made = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [
            {
                "cell_type": "code",
                "id": str(at),
                "metadata": {"tags": tags},
                "source": source,
                "outputs": [],
                "execution_count": None,
            }
            for at, (source, tags) in enumerate(sources)
        ],
    }
    return json.dumps(made).encode()


def outputs(path: Path) -> str:
    """All text that the cells of an executed notebook put out."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "".join("".join(one.get("text", "")) for cell in cells for one in cell.get("outputs", ()))
