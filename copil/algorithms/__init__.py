"""Pure Python: knows neither Django nor the applications of Copil."""
