"""Ask whether anything that ircon runs or is tested on is known to be vulnerable: ``make audit``.

The packages of both locks, as they are pinned, are looked up by pip-audit in the advisories
of the Python package index. Whatever could not be asked counts as a finding: no network, a
package nobody knows, an answer that makes no sense. It is no part of ``make test``, which
needs no network.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = (ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt")


def main() -> int:
    """Return 0 only if every package was looked up and nothing is known against any."""
    with tempfile.TemporaryDirectory() as scratch:
        venv.create(scratch, with_pip=True)
        python = str(Path(scratch) / "bin" / "python")
        try:
            subprocess.run([python, "-m", "pip", "install", "--quiet", "pip-audit"], check=True)
            # --strict: what cannot be looked up is red; --disable-pip: the locks are taken at their word.
            asked = ["--strict", "--require-hashes", "--disable-pip", "--progress-spinner=off"]
            asked += [word for lock in LOCKS for word in ("-r", str(lock))]
            subprocess.run([python, "-m", "pip_audit", *asked], check=True)
        except (subprocess.CalledProcessError, OSError):
            sys.stderr.write("red: something is known against what is pinned, or it could not be asked\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
