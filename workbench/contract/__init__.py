"""What crosses between the workbench and the crawler: records, states, reasons, settings."""
