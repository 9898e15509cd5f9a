"""Files of a batch that lie in S3: brought to this machine before, taken back after.

All through our own connection, so that the embedded AWS and the real one are reached alike.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from workbench.aws import Connection, in_our_words
from workbench.errors import NotebookError
from workbench.storage import Bucket

S3 = "s3://"
# A parameter of such a name is written by the notebook; every other one is read by it.
WRITTEN = "out"


def is_s3(value: object) -> bool:
    return isinstance(value, str) and value.startswith(S3)


def split_uri(uri: str, own_bucket: Callable[[], str]) -> tuple[str, str]:
    """(bucket, key) of `s3://bucket/key`; `s3:///key` is in the stack's own bucket. Raises NotebookError."""
    bucket, _, key = uri.removeprefix(S3).partition("/")
    if not key or key.endswith("/"):
        raise NotebookError("error.s3_uri", uri=uri)
    return bucket or own_bucket(), key


class Transfer:
    """Local paths in the place of S3 URIs. folder: where the files lie meanwhile, each in a folder of its own."""

    def __init__(self, folder: Path, connect: Callable[[], Connection]) -> None:
        self._folder = folder
        self._connect = connect
        self._written: dict[str, Path] = {}
        self.names: dict[str, str] = {}

    @cached_property
    def _connection(self) -> Connection:
        return self._connect()

    def parameters(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters with local paths: of S3 URIs, and absolute ones of `…_path`, which count from here."""
        local: dict[str, Any] = {}
        for name, value in given.items():
            if is_s3(value):
                local[name] = str(self.place(value) if name.startswith(WRITTEN) else self.bring(value))
            elif name.endswith("_path") and isinstance(value, str) and value:
                local[name] = str(Path(value).absolute())
            else:
                local[name] = value
        return local

    def bring(self, where: str | Path) -> Path:
        """A file to read. Raises NotebookError if there is no such object."""
        if not is_s3(where):
            return Path(where)
        bucket, key = self._split(str(where))
        with in_our_words():
            data = Bucket(self._connection.client("s3"), bucket).get(key)
        if data is None:
            raise NotebookError("error.object_missing", bucket=bucket, key=key)
        path = self._new_path(key)
        path.write_bytes(data)
        self.names[str(path)] = str(where)
        return path

    def place(self, where: str | Path) -> Path:
        """A file to be written."""
        if not is_s3(where):
            path = Path(where).absolute()
            path.parent.mkdir(parents=True, exist_ok=True)
            return path
        path = self._new_path(self._split(str(where))[1])
        self._written[str(where)] = path
        self.names[str(path)] = str(where)
        return path

    def take_back(self) -> list[str]:
        """URIs of what was written; a file that never came to be is not among them."""
        written = []
        for uri, path in self._written.items():
            if path.exists():
                bucket, key = self._split(uri)
                with in_our_words():
                    Bucket(self._connection.client("s3"), bucket).put(key, path.read_bytes())
                written.append(uri)
        return written

    def _split(self, uri: str) -> tuple[str, str]:
        return split_uri(uri, lambda: self._connection.outputs["BucketName"])

    def _new_path(self, key: str) -> Path:
        folder = self._folder / str(len(self.names))
        folder.mkdir()
        return folder / key.rsplit("/", 1)[-1]
