"""S3 in a dict, with the two calls that large files take."""

import io
from pathlib import Path
from typing import Any

from botocore.response import StreamingBody

from tests.fakes import MemoryS3


class FileS3(MemoryS3):
    """A MemoryS3 that takes files, and whose bodies are read in chunks."""

    def upload_file(self, Filename: str, Bucket: str, Key: str) -> None:
        self.put_object(Bucket, Key, Path(Filename).read_bytes())

    def get_object(self, Bucket: str, Key: str) -> dict[str, Any]:
        body = super().get_object(Bucket, Key)["Body"].read()
        return {"Body": StreamingBody(io.BytesIO(body), len(body))}
