import { hashOfToken } from '@plinth/kit/secrets/one-time-token'
import type { Credential } from './credential.ts'
import { isFromOwnPage, ownUrl, type Reached, type SentRequest } from './own-page.ts'

interface Config extends Reached {
  hasConsole: boolean
  allowsConsoleOverHttp: boolean
}

const tokenPattern = /^pcs_[A-Za-z0-9_-]{43}$/

interface Cookie {
  name: string
  isSecure: boolean
}

/**
 * The cookie of a session, by the URL at which the browser reaches this gateway. Browsers bind the prefix __Host- to HTTPS, this
 * host and every path; a port is no part of a cookie's scope, so that without HTTPS the name has it. Undefined where a cookie
 * would cross a network in clear, and where there is no console.
 */
export function cookieOf(req: SentRequest, config: Config): Cookie | undefined {
  if (!config.hasConsole) return undefined
  const { protocol, hostname, port } = ownUrl(req, config)
  if (protocol === 'https:') return { name: '__Host-plinth_session', isSecure: true }
  if (!isLoopback(hostname) && !config.allowsConsoleOverHttp) return undefined
  return { name: `plinth_session_${port || 80}`, isSecure: false }
}

const isLoopback = (hostname: string): boolean =>
  /^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)

/** The session of the cookie, if a page of this gateway sent it. */
export function sessionOf(req: SentRequest, config: Config): Credential | undefined {
  const { cookie } = req.headers
  if (cookie === undefined || !isFromOwnPage(req, config)) return undefined
  const name = cookieOf(req, config)?.name
  const text = name === undefined ? undefined : valueIn(cookie, name)
  if (text === undefined || !tokenPattern.test(text)) return undefined
  return { kind: 'session', text, hash: hashOfToken(text).toString('base64url') }
}

function valueIn(header: string, name: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}

/** A session's token, or that the browser drops it. */
export type NewCookie = { token: string; expiresAt: Date } | 'cleared'

/** Returns the Set-Cookie header; undefined where there is no cookie. */
export function setCookie(req: SentRequest, config: Config, cookie: NewCookie, now: Date): string | undefined {
  const kind = cookieOf(req, config)
  if (kind === undefined) return undefined
  const value = cookie === 'cleared' ? '' : cookie.token
  const seconds =
    cookie === 'cleared' ? 0 : Math.max(0, Math.ceil((cookie.expiresAt.getTime() - now.getTime()) / 1_000))
  const secure = kind.isSecure ? ['Secure'] : []
  return [`${kind.name}=${value}`, 'Path=/', `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Strict', ...secure].join('; ')
}
