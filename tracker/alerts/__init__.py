"""What needs somebody's attention: decided by rules, opened once, closed by itself when its reason is gone."""
