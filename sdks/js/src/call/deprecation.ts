import type { Received } from './received.ts'
import type { Settings } from './settings.ts'

/** Warns once per route that an answer says is deprecated (RFC 9745) or ends (RFC 8594). */
export function warnOfDeprecation(route: string, received: Received, { warned, logger }: Settings): void {
  if (!(received.has('deprecation') || received.has('sunset')) || warned.has(route)) return
  const { sunset, link } = received.headers
  warned.add(route)
  const successor = /<([^>]*)>\s*;[^,]*rel="?successor-version/.exec(link ?? '')?.[1]
  const line = `${route} of Plinth's API is deprecated${sunset ? ` and ends on ${sunset}` : ''}${successor ? `; use ${successor}` : ''}.`
  const { process } = globalThis as { process?: { emitWarning?(line: string, type: string): void } }
  if (logger) logger.warn(line)
  else process?.emitWarning?.(line, 'DeprecationWarning')
}
