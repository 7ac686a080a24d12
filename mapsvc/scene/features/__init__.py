"""Records as features of a map."""
