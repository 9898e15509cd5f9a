"""How long a service is to be left in peace by the limits that it tells of: X-RateLimit-Remaining and -Reset."""

# More seconds than any limit lasts: some services tell the moment, not how long it is until then.
_AN_EPOCH = 100_000_000.0


def reset_s(remaining: str, reset: str) -> float | None:
    """Seconds until every limit that is used up begins anew; None if none is, or the fields do not tell.

    Limits stand side by side, as Brave has them: one a second, 15,000 a month.

    >>> reset_s("0, 14999", "1, 2592000"), reset_s("0, 0", "1, 2592000"), reset_s("1, 5", "1, 9")
    (1.0, 2592000.0, None)
    """
    left, seconds = _numbers(remaining), _numbers(reset)
    if not left or len(left) != len(seconds):
        return None
    used_up = [at for rest, at in zip(left, seconds, strict=True) if rest <= 0 <= at < _AN_EPOCH]
    return max(used_up, default=None)


def _numbers(field: str) -> list[float]:
    """The numbers of a field, [] if something in it is none."""
    parts = [part.strip() for part in field.split(",")]
    return (
        [float(part[:12]) for part in parts]
        if all(part.isascii() and part.isdigit() for part in parts)
        else []
    )
