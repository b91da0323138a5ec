"""What is wrong in a data file, said with its line and field."""

from dataclasses import dataclass

MAX_PROBLEMS = 200


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One defect. `line` starts at 1, or is 0 when no line applies; `message_fr` is read by a user."""

    line: int
    field: str
    message_fr: str

    def __str__(self) -> str:
        where = f"ligne {self.line}" if self.line else "fichier"
        return (
            f"{where}, {self.field}\u00a0: {self.message_fr}"
            if self.field
            else f"{where}\u00a0: {self.message_fr}"
        )


class MethodFileError(ValueError):
    """The file cannot be used; `problems` holds every defect found, in the order of the lines."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Problems:
    """Collect problems up to a bound, so that a hostile file costs neither memory nor time."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    @property
    def full(self) -> bool:
        return len(self._found) >= MAX_PROBLEMS

    def add(self, line: int, field: str, message_fr: str) -> None:
        if not self.full:
            self._found.append(Problem(line, field, message_fr))

    def sorted(self) -> list[Problem]:
        """Return the problems by line, with a last word when the bound was reached."""
        found = sorted(set(self._found))
        if self.full:
            found.append(
                Problem(
                    0, "", f"Plus de {MAX_PROBLEMS}\u00a0problèmes\u00a0: les suivants ne sont pas listés."
                )
            )
        return found
