"""Imports each module of the package, runs the unit tests that need no socket, and prints how many in which Python."""

import importlib
import os
import pkgutil
import sys
import warnings

root: str = sdk  # type: ignore[name-defined]  # noqa: F821
sys.path.insert(0, f"{root}src")
sys.path.append("/usr/lib/python3/dist-packages")
sys.dont_write_bytecode = True

with warnings.catch_warnings():
    warnings.simplefilter("error")
    import core_php_sdk

    modules = [found.name for found in pkgutil.walk_packages(core_php_sdk.__path__, "core_php_sdk.")]
    for name in modules:
        importlib.import_module(name)
print(f"{len(modules)} modules")

os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
os.chdir(root)
import pytest  # noqa: E402

# conftest.py needs ssl and subprocesses.
end = pytest.main(["--noconftest", "-p", "no:cacheprovider", "-W", "error", "test/unit/test_webhooks.py", "test/unit/test_answers.py"])
if end != 0:
    raise SystemExit(f"pytest ended with {end!r}")
print("in Python", ".".join(map(str, sys.version_info[:2])))
