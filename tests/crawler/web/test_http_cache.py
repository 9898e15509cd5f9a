import json
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.web.http_cache import MOST_ENTRY_BYTES, HttpCache
from crawler.web.http_cache_rules import DAY_S, Stored

NOW = 1_800_000_000.0
URL = "http://www.aozora.example/company.html?page=1"
KEPT = Stored(
    url=URL,
    status=200,
    headers=(("etag", '"é"'), ("link", "</a>"), ("link", "</b>")),
    body=b"\x1f\x8b\n\x00 any bytes\n",
    varied=(("accept-language", "ja"),),
    asked_at=NOW - 1,
    received_at=NOW,
)


def cache(folder: Path, days: float = 7, now: float = NOW, most_bytes: int = 10**9) -> HttpCache:
    return HttpCache(folder / "cache", days, most_bytes=most_bytes, clock=lambda: now)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "cache").rglob("*") if path.is_file())


def test_what_is_put_is_got_by_another_process_s_cache(tmp_path: Path) -> None:
    cache(tmp_path).put(KEPT)
    assert cache(tmp_path).get(URL) == KEPT
    assert cache(tmp_path).get(URL + "0") is None
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_a_later_answer_takes_the_place_of_the_first(tmp_path: Path) -> None:
    one = cache(tmp_path)
    one.put(KEPT)
    one.put(replace(KEPT, body=b"new"))
    assert one.get(URL) == replace(KEPT, body=b"new")
    assert len(files(tmp_path)) == 1


def test_what_is_forgotten_is_gone_from_the_disk(tmp_path: Path) -> None:
    one = cache(tmp_path)
    one.put(KEPT)
    one.forget(URL)
    one.forget(URL)
    assert one.get(URL) is None
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("days", "now", "there"),
    [
        pytest.param(7, NOW + 7 * DAY_S - 1, True, id="on its last day"),
        pytest.param(7, NOW + 7 * DAY_S, False, id="a day too old"),
        pytest.param(1, NOW + 2 * DAY_S, False, id="too old for these settings"),
        pytest.param(7, NOW - 1, False, id="from a time to come"),
        pytest.param(0, NOW, False, id="switched off"),
    ],
)
def test_answers_are_there_for_as_many_days_as_the_settings_say(
    tmp_path: Path, days: float, now: float, there: bool
) -> None:
    cache(tmp_path).put(KEPT)
    assert (cache(tmp_path, days, now).get(URL) is not None) is there
    assert (files(tmp_path) != []) is there


def _another(data: bytes) -> bytes:
    head, _, body = data.partition(b"\n")
    return json.dumps({**json.loads(head), "url": "http://other.example/"}).encode() + b"\n" + body


# What may have happened to a file.
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut in its head": lambda data: data[:20],
    "cut in its body": lambda data: data[:-1],
    "longer than it was": lambda data: data + b"x",
    "a changed byte": lambda data: data[:-3] + b"X" + data[-2:],
    "a changed status": lambda data: data.replace(b'"status":200', b'"status":404'),
    "of another address": _another,
    "no JSON": lambda data: b"{" + data,
    "JSON of another kind": lambda data: b"[]\n",
    "a field too many": lambda data: data.replace(b'"status"', b'"colour":1,"status"'),
    "not a number": lambda data: data.replace(b"1800000000.0", b"NaN"),
    "nested without end": lambda data: b"[" * 100_000 + b"\n",
    "larger than any": lambda data: data + b"x" * MOST_ENTRY_BYTES,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_an_entry_that_is_not_what_was_written_is_removed(tmp_path: Path, damage: str) -> None:
    one = cache(tmp_path)
    one.put(KEPT)
    (file,) = files(tmp_path)
    file.write_bytes(DAMAGES[damage](file.read_bytes()))
    assert one.get(URL) is None
    assert files(tmp_path) == []


