"""Let ``python -m kompass_spec`` be the command ``kompass``."""

import sys

from kompass_spec.cli import main

sys.exit(main())
