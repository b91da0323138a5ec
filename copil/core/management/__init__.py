"""What Copil changes of Django's commands."""
