import { lookup } from 'node:dns/promises'
import { isIPv4, isIPv6 } from 'node:net'

/** Address of a part: in this process, fixed addresses, or the addresses of a DNS name. */
export type Target =
  | { kind: 'inprocess'; name: string }
  | { kind: 'fixed'; endpoints: readonly Endpoint[] }
  | { kind: 'dns'; host: string; port: number }

export interface Endpoint {
  ip: string
  port: number
}

/** Reads "inprocess:identity", "ipv4:127.0.0.1:1,127.0.0.1:2", "ipv6:[::1]:1" and "dns:///identity:50051"; throws a sentence otherwise. */
export function parseTarget(address: string): Target {
  const [, scheme = '', rest = ''] = /^(inprocess|ipv4|ipv6|dns):(.+)$/.exec(address) ?? []
  switch (scheme) {
    case 'inprocess':
      return { kind: 'inprocess', name: rest }
    case 'ipv4':
    case 'ipv6':
      return { kind: 'fixed', endpoints: rest.split(',').map((text) => endpoint(text, address)) }
    case 'dns': {
      const { host, port } = hostAndPort(rest.replace(/^\/\/\//, ''), address)
      return isIP(host) ? { kind: 'fixed', endpoints: [{ ip: host, port }] } : { kind: 'dns', host, port }
    }
    default:
      throw new Error(`"${address}" is no address of a part: write dns:///host:port, ipv4:ip:port or inprocess:name`)
  }
}

/** The IP addresses that a name has now. */
export type ResolveName = (host: string) => Promise<readonly string[]>

/** Resolves by the system, which knows search domains and /etc/hosts. */
export const systemResolve: ResolveName = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address)

/** The target of grpc-js for one address. */
export const grpcTarget = ({ ip, port }: Endpoint): string =>
  isIPv6(ip) ? `ipv6:[${ip}]:${port}` : `ipv4:${ip}:${port}`

const isIP = (text: string) => isIPv4(text) || isIPv6(text)

function endpoint(text: string, address: string): Endpoint {
  const { host, port } = hostAndPort(text.trim(), address)
  if (!isIP(host)) throw new Error(`"${address}": "${host}" is no IP address`)
  return { ip: host, port }
}

function hostAndPort(text: string, address: string): { host: string; port: number } {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain
  const port = Number(digits)
  if (host === undefined || !(port > 0 && port < 65_536)) throw new Error(`"${address}": "${text}" is not host:port`)
  return { host, port }
}
