"""Windows in these tests are real and drawn off the screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
