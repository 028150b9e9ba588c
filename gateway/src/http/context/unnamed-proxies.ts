import { BlockList, isIPv6 } from 'node:net'
import type { Logger } from '@plinth/kit/log'

// A stranger on the internet may send X-Forwarded-For with each request; proxies stand in networks like these.
const proxyNetworks = new BlockList()
proxyNetworks.addSubnet('10.0.0.0', 8)
proxyNetworks.addSubnet('100.64.0.0', 10)
proxyNetworks.addSubnet('127.0.0.0', 8)
proxyNetworks.addSubnet('169.254.0.0', 16)
proxyNetworks.addSubnet('172.16.0.0', 12)
proxyNetworks.addSubnet('192.168.0.0', 16)
proxyNetworks.addAddress('::1', 'ipv6')
proxyNetworks.addSubnet('fc00::', 7, 'ipv6')
proxyNetworks.addSubnet('fe80::', 10, 'ipv6')

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

const isInProxyNetwork = (address: string): boolean => proxyNetworks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