@given(st.binary(max_size=200))
def test_whatever_lies_in_an_entry_nothing_raises(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    one = cache(folder)
    one.put(KEPT)
    (file,) = files(folder)
    file.write_bytes(data)
    assert one.get(URL) is None


def test_a_disk_that_takes_nothing_is_no_failure(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    one = cache(tmp_path)
    one.put(KEPT)
    one.tidy_if_due()
    assert one.get(URL) is None
    assert "could not be kept" in caplog.text


def test_what_is_larger_than_an_entry_may_be_is_not_kept(tmp_path: Path) -> None:
    one = cache(tmp_path)
    one.put(KEPT)
    one.put(replace(KEPT, body=b"x" * MOST_ENTRY_BYTES))
    assert files(tmp_path) == []


def test_the_oldest_leave_when_the_room_is_used_up(tmp_path: Path) -> None:
    one = cache(tmp_path, now=NOW + 100)
    for at in range(10):
        one.put(replace(KEPT, url=f"{URL}{at}", body=b"x" * 10_000, received_at=NOW + at))
    one = cache(tmp_path, now=NOW + 100, most_bytes=60_000)
    one.tidy()
    left = [at for at in range(10) if one.get(f"{URL}{at}")]
    assert left == [5, 6, 7, 8, 9]
    assert sum(file.stat().st_size for file in files(tmp_path)) <= 60_000


def test_the_room_is_looked_after_while_answers_come(tmp_path: Path) -> None:
    one = cache(tmp_path, now=NOW + 1_000, most_bytes=100_000)
    for at in range(100):
        one.put(replace(KEPT, url=f"{URL}{at}", body=b"x" * 10_000, received_at=NOW + at))
    assert 0 < sum(file.stat().st_size for file in files(tmp_path)) <= 100_000 * 1.2


def test_what_is_too_old_and_what_a_killed_process_left_is_removed_but_nothing_of_others(
    tmp_path: Path,
) -> None:
    one = cache(tmp_path, now=NOW + 10 * DAY_S)
    one.put(KEPT)
    one.put(replace(KEPT, url="http://young.example/", received_at=NOW + 9 * DAY_S))
    folder = files(tmp_path)[0].parent
    for name, at in ((".left", NOW), (".being-written", NOW + 10 * DAY_S)):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (at, at))
    strange = tmp_path / "cache" / "another-s" / "file"
    strange.parent.mkdir()
    strange.write_text("not ours")
    os.utime(strange, (NOW, NOW))
    one.tidy_if_due()
    assert one.get("http://young.example/")
    assert {file.name for file in files(tmp_path) if len(file.name) < 64} == {
        ".being-written",
        "file",
        "looked-through",
    }
    assert len(files(tmp_path)) == 4


def test_the_folder_is_looked_through_once_in_a_while_by_whoever_comes_first(tmp_path: Path) -> None:
    cache(tmp_path).put(KEPT)
    stamp = tmp_path / "cache" / "looked-through"
    stamp.touch()
    seen = stamp.stat().st_mtime
    cache(tmp_path, now=seen + 599, most_bytes=1).tidy_if_due()
    assert len(files(tmp_path)) == 2
    cache(tmp_path, now=seen + 600, most_bytes=1).tidy_if_due()
    assert files(tmp_path) == [stamp]


def test_what_is_switched_off_removes_what_was_kept_before(tmp_path: Path) -> None:
    cache(tmp_path).put(KEPT)
    cache(tmp_path).tidy_if_due()
    cache(tmp_path, days=0).tidy_if_due()
    assert [file.name for file in files(tmp_path)] == ["looked-through"]
    cache(tmp_path, days=0).put(KEPT)
    assert [file.name for file in files(tmp_path)] == ["looked-through"]


def test_nothing_is_made_where_nothing_is_kept(tmp_path: Path) -> None:
    cache(tmp_path, days=0).tidy_if_due()
    assert cache(tmp_path).get(URL) is None
    assert list(tmp_path.iterdir()) == []


def test_several_that_write_and_read_one_entry_see_it_whole_or_not_at_all(tmp_path: Path) -> None:
    bodies = [bytes([at]) * 50_000 for at in range(4)]
    strange: list[Stored] = []

    def work(body: bytes) -> None:
        one = cache(tmp_path)
        for _ in range(50):
            one.put(replace(KEPT, body=body))
            kept = one.get(URL)
            if kept is None or kept.body not in bodies:
                strange.append(kept or KEPT)

    threads = [threading.Thread(target=work, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert strange == []
    assert len(files(tmp_path)) == 1
