"""From observations of a company to its best value, a confidence, and the reason in words."""
