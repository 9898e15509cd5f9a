"""What moto 5.2.5 lacks to carry our stack, one named shim a gap.

Each shim says what moto does without it; tests/local/shims leaves it out, and must see just that. A test that
fails there means that moto has caught up: delete the shim.
"""

from collections.abc import Callable, Collection, Mapping

from workbench.local.shims import callbacks, cloudformation, ecs, events, executions, integrations, s3, web

Shim = Callable[[], None]

SHIMS: Mapping[str, Shim] = {
    shim.__name__: shim
    for shim in (
        web.no_cross_origin_answers,
        executions.execute_state_machines,
        executions.one_backend,
        executions.executions_without_environment,
        executions.dead_interpreter_fails,
        executions.stop_interrupts,
        executions.stop_keeps_its_reason,
        integrations.service_parameters,
        integrations.run_task_error_names,
        integrations.heartbeat_timeout_name,
        integrations.heartbeats_during_invocation,
        callbacks.failure_cause,
        callbacks.early_answers,
        callbacks.early_heartbeats,
        callbacks.used_tokens,
        callbacks.token_errors,
        ecs.manual_status,
        ecs.one_task_call_at_a_time,
        ecs.unknown_task,
        ecs.task_level_memory,
        ecs.interface_without_dns_name,
        cloudformation.task_definition_properties,
        cloudformation.image_functions,
        cloudformation.secrets,
        cloudformation.stable_names,
        events.lambda_targets,
        s3.conditional_put,
    )
}


def install(without: Collection[str] = ()) -> None:
    """Patch moto in this process with every shim but those named in `without`."""
    unknown = set(without) - SHIMS.keys()
    if unknown:
        raise ValueError(f"no such shims: {sorted(unknown)}")
    for name, shim in SHIMS.items():
        if name not in without:
            shim()
