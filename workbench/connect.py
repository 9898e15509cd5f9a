"""Which AWS to use: the one the environment names, else the embedded one, found or started."""

from workbench.aws import Connection, Endpoint, chosen_endpoint


def connect() -> Connection:
    """A connection to AWS. Raises SetupError if the embedded one cannot be started."""
    endpoint = chosen_endpoint()
    if endpoint is None:
        from workbench.local.instance import ensure  # brings the embedded AWS only where it is used

        endpoint = ensure().aws_endpoint()
    return Connection(endpoint)


__all__ = ["Connection", "Endpoint", "connect"]
