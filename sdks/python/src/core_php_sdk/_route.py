"""How to reach the server: directly, or through the proxy that the environment names."""

from __future__ import annotations

import os
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from .errors import SdkError



class Route(NamedTuple):
    """Where to connect. `proxy_headers` are for the proxy alone; `is_tunnel`: it is asked to CONNECT first."""

    host: str
    port: int
    server: str
    server_port: int
    is_tls: bool
    is_proxied: bool
    proxy_headers: dict[str, str]

    @property
    def is_tunnel(self) -> bool:
        return self.is_proxied and self.is_tls


def route_to(origin: str) -> Route:
    parts = urlsplit(origin)
    is_tls = parts.scheme == "https"
    host = parts.hostname or ""
    port = parts.port or (443 if is_tls else 80)
    proxy = _proxy_of_environment(parts.scheme, parts.netloc)
    if proxy is None:
        return Route(host, port, host, port, is_tls, False, {})
    wrong = SdkError(f"The {parts.scheme} proxy of the environment is not an http:// address.")
    try:
        address = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        proxy_port = address.port or 80
    except ValueError:
        raise wrong from None
    if address.scheme != "http" or not address.hostname:
        raise wrong
    headers: dict[str, str] = {}
    if address.username is not None:
        from base64 import b64encode

        user = f"{unquote(address.username)}:{unquote(address.password or '')}"
        headers["proxy-authorization"] = f"Basic {b64encode(user.encode()).decode()}"
    return Route(address.hostname, proxy_port, host, port, is_tls, True, headers)


def _proxy_of_environment(scheme: str, netloc: str) -> str | None:
    if not any(name.lower() in (f"{scheme}_proxy", "all_proxy") for name in os.environ):
        return None
    from urllib.request import getproxies_environment, proxy_bypass

    proxies = getproxies_environment()
    proxy = proxies.get(scheme) or proxies.get("all")
    return proxy if proxy and not proxy_bypass(netloc) else None
