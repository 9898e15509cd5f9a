"""Which AWS to use: the one the environment names, else the embedded one, found or started."""

from workbench.aws import Connection, Endpoint, chosen_endpoint


def connect() -> Connection:
    """A connection to AWS. Raises SetupError if the embedded one cannot be started."""
    chosen = chosen_endpoint()
    return Connection(chosen) if chosen else Connection(_embedded(), find_again=_embedded)


def _embedded() -> Endpoint:
    from workbench.local.instance import ensure  # brings the embedded AWS only where it is used

    return ensure().aws_endpoint()
