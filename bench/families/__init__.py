"""One module a family. Each defines `run(paths, seconds) -> Iterator[Result]` and has a docstring."""
