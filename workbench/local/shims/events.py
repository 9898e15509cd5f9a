"""EventBridge rules whose targets are functions."""

import copy
import json
from datetime import UTC, datetime
from typing import Any

from moto.awslambda.utils import get_backend
from moto.events.models import Rule

from workbench.local.shims.patch import wrap


def lambda_targets() -> None:
    """PutEvents is a 500 as soon as a rule has a Lambda target; those are invoked here, asynchronously."""

    def invoking(original: Any) -> Any:
        def send_to_targets(self: Any, original_event: Any, transform_input: bool = True) -> None:
            if self.state != "ENABLED":
                return
            functions = [each["Arn"] for each in self.targets if ":lambda:" in each["Arn"]]
            if functions and self.event_pattern.matches_event(original_event):
                for arn in functions:
                    _invoke(self.account_id, self.region_name, arn, original_event)
            others = copy.copy(self)
            others.targets = [each for each in self.targets if ":lambda:" not in each["Arn"]]
            original(others, original_event, transform_input)

        return send_to_targets

    wrap(Rule, "send_to_targets", invoking)


def _invoke(account: str, region: str, arn: str, event: Any) -> None:
    at = datetime.fromtimestamp(float(event["time"]), UTC) if event["time"] else datetime.now(UTC)
    body = {key: value for key, value in event.items() if key != "ingestion-time"}
    body["time"] = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    get_backend(account, region).invoke(
        function_name=arn,
        qualifier=None,
        body=json.dumps(body),
        headers={"X-Amz-Invocation-Type": "Event"},
        response_headers={},
    )
