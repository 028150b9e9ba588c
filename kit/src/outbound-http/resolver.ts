import { Resolver } from 'node:dns/promises'

/** Returns every address of a name, IPv4 and IPv6. Rejects, or resolves to none, if there is none. */
export type Resolve = (name: string) => Promise<readonly string[]>

/** Uses c-ares, because dns.lookup shares four threads that unresponsive names would block. */
export function caresResolve(): Resolve {
  const resolver = new Resolver({ timeout: 1000, tries: 2 })
  return async (name) => {
    // RFC 6761: such names are never resolved over the network.
    if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1']
    const families = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
    const addresses = families.flatMap((family) => (family.status === 'fulfilled' ? family.value : []))
    const [first] = families
    if (addresses.length === 0 && first.status === 'rejected') throw first.reason
    return addresses
  }
}
