import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'
import { type IpRange, parseIpRange, rangeHolds } from '../access/ip-ranges.ts'

export interface AddressPolicy {
  /** May we connect to it? */
  allows(address: string): boolean
  /** Does it lie in a range that the operator allowed by name? */
  isListed(address: string): boolean
}

export interface AddressPolicyOptions {
  /** The operator's exceptions for private receivers. */
  allowedCidrs: readonly string[]
  /** More addresses that are ours: pod and service ranges, public addresses of the installation. */
  deniedCidrs?: readonly string[]
}

// Cloud metadata services hand out credentials: no exception may open them. The last one is Azure's, and counts as unicast.
const neverAllowed = ranges(['169.254.169.254', 'fd00:ec2::254', '168.63.129.16'])
// Whatever IANA has not given out as global unicast is not on the internet, IPv4-compatible addresses included.
const globalUnicastV6 = ranges(['2000::/3'])

/** Only plain unicast addresses that are not ours, plus what the operator listed. IPv4 inside IPv6 is IPv4. */
export function addressPolicy(options: AddressPolicyOptions): AddressPolicy {
  const allowed = ranges(options.allowedCidrs)
  const denied = [...ranges(options.deniedCidrs ?? []), ...ownAddresses()]
  const isListed = (address: IpRange) => !isIn(neverAllowed, address) && isIn(allowed, address)
  return {
    allows(text) {
      const address = parseIpRange(text)
      if (address === undefined) return false
      if (isIn(neverAllowed, address)) return false
      return isIn(allowed, address) || (isPublic(address) && !isIn(denied, address))
    },
    isListed(text) {
      const address = parseIpRange(text)
      return address !== undefined && isListed(address)
    },
  }
}

function isPublic(address: IpRange): boolean {
  if (address.address.range() !== 'unicast') return false
  return address.address instanceof ipaddr.IPv4 || isIn(globalUnicastV6, address)
}

function isIn(outer: readonly IpRange[], address: IpRange): boolean {
  return outer.some((range) => rangeHolds(range, address))
}

function ranges(texts: readonly string[]): IpRange[] {
  return texts.map((text) => {
    const range = parseIpRange(text)
    if (range === undefined) throw new Error(`not an IP address or CIDR: ${text}`)
    return range
  })
}

function ownAddresses(): IpRange[] {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return own.flatMap(({ address }) => parseIpRange(address) ?? [])
}
