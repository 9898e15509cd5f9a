"""What AWS asks for, and what a dollar is: list prices of the Tokyo region, which change (docs/estimate.md)."""

from dataclasses import dataclass
from typing import Literal

from workbench.contract.settings import SIZES, Stage

# The memory of the crawler's function in infra/cfn.yaml; a test compares.
LAMBDA_MIB = 1024
# State transitions of one shard, and of one round of the plan (infra/cfn.yaml).
TRANSITIONS_A_SHARD, TRANSITIONS_A_ROUND = 4, 4


@dataclass(frozen=True)
class Prices:
    """In dollars, on demand, Linux on x86; yen_per_dollar is an assumption that the caller may replace."""

    fargate_vcpu_hour: float = 0.05056
    fargate_gb_hour: float = 0.00553
    lambda_gb_second: float = 0.0000166667
    step_functions_transition: float = 0.000025
    yen_per_dollar: float = 150.0

    def container_hour(self, stage: Stage) -> float:
        """Dollars for an hour of one container of a stage."""
        return self.runner_hour(stage.runner, stage.size)

    def runner_hour(self, runner: Literal["fargate", "lambda"], size: str = "small") -> float:
        if runner == "lambda":
            return 3600 * LAMBDA_MIB / 1024 * self.lambda_gb_second
        cpu, memory = SIZES[size]  # type: ignore[index]
        return int(cpu) / 1024 * self.fargate_vcpu_hour + int(memory) / 1024 * self.fargate_gb_hour
