"""YAML files that people write: read with line numbers, validated by a pydantic model, every problem named."""
