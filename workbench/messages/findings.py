"""What was noticed while a list was read: each sentence says what was seen and what was done."""

CATALOGUE: dict[str, tuple[str, str]] = {}
