"""What sources that are services share: calling them, their keys, reading what they answer."""

from crawler.services.service_source import ServiceSource

__all__ = ["ServiceSource"]
