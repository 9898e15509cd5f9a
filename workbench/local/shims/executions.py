"""Executions: that state machines run at all, and how they end."""

from typing import Any

from moto.core.config import default_user_config
from moto.stepfunctions import models, responses
from moto.stepfunctions.parser import models as parser_models
from moto.stepfunctions.parser.api import ExecutionFailedEventDetails
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.eval.program_state import ProgramStopped
from moto.stepfunctions.parser.backend.execution import BaseExecutionWorkerCommunication, Execution

from workbench.local.shims.patch import replace, wrap


def execute_state_machines() -> None:
    """moto's server keeps state machines without running them, unless switched on within its process."""
    default_user_config["stepfunctions"] = {"execute_state_machine": True}


def one_backend() -> None:
    """CloudFormation creates machines in the backend that does not run them; the API then finds none."""
    replace(models, "stepfunctions_backends", parser_models.stepfunctions_parser_backends)


def executions_without_environment() -> None:
    """While one execution is being started, every heartbeat and answer of all the others is a 500.

    The one being started has no status and no environment yet, and both are looked at without a check.
    """

    def with_environment(original: Any) -> Any:
        def _get_executions(self: Any, execution_status: Any = None) -> list[Any]:
            return [
                each for each in original(self, execution_status) if getattr(each.exec_worker, "env", None)
            ]

        return _get_executions

    def status(self: Any) -> str:
        return str(self.exec_status.value) if self.exec_status else "RUNNING"

    replace(Execution, "status", property(status))
    wrap(parser_models.StepFunctionsParserBackend, "_get_executions", with_environment)


def dead_interpreter_fails() -> None:
    """An execution whose interpreter thread died of an exception stays RUNNING for ever."""

    def failing(original: Any) -> Any:
        def _reflect_execution_status(self: Any) -> None:
            environment = self.execution.exec_worker.env
            if environment.is_running():
                details = ExecutionFailedEventDetails(error="States.Runtime", cause="The interpreter broke.")
                environment.set_error(details)
            original(self)

        return _reflect_execution_status

    wrap(BaseExecutionWorkerCommunication, "_reflect_execution_status", failing)


def stop_interrupts() -> None:
    """StopExecution interrupts nothing: RUNNING until every child's token or heartbeat ends.

    Once interrupted, what was waiting reports an error, which must not make FAILED of ABORTED.
    """

    def interrupting(original: Any) -> Any:
        def stop(self: Any, *arguments: Any, **named: Any) -> None:
            original(self, *arguments, **named)
            if self.exec_worker:
                for endpoint in list(self.exec_worker.env.callback_pool_manager._pool.values()):
                    endpoint.interrupt_all()

        return stop

    def unless_stopped(original: Any) -> Any:
        def set_error(self: Any, error: Any) -> None:
            if not isinstance(self.program_state(), ProgramStopped):
                original(self, error)

        return set_error

    wrap(Execution, "stop", interrupting)
    wrap(Environment, "set_error", unless_stopped)


def stop_keeps_its_reason() -> None:
    """StopExecution's error and cause are dropped: nobody can be told why an execution was ABORTED."""

    def keeping(original: Any) -> Any:
        def stop_execution(self: Any) -> Any:
            arn = self._get_param("executionArn")
            execution = self.stepfunction_backend.describe_execution(arn)
            if execution.status == "RUNNING":
                execution.error = self._get_param("error")
                execution.cause = self._get_param("cause")
            return original(self)

        return stop_execution

    wrap(responses.StepFunctionResponse, "stop_execution", keeping)
