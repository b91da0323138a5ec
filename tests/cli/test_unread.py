"""What is written for somebody who has stopped reading ends quietly."""

import os
import subprocess
import sys
from pathlib import Path


def test_a_reader_that_leaves_gets_no_traceback(tmp_path: Path) -> None:
    left, ours = os.pipe()
    os.close(left)
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": "", "SECRET_KEY": "x" * 60}
    environment["DJANGO_SETTINGS_MODULE"] = "copil.settings"
    command = [sys.executable, "-m", "copil.cli", "methods", "list", "--json"]
    done = subprocess.run(command, env=environment, stdout=ours, stderr=subprocess.PIPE, check=False)
    os.close(ours)
    assert (done.returncode, done.stderr.decode()) == (141, "")
