"""Maps for learning platforms."""
