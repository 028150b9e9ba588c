import { isIP } from 'node:net'
import { hasCharactersAtMost } from '../characters.ts'

export interface Target {
  url: URL
  /** Without brackets and without a trailing dot. */
  host: string
  port: number
  isLiteral: boolean
  /** True for a local name: the operator must have allowed all of its addresses. */
  isLocalName: boolean
}

export type UrlVerdict = { isAllowed: true; target: Target } | { isAllowed: false; sentence: string }

const urlLengthMax = 2048
const localNames = ['localhost', 'local', 'internal', 'localdomain', 'home.arpa']
// Ports of services that accept plain-text commands, or that installations often run.
const deniedPorts = new Set([
  1099, 1433, 1521, 2049, 2375, 2376, 2377, 2379, 2380, 3306, 3389, 4222, 5432, 5672, 5984, 5985, 5986, 6000, 6222,
  6379, 6443, 6666, 6667, 7946, 8222, 8500, 9042, 9092, 9100, 9200, 9300, 10250, 10255, 11211, 15672, 16379, 25565,
  26379, 27017, 50051,
])

/** Checks the URL itself; the guard checks its addresses. */
export function readTarget(text: string, options: { allowHttp: boolean }): UrlVerdict {
  if (!hasCharactersAtMost(text, urlLengthMax))
    return refused(`The URL must not be longer than ${urlLengthMax} characters.`)
  if (/[\s\\\p{Cc}]/u.test(text) || !URL.canParse(text)) return refused('The URL is not valid.')
  const url = new URL(text)
  const protocols = options.allowHttp ? ['https:', 'http:'] : ['https:']
  if (!protocols.includes(url.protocol)) {
    return refused(
      options.allowHttp ? 'The URL must start with https:// or http://.' : 'The URL must start with https://.',
    )
  }
  if (url.username !== '' || url.password !== '') return refused('The URL must not contain a user name or password.')
  if (text.includes('#')) return refused('The URL must not have a fragment.')
  // The URL parser would repair these forms, and other programs would read them differently.
  if (!/^https?:\/\/[^/]/i.test(text)) return refused('The URL is not valid.')
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  if (!isPortAllowed(port)) return refused(`Port ${port} is not allowed.`)
  url.hostname = url.hostname.replace(/\.$/, '')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (host === '' || host.startsWith('.') || host.includes('..') || host.endsWith('.')) {
    return refused('The host name is not valid.')
  }
  const isLiteral = isIP(host) !== 0
  return { isAllowed: true, target: { url, host, port, isLiteral, isLocalName: !isLiteral && isLocalName(host) } }
}

function isPortAllowed(port: number): boolean {
  return port === 443 || port === 80 || (port >= 1024 && !deniedPorts.has(port))
}

function isLocalName(host: string): boolean {
  return localNames.some((name) => host === name || host.endsWith(`.${name}`))
}

function refused(sentence: string): UrlVerdict {
  return { isAllowed: false, sentence }
}
