"""ECS as moto keeps it: tasks, their status and their network interfaces."""

import threading
from types import SimpleNamespace
from typing import Any

from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ecs.exceptions import InvalidParameterException
from moto.ecs.models import EC2ContainerServiceBackend
from moto.moto_api import state_manager

from workbench.local.shims.patch import wrap

TASK_CALLS = threading.RLock()


def manual_status() -> None:
    """Describing a task moves its status on, from RUNNING to STOPPED in a few looks."""
    state_manager.set_transition("ecs::task", {"progression": "manual", "times": 10**9})


def one_task_call_at_a_time() -> None:
    """The task table changes while it is read: DescribeTasks was a 500 in 3 of 245 tasks."""

    def locked(original: Any) -> Any:
        def call(*arguments: Any, **named: Any) -> Any:
            with TASK_CALLS:
                return original(*arguments, **named)

        return call

    for name in ("run_task", "describe_tasks", "list_tasks", "stop_task"):
        wrap(EC2ContainerServiceBackend, name, locked)


def unknown_task() -> None:
    """StopTask of a task that is not known is a 500, which breaks out of a state's Catch."""

    def refusing(original: Any) -> Any:
        def stop_task(self: Any, cluster_str: str, task_str: str, reason: str) -> Any:
            tasks = self.tasks.get(self._get_cluster(cluster_str).name, {})
            task_id = task_str.split("/")[-1]
            if not any(arn.endswith(task_id) for arn in list(tasks)):
                raise InvalidParameterException("The referenced task was not found.")
            return original(self, cluster_str, task_str, reason)

        return stop_task

    wrap(EC2ContainerServiceBackend, "stop_task", refusing)


def task_level_memory() -> None:
    """RunTask is a 500 for a container without a memory of its own, though Fargate needs only the task's."""

    def filling(original: Any) -> Any:
        def _calculate_task_resource_requirements(task_definition: Any) -> Any:
            containers = [
                {**each, "cpu": int(each.get("cpu") or 0), "memory": int(each.get("memory") or 0)}
                for each in task_definition.container_definitions
            ]
            return original(SimpleNamespace(container_definitions=containers))

        return staticmethod(_calculate_task_resource_requirements)

    wrap(EC2ContainerServiceBackend, "_calculate_task_resource_requirements", filling)


def interface_without_dns_name() -> None:
    """RunTask is a 500 in a network made by CloudFormation, where EnableDnsHostnames is ignored."""
    NetworkInterface.private_dns_name = ""  # set only where a network has names
