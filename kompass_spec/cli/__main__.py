"""Let ``python -m kompass_spec.cli`` be the command."""

import sys

from kompass_spec.cli import main

sys.exit(main())
