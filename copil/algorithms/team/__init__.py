"""Who backs whom up in a team: the fewest people who can stand in for every role."""
