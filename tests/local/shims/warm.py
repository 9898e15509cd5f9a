"""Imported by the process that probes are forked from: whatever is slow to load is loaded once, here."""

import boto3
import pytest  # noqa: F401 - the test modules need it

from workbench.local.server import import_quickly

import_quickly()

import tests.local.shims.playground  # noqa: E402

SERVICES = ("cloudformation", "ecs", "events", "iam", "lambda", "s3", "sns", "stepfunctions")

boto3.setup_default_session(region_name=tests.local.shims.playground.REGION)
for service in SERVICES:
    boto3.client(service, aws_access_key_id="local", aws_secret_access_key="local")
