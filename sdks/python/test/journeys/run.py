"""Makes the journeys of sdks/conformance/journeys.json with one of the clients: run.py sync|async."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import basics
import faults
import products
from kit import Travel

modules = (basics, faults, products)


async def journey(id: str) -> None:
    travel = Travel(sys.argv[1] == "async")
    try:
        name = id.replace("-", "_")
        await next(getattr(module, name) for module in modules if hasattr(module, name))(travel)
    finally:
        await travel.close()


def tell(id: str) -> None:
    try:
        asyncio.run(journey(id))
        line = {"id": id, "ok": True}
    except Exception:
        line = {"id": id, "ok": False, "detail": traceback.format_exc()[-3000:]}
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(tell, os.environ["JOURNEYS"].split(",")))
