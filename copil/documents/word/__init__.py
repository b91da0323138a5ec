"""A workspace's own Word files: judged, checked, filled."""
