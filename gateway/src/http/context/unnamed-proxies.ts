import { isIpAllowed } from '@plinth/kit/access/ip-ranges'
import type { Logger } from '@plinth/kit/log'

// A stranger on the internet may send X-Forwarded-For too; proxies stand in networks like these.
const proxyNetworks = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::1',
  'fc00::/7',
]

/** Tells the operator, once in a process, of a proxy for which no setting says that it is one. */
export class UnnamedProxies {
  readonly #log: Logger
  #isLogged = false

  constructor(log: Logger) {
    this.#log = log
  }

  note(address: string): void {
    if (this.#isLogged || !isIpAllowed(proxyNetworks, address)) return
    this.#isLogged = true
    this.#log.warn(
      { address },
      'requests with X-Forwarded-For come from an address that GATEWAY_TRUSTED_PROXIES does not name; all callers behind it count as one. If it is a proxy, name it',
    )
  }
}
