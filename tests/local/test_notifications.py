"""Notifications are kept and read back."""

from pathlib import Path

from tests.local.conftest import Toys
from workbench.local.home import Home
from workbench.local.notifications import KEPT, NotificationLog, notifications


def test_what_is_published_is_read_back(toys: Toys) -> None:
    topic = toys.instance.outputs["TopicArn"]
    sent = toys.client("sns").publish(TopicArn=topic, Subject="by hand", Message='{"run": "実行"}')
    (found,) = [each for each in notifications(toys.instance.home) if each.subject == "by hand"]
    assert (found.message_id, found.topic, found.payload) == (sent["MessageId"], topic, {"run": "実行"})
    assert found.published_at.endswith("+00:00")


def test_a_message_that_is_no_json_is_its_own_payload(tmp_path: Path) -> None:
    log = NotificationLog(Home(tmp_path).notifications)
    log.append(message_id="1", topic="t", subject=None, message="two\nlines\u2028")
    (found,) = notifications(tmp_path)
    assert (found.subject, found.payload) == (None, "two\nlines\u2028")


def test_a_line_that_is_being_written_is_not_read(tmp_path: Path) -> None:
    log = NotificationLog(Home(tmp_path).notifications)
    log.append(message_id="1", topic="t", subject=None, message="whole")
    with Home(tmp_path).notifications.open("a") as file:
        file.write('{"message_id": "2"')
    assert [each.message for each in notifications(tmp_path)] == ["whole"]


def test_a_new_server_keeps_the_newest(tmp_path: Path) -> None:
    path = Home(tmp_path).notifications
    log = NotificationLog(path)
    for number in range(KEPT + 5):
        log.append(message_id=str(number), topic="t", subject=None, message="any")
    NotificationLog(path)
    assert [notifications(tmp_path)[at].message_id for at in (0, -1)] == ["5", str(KEPT + 4)]


def test_a_home_without_notifications_has_none(tmp_path: Path) -> None:
    assert notifications(tmp_path) == []
