from workbench.contract.reasons import Reason, ReasonCode
from workbench.registry.judging import Verdict


def accepted(verdict: Verdict) -> Reason:
    return Reason.of(ReasonCode.REGISTERED_SAME_NAME)


def left_open(verdict: Verdict) -> Reason:
    if verdict.judged:
        return Reason.of(ReasonCode.REGISTERED_SEVERAL, count=len(verdict.judged))
    return Reason.of(ReasonCode.NOT_REGISTERED)
