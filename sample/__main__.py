"""``python -m sample --day N --port P``: serve the sample site until interrupted."""

from __future__ import annotations

import argparse
import sys
import time

from sample.days import EARLIEST_DAY, LAST_DAY, day
from sample.server import serve

PORT = 8765


def run(number: int = 1, port: int = PORT) -> int:
    """Serve a day of the sample site until interrupted; return the exit code."""
    try:
        event = day(number).event
        with serve(number, port, real_time=True) as running:
            print(
                f"Sample site, day {number} of {LAST_DAY} ({event}): {running.base_url}/  (stop with Ctrl-C)",
                flush=True,
            )
            while True:
                time.sleep(3600)
    except KeyboardInterrupt:
        return 0
    except (OSError, ValueError) as error:
        print(f"sample site: {error}", file=sys.stderr)
        return 1


def main() -> int:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m sample", description="Serve the bundled sample site.")
    told = f"day of the script, 1 to {LAST_DAY} (default 1), or a quiet one before it, {EARLIEST_DAY} to 0"
    parser.add_argument("--day", type=int, default=1, help=told)
    parser.add_argument(
        "--port", type=int, default=PORT, help=f"port on 127.0.0.1 (default {PORT}; 0: any free one)"
    )
    options = parser.parse_args()
    return run(options.day, options.port)


if __name__ == "__main__":
    sys.exit(main())
