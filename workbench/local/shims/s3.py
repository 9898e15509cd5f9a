"""S3's conditional writes."""

import threading
from typing import Any

from moto.s3.responses import S3Response

from workbench.local.shims.patch import wrap


def conditional_put() -> None:
    """`If-None-Match: *` looks, then writes: two writers may both win (1 of 150 rounds under stress)."""
    one_condition = threading.Lock()

    def locked(original: Any) -> Any:
        def put_object(self: Any) -> Any:
            if not (self.headers.get("If-None-Match") or self.headers.get("If-Match")):
                return original(self)
            with one_condition:
                return original(self)

        return put_object

    wrap(S3Response, "put_object", locked)
