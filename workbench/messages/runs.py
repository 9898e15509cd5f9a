"""A run's progress, its notifications and its figures."""

CATALOGUE: dict[str, tuple[str, str]] = {}
