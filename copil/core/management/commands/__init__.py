"""Django's commands, as Copil runs them."""
