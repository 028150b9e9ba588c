import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'
import { type IpRange, parseIpRange, rangeHolds } from '../access/ip-ranges.ts'

export interface AddressPolicy {
  /** Returns true if connections to the address are allowed. */
  allows(address: string): boolean
  /** Returns true if the address is in a range that the operator allowed. */
  isListed(address: string): boolean
}

export interface AddressPolicyOptions {
  /** The operator's exceptions for private receivers. */
  allowedCidrs: readonly string[]
  /** Further addresses of the installation: pod and service ranges, public addresses. */
  deniedCidrs?: readonly string[]
}

// Cloud metadata services return credentials, so no exception can allow them. The last one is of Azure and is a unicast address.
const neverAllowed = ranges(['169.254.169.254', 'fd00:ec2::254', '168.63.129.16'])
// Addresses that IANA has not assigned as global unicast are not on the internet, including IPv4-compatible addresses.
const globalUnicastV6 = ranges(['2000::/3'])

/** Allows plain unicast addresses outside of the installation, and the ranges of the operator. IPv4 inside IPv6 counts as IPv4. */
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
