import { Resolver } from 'node:dns/promises'
import { withTimeout } from '../timeout.ts'

/** Returns the addresses of a name that come in time, IPv4 and IPv6. Rejects, or resolves to none, if there is none. */
export type Resolve = (name: string) => Promise<readonly string[]>

// Some name servers and firewalls lose every question for IPv6 (RFC 4074 §4.1); c-ares waits for it
// for about 3 s, which is the whole time for a connection.
const ipv6AfterIpv4Ms = 500

/** Uses c-ares, because dns.lookup shares four threads that unresponsive names would block. */
export function caresResolve(resolver = new Resolver({ timeout: 1000, tries: 2 })): Resolve {
  return async (name) => {
    // RFC 6761: such names are never resolved over the network.
    if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1']
    const [ipv4, ipv6] = [resolver.resolve4(name), resolver.resolve6(name)]
    // A rejection before IPv4 has answered must not count as unhandled.
    ipv6.catch(() => undefined)
    const ipv6InTime = ipv4.then(
      () => withTimeout(ipv6AfterIpv4Ms, ipv6),
      () => ipv6,
    )
    const families = await Promise.allSettled([ipv4, ipv6InTime])
    const addresses = families.flatMap((family) => (family.status === 'fulfilled' ? family.value : []))
    const [first] = families
    if (addresses.length === 0 && first.status === 'rejected') throw first.reason
    return addresses
  }
}
