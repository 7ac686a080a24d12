"""What the *Read* room is made of: findings in texts, decisions on them, candidates for a name, views."""
