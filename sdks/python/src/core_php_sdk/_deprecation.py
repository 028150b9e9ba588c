from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._response import Response
    from ._settings import Settings

def warn_once(route: str, response: Response, settings: Settings) -> None:
    """A DeprecationWarning, the first time that a route says it will go."""
    headers = response.headers
    if ("deprecation" not in headers and "sunset" not in headers) or route in settings.warned:
        return
    import sys
    import warnings

    settings.warned.add(route)
    end = f" It ends on {headers['sunset']}." if "sunset" in headers else ""
    successor = f" See {headers['link']}." if "link" in headers else ""
    sentence = f"{route} is deprecated.{end}{successor}"
    settings.hooks.warn(sentence)
    # The first frame that is not of this package.
    depth, frame = 1, sys._getframe(0)
    package = __name__.partition(".")[0]
    while frame.f_back is not None and str(frame.f_globals.get("__name__")).partition(".")[0] == package:
        depth, frame = depth + 1, frame.f_back
    warnings.warn(sentence, DeprecationWarning, stacklevel=depth)
