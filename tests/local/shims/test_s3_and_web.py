"""Conditional writes, and what a web page could read."""

import threading
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from moto.s3.models import S3Backend

from tests.local.shims.playground import REGION, Playground, with_all_shims, without_shim
from tests.local.shims.test_callbacks import code_of


def winners_of_two(play: Playground) -> int:
    """How many of two writers at once are told that they created the object.

    Both look before either writes, if nothing keeps them apart.
    """
    s3 = play.client("s3")
    s3.create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": REGION})
    both_looked = threading.Barrier(2)
    original = S3Backend.put_object

    def put_when_both_looked(*arguments: object, **named: object) -> object:
        with suppress(threading.BrokenBarrierError):
            both_looked.wait(1.0)
        return original(*arguments, **named)

    S3Backend.put_object = put_when_both_looked  # type: ignore[method-assign, assignment]

    def put(content: bytes) -> str:
        return code_of(s3.put_object, Bucket="bucket", Key="run.json", Body=content, IfNoneMatch="*")

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(put, (b"a", b"b"))).count("accepted")


def test_one_of_two_writers_wins() -> None:
    assert with_all_shims(winners_of_two) == 1
    assert without_shim("conditional_put", winners_of_two) == 2


def origin_that_may_read(play: Playground) -> str | None:
    request = urllib.request.Request(play.endpoint, headers={"Origin": "http://page.example"})
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return str(response.headers.get("Access-Control-Allow-Origin"))
    except urllib.error.HTTPError as error:
        return str(error.headers.get("Access-Control-Allow-Origin"))


def test_no_page_may_read_an_answer() -> None:
    assert with_all_shims(origin_that_may_read) == "None"
    assert without_shim("no_cross_origin_answers", origin_that_may_read) == "http://page.example"
