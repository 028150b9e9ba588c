import { parseIpRange } from '@plinth/kit/access/ip-ranges'
import type { Logger } from '@plinth/kit/log'

// A stranger on the internet may send X-Forwarded-For with each request; proxies stand in networks like these.
const proxyNetworks = new Set(['private', 'carrierGradeNat', 'loopback', 'linkLocal', 'uniqueLocal'])

// Pods and health checks of the same network may send the header too: enough that the proxy is among them.
const addressesMax = 10

/** Tells the operator, once for each address, of proxies for which no setting says that they are some. */
export class UnnamedProxies {
  readonly #log: Logger
  readonly #logged = new Set<string>()

  constructor(log: Logger) {
    this.#log = log
  }

  note(address: string): void {
    if (this.#logged.size >= addressesMax || this.#logged.has(address) || !isInProxyNetwork(address)) return
    this.#logged.add(address)
    this.#log.warn(
      { address },
      'requests with X-Forwarded-For come through an address that GATEWAY_TRUSTED_PROXIES does not name; all callers behind it count as one. If it is a proxy, name it',
    )
  }
}

const isInProxyNetwork = (address: string): boolean => proxyNetworks.has(parseIpRange(address)?.address.range() ?? '')
