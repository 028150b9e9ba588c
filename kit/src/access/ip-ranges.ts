import ipaddr from 'ipaddr.js'

/** A range of addresses; a single address is a range of one. IPv4 inside IPv6 is IPv4. */
export interface IpRange {
  address: ipaddr.IPv4 | ipaddr.IPv6
  bits: number
}

/** Parses IPv4, IPv6 and CIDR, only in their full notations. Returns undefined for other text. */
export function parseIpRange(text: string): IpRange | undefined {
  const [address = '', bits, ...rest] = text.split('/')
  if (rest.length > 0 || address.includes('%') || !isPlain(address)) return undefined
  if (bits !== undefined && !/^(0|[1-9]\d{0,2})$/.test(bits)) return undefined
  const parsed = ipaddr.parse(address)
  const width = parsed.kind() === 'ipv4' ? 32 : 128
  const wanted = bits === undefined ? width : Number(bits)
  if (wanted > width) return undefined
  if (!isMapped(parsed)) return { address: parsed, bits: wanted }
  return wanted < 96 ? undefined : { address: parsed.toIPv4Address(), bits: wanted - 96 }
}

/** Returns true if `outer` contains every address of `inner`. */
export function rangeHolds(outer: IpRange, inner: IpRange): boolean {
  if (outer.address.kind() !== inner.address.kind() || outer.bits > inner.bits) return false
  return inner.address.match(outer.address, outer.bits)
}

/** Returns true if this address may use a key with these ranges. Without ranges every address may; an invalid address may not. */
export function isIpAllowed(ranges: readonly string[], ip: string): boolean {
  if (ranges.length === 0) return true
  const address = parseIpRange(ip)
  return address !== undefined && ranges.some((range) => holds(range, address))
}

function holds(range: string, address: IpRange): boolean {
  const outer = parseIpRange(range)
  return outer !== undefined && rangeHolds(outer, address)
}

function isPlain(address: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address)
}

function isMapped(address: IpRange['address']): address is ipaddr.IPv6 {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()
}
