from __future__ import annotations

import hmac
import re
from base64 import b64decode, b64encode

# As the sender reads it: the last character may have bits that stand for nothing.
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


def standard_signatures(id: str, timestamp: str, body: bytes, secrets: list[str]) -> list[str]:
    """Standard Webhooks: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`, one for each secret."""
    signed = f"{id}.{timestamp}.".encode("utf-8", "surrogatepass") + body
    return [f"v1,{b64encode(hmac.digest(_key(secret), signed, 'sha256')).decode()}" for secret in secrets]


def body_signatures(body: bytes, secrets: list[str]) -> list[str]:
    """`sha256=` and the hex HMAC-SHA256 of the body, keyed by the secret as it is."""
    return [f"sha256={hmac.digest(_bytes(secret), body, 'sha256').hex()}" for secret in secrets]


def is_one_of(given: str, expected: list[str]) -> bool:
    """Compares in constant time with each, also after a match."""
    return any([hmac.compare_digest(_bytes(given), _bytes(one)) for one in expected])


def _key(secret: str) -> bytes:
    encoded = secret[6:] if secret.startswith("whsec_") else ""
    return b64decode(encoded) if encoded and _BASE64.fullmatch(encoded) else _bytes(secret)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
