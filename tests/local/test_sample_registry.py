"""The sample world's register: the Tax Agency's form, read and built as any other, put into the bucket once."""

import json
from pathlib import Path

import pytest

from tests.registry.buckets import FileS3
from workbench.local.environment import WorkerEnvironment
from workbench.local.sample_registry import built, full_data, put_into
from workbench.local.services.world import load_world
from workbench.registry import open_registry
from workbench.registry.full_data import Record, read
from workbench.registry.published import published
from workbench.storage import SAMPLE_REGISTRY, Bucket

WORLD = Path(__file__).parents[2] / "data" / "samples" / "world.json"


def test_every_line_is_one_that_the_tax_agencys_file_may_have(tmp_path: Path) -> None:
    world = load_world(WORLD)
    (tmp_path / "all.zip").write_bytes(full_data(world))
    lines = [*read(tmp_path / "all.zip")]
    assert all(isinstance(line, Record) for line in lines)
    assert len(lines) == len(world.companies) + sum(len(company.former) for company in world.companies)


def test_the_registry_knows_who_moved_and_who_was_taken_over(tmp_path: Path) -> None:
    numbers = {company.name: company.corporate_number for company in load_world(WORLD).companies}
    moved, closed = numbers["株式会社ひっこし文具"], numbers["株式会社おわり紡績"]
    with open_registry(built(WORLD, tmp_path)) as registry:
        found = registry.by_number([moved, closed])
    assert found[moved].prefecture == "東京都"
    assert [place.prefecture for place in found[moved].former_places] == ["埼玉県"]
    assert found[closed].closed_on == "2024-04-01"
    assert found[closed].successor == numbers["株式会社つぎの紡績"]


def test_it_is_put_there_once_and_again_when_the_world_or_the_objects_are_others(tmp_path: Path) -> None:
    world, note = tmp_path / "world.json", tmp_path / "note.txt"
    world.write_bytes(WORLD.read_bytes())
    bucket = Bucket(FileS3(), "b")

    def puts() -> int:
        before = bucket.client.calls["put_object"]
        put_into(bucket, world, note)
        return int(bucket.client.calls["put_object"] - before)

    assert (puts(), puts()) == (2, 0)  # the file, and what tells of it
    first = published(bucket, SAMPLE_REGISTRY)
    told = json.loads(world.read_text(encoding="utf-8"))
    world.write_text(json.dumps(told | {"companies": told["companies"][:5]}), encoding="utf-8")
    assert puts() == 2
    second = published(bucket, SAMPLE_REGISTRY)
    assert first is not None and second is not None
    assert (first.companies > 40, second.companies) == (True, 5)
    bucket.client.objects.clear()
    assert puts() == 2


def test_workers_are_told_the_keys_of_services_and_nothing_else_of_the_persons(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WORKBENCH_KEY_EDINET", "secret")
    monkeypatch.setenv("WORKBENCH_HOME", "/elsewhere")
    monkeypatch.setenv("AWS_PROFILE", "production")
    told = WorkerEnvironment("http://127.0.0.1:1", "ap-northeast-1", disk=tmp_path).variables()
    assert told["WORKBENCH_KEY_EDINET"] == "secret"
    assert told["WORKBENCH_DISK"] == str(tmp_path)
    assert not {"WORKBENCH_HOME", "AWS_PROFILE"} & told.keys()
