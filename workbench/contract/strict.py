"""The base of what a settings file may say: unknown keys are errors, numbers and switches are taken strictly."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import InitErrorDetails, PydanticCustomError


class Strict(BaseModel):
    """One mapping of a settings file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def whole(least: int, most: int, description: str) -> Any:
    """A whole number within bounds, with what it means."""
    return Field(strict=True, ge=least, le=most, description=description)


def number(least: float, most: float, description: str) -> Any:
    """A number above `least` and up to `most`, with what it means."""
    return Field(strict=True, gt=least, le=most, description=description)


def as_details(error: Any) -> InitErrorDetails:
    """An error that pydantic told, so that it can be told again together with others."""
    kept = PydanticCustomError(error["type"], error["msg"], error.get("ctx"))
    return InitErrorDetails(type=kept, loc=error["loc"], input=error["input"])
