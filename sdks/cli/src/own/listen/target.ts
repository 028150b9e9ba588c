import { type LookupAddress, lookup } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import { usageError } from '../../failure.ts'

const near = new BlockList()
near.addSubnet('127.0.0.0', 8)
near.addSubnet('10.0.0.0', 8)
near.addSubnet('172.16.0.0', 12)
near.addSubnet('192.168.0.0', 16)
near.addAddress('::1', 'ipv6')
near.addSubnet('fc00::', 7, 'ipv6')

const isNear = (address: string): boolean => near.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

const refused = (host: string) =>
  usageError(
    `${host} is no address of this machine or of a private network: events go there by https:// only.`,
    'Name localhost or a private address, or https://.',
  )

/** The URL of `localhost:3000/hook`, or of a whole URL. Throws USAGE for http to another address than a near one. */
export function targetOf(text: string): URL {
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw usageError(`--forward-to must be a URL such as http://localhost:3000/hook; it is "${text}".`)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (url.protocol === 'http:' && isIP(host) !== 0 && !isNear(host)) throw refused(host)
  return url
}

type Answer = (err: Error | null, address: string | LookupAddress[], family?: number) => void

/** As dns.lookup, for http: a name that leads to another address than a near one is refused, whatever it led to before. */
export function lookupNear(host: string, options: object, answer: Answer): void {
  lookup(host, { ...options, all: true }, (err, addresses) => {
    if (err !== null) return answer(err, [])
    if (!addresses.every(({ address }) => isNear(address))) return answer(refused(host), [])
    const [first] = addresses
    return 'all' in options && options.all === true
      ? answer(null, addresses)
      : answer(null, first?.address ?? '', first?.family)
  })
}
