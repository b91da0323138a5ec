"""``python -m copil.cli``: the same as ``copil``."""

import sys

from copil.cli import main

sys.exit(main())
