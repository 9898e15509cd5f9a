"""Objects on disk: where they lie, and that every key comes back as it was."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.local.disk import ObjectFiles, _key, _parts


def found(files: ObjectFiles, bucket: str = "bucket") -> dict[str, bytes]:
    return {stored.key: stored.path.read_bytes() for stored in files.objects(bucket)}


def put(files: ObjectFiles, key: str, content: bytes) -> None:
    files.publish(files.stage(content), "bucket", key)


@pytest.fixture
def files(tmp_path: Path) -> ObjectFiles:
    kept = ObjectFiles(tmp_path)
    kept.make_bucket("bucket")
    return kept


def test_an_object_lies_where_its_key_says(files: ObjectFiles, tmp_path: Path) -> None:
    put(files, "runs/一覧/run.json", b"{}")
    assert (tmp_path / "bucket/runs/一覧/run.json").read_bytes() == b"{}"


@pytest.mark.parametrize(
    "key",
    ["a", "/", "//", "a/", "/a", "a//b", "..", "../a", ".", "a/./b", "%", "%2F", "%-", "a%o", "a%facts", "\n",
     "長" * 300, "x" * 1024, "." * 250, "%" * 300, "é/e\u0301"],
)  # fmt: skip
def test_every_key_comes_back(files: ObjectFiles, key: str) -> None:
    put(files, key, b"content")
    assert found(files) == {key: b"content"}
    files.delete("bucket", key)
    assert found(files) == {}


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=400))
def test_a_path_and_its_key_are_one_to_one(key: str) -> None:
    parts = _parts(key)
    assert _key(tuple(parts)) == key
    assert all(0 < len(part.encode()) < 255 and part not in (".", "..") and "/" not in part for part in parts)


@pytest.mark.parametrize("order", [("a", "a/b", "a/b/c"), ("a/b/c", "a/b", "a"), ("a/b", "a", "a/b/c")])
def test_an_object_may_be_named_as_a_folder(files: ObjectFiles, order: tuple[str, ...]) -> None:
    for key in order:
        put(files, key, key.encode())
    assert found(files) == {key: key.encode() for key in order}
    for key in order:
        put(files, key, b"again")
    assert found(files) == dict.fromkeys(order, b"again")
    for key in order:
        files.delete("bucket", key)
    assert found(files) == {}


def test_a_deleted_object_takes_its_empty_folders_along(files: ObjectFiles, tmp_path: Path) -> None:
    put(files, "runs/1/run.json", b"{}")
    put(files, "runs/2/run.json", b"{}")
    files.delete("bucket", "runs/1/run.json")
    assert [each.name for each in (tmp_path / "bucket/runs").iterdir()] == ["2"]
    files.delete("bucket", "runs/2/run.json")
    assert (tmp_path / "bucket").is_dir()
    assert files.buckets() == ["bucket"]


def test_facts_belong_to_the_object_they_were_kept_for(files: ObjectFiles) -> None:
    put(files, "a", b"1")
    files.keep_facts("bucket", "a", {"etag": "x-2"})
    (stored,) = files.objects("bucket")
    assert (stored.key, stored.facts) == ("a", {"etag": "x-2"})
    put(files, "a/b", b"2")
    assert {each.key: each.facts for each in files.objects("bucket")} == {"a": {"etag": "x-2"}, "a/b": {}}
    put(files, "a", b"3")
    assert all(each.facts == {} for each in files.objects("bucket"))


def test_what_was_not_finished_is_gone_at_the_next_start(files: ObjectFiles, tmp_path: Path) -> None:
    staged = files.stage(b"half")
    assert ObjectFiles(tmp_path).buckets() == ["bucket"]
    assert not staged.exists()
