"""``python -m wenming_docs`` is the same as ``wenming``."""

import sys

from wenming_docs.cli import main

if __name__ == "__main__":
    sys.exit(main())
