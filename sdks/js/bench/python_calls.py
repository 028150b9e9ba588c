"""Processor time of a call in µs, bare and with the SDK in turn: python_calls.py URL ROUNDS CALLS prints a list of pairs."""

import http.client
import json
import sys
import time
from urllib.parse import urlsplit

import core_php_sdk

url, rounds, calls = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
connection = http.client.HTTPConnection(urlsplit(url).netloc)
client = core_php_sdk.Client("sk_live_x", base_url=url)


def bare() -> None:
    headers = {"authorization": "Bearer sk_live_x", "accept": "application/json"}
    connection.request("GET", "/api/v1/workspaces/wks_1", headers=headers)
    json.loads(connection.getresponse().read())


def ours() -> None:
    client.workspaces.get("wks_1")


def microseconds(call) -> float:
    begun = time.process_time()
    for _ in range(calls):
        call()
    return (time.process_time() - begun) / calls * 1_000_000


microseconds(bare), microseconds(ours)
print(json.dumps([[microseconds(ours), microseconds(bare)] for _ in range(rounds)]))
