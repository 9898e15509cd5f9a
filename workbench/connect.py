"""Which AWS to use: the one the environment names, else the embedded one, found or started."""

from workbench.aws import Connection, Endpoint, chosen_endpoint


def connect() -> Connection:
    """A connection to AWS. Raises SetupError if the embedded one cannot be started."""
    chosen = chosen_endpoint()
    return Connection(chosen) if chosen else Connection(_embedded(), find_again=_embedded)


def _embedded() -> Endpoint:
    from workbench.local.instance import ensure  # brings the embedded AWS only where it is used

    instance = ensure()
    settings = instance.client_settings()
    return Endpoint(
        region=instance.region,
        endpoint_url=instance.endpoint,
        access_key=settings["aws_access_key_id"],
        secret_key=settings["aws_secret_access_key"],
        stack=instance.stack,
    )
