"""The part that two of the functions share; infra/inline.py puts it in the place of their import line."""

PAGE = 100


def stop_tasks(ecs, cluster: str, is_wanted, reason: str) -> list[str]:
    """ARNs of the tasks it stopped: the running ones of a cluster whose group `is_wanted`.

    A task is found by its group because `.waitForTaskToken` tells nobody the task's ARN.
    """
    pages = ecs.get_paginator("list_tasks").paginate(cluster=cluster, desiredStatus="RUNNING")
    running = [arn for page in pages for arn in page["taskArns"]]
    stopped = []
    for start in range(0, len(running), PAGE):
        for task in ecs.describe_tasks(cluster=cluster, tasks=running[start : start + PAGE])["tasks"]:
            if is_wanted(task.get("group") or ""):
                ecs.stop_task(cluster=cluster, task=task["taskArn"], reason=reason[:1024])
                stopped.append(task["taskArn"])
    return stopped
