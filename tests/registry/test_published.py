"""A registry in a bucket: whole or not at all, known by its print, and the newest is what latest means."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.registry.buckets import FileS3
from workbench.errors import RegistryError
from workbench.local.sample_registry import built
from workbench.registry import open_registry
from workbench.registry.published import on_disk, publish, published
from workbench.storage import LATEST_REGISTRY, SAMPLE_REGISTRY, Bucket

WORLD = Path(__file__).parents[2] / "data" / "samples" / "world.json"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def bucket() -> Bucket:
    return Bucket(FileS3(), "b")


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(WORLD, tmp_path_factory.mktemp("registry"))


def test_what_was_published_is_found_by_its_day_and_as_the_newest(bucket: Bucket, registry: Path) -> None:
    first = publish(bucket, registry, "2026-10-01", NOW)
    second = publish(bucket, registry, "2026-11-01", NOW)
    assert first.companies == second.companies > 40
    assert published(bucket, "2026-10-01") == first
    assert published(bucket, LATEST_REGISTRY) == published(bucket, "2026-11-01") == second
    assert published(bucket, "2026-12-01") is None


def test_the_samples_register_never_counts_as_the_newest(bucket: Bucket, registry: Path) -> None:
    publish(bucket, registry, SAMPLE_REGISTRY, NOW)
    assert published(bucket, LATEST_REGISTRY) is None


def test_a_file_that_is_no_registry_is_not_published(bucket: Bucket, tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"not a database")
    with pytest.raises(RegistryError):
        publish(bucket, tmp_path / "x.sqlite", "2026-11-01", NOW)
    assert published(bucket, LATEST_REGISTRY) is None


def test_it_is_fetched_once_and_can_be_opened(bucket: Bucket, registry: Path, tmp_path: Path) -> None:
    about = publish(bucket, registry, "2026-11-01", NOW)
    beats: list[None] = []
    path = on_disk(bucket, about, tmp_path / "disk", lambda: beats.append(None))
    assert path.read_bytes() == registry.read_bytes()
    assert beats
    bucket.client.objects.pop(about.key)
    assert on_disk(bucket, about, tmp_path / "disk") == path
    with open_registry(path) as opened:
        assert opened.count == about.companies


def test_last_months_file_makes_room_and_one_that_somebody_may_be_opening_does_not(
    bucket: Bucket, registry: Path, tmp_path: Path
) -> None:
    old, young = tmp_path / "0123456789abcdef.sqlite", tmp_path / "fedcba9876543210.sqlite"
    old.write_bytes(b"last month's")
    os.utime(old, (0, 0))
    young.write_bytes(b"another run's")
    path = on_disk(bucket, publish(bucket, registry, "2026-11-01", NOW), tmp_path)
    assert {one.name for one in tmp_path.iterdir()} == {path.name, young.name}


def test_what_came_otherwise_than_published_is_refused_and_leaves_nothing(
    bucket: Bucket, registry: Path, tmp_path: Path
) -> None:
    about = publish(bucket, registry, "2026-11-01", NOW)
    bucket.client.objects[about.key] = registry.read_bytes()[:-1]
    with pytest.raises(RegistryError, match="2026-11-01"):
        on_disk(bucket, about, tmp_path)
    assert [*tmp_path.iterdir()] == []
