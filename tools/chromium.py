"""How a Chromium is started by the tests and by the images of the documentation."""

from typing import Any

from tools.ensure_chromium import find

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
)


def launch_options() -> dict[str, Any]:
    """Return the options of ``chromium.launch``; the browser is the one of the distribution."""
    path = find()
    if path is None:
        raise RuntimeError("Chromium manque : lancez « make chromium ».")
    return {"executable_path": path, "args": list(FLAGS)}
