"""The keys of services: from the environment on a laptop, from Secrets Manager on AWS. Never shown, never logged."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from crawler.job import SampleWeb

# Name or ARN of the secret that holds all keys as one JSON object: {"gbizinfo": "…", "nta": "…"}.
SECRET_VARIABLE = "KEYS_SECRET"
PREFIX = "WORKBENCH_KEY_"


def variable(key: str) -> str:
    """The environment variable of a key.

    >>> variable("gbizinfo")
    'WORKBENCH_KEY_GBIZINFO'
    """
    return PREFIX + key.upper()


@dataclass(frozen=True)
class Keys:
    """Finds the key of a service. A host of the sample web is given the sample's key, and no other host ever is."""

    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    sample_web: SampleWeb | None = None
    read_secret: Callable[[str], str] | None = field(default=None, repr=False)

    def get(self, key: str, url: str) -> str | None:
        """The key for a service at this URL; None if there is none.

        Raises ValueError, without the secret's text, if the secret is not a JSON object of texts.
        """
        if self.sample_web and (urlsplit(url).hostname or "") in self.sample_web.hosts:
            return self.sample_web.keys.get(key)
        return self.environment.get(variable(key), "").strip() or self._secret.get(key)

    @cached_property
    def _secret(self) -> Mapping[str, str]:
        name = self.environment.get(SECRET_VARIABLE)
        if not name or self.read_secret is None:
            return {}
        try:
            held = json.loads(self.read_secret(name))
        except ValueError:
            held = None
        if not isinstance(held, dict) or not all(isinstance(one, str) for one in held.values()):
            raise ValueError("the secret of the services' keys is not a JSON object of texts")
        return {key: text.strip() for key, text in held.items() if text.strip()}


NO_KEYS = Keys()


def of_container(sample_web: SampleWeb | None) -> Keys:
    """The keys as a container finds them."""
    return Keys(os.environ, sample_web, _secret_string)


def _secret_string(name: str) -> str:
    import boto3

    client: Any = boto3.client("secretsmanager")
    text: str = client.get_secret_value(SecretId=name)["SecretString"]
    return text
