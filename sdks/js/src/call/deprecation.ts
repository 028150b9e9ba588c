import type { Settings } from './settings.ts'

/** Warns once per route that an answer says is deprecated (RFC 9745) or ends (RFC 8594). */
export function warnOfDeprecation(
  route: string,
  { deprecation, sunset, link }: Readonly<Record<string, string>>,
  { warned, logger }: Settings,
): void {
  if ((deprecation === undefined && sunset === undefined) || warned.has(route)) return
  warned.add(route)
  const successor = /<([^>]*)>\s*;[^,]*rel="?successor-version/.exec(link ?? '')?.[1]
  const line = `${route} of Plinth's API is deprecated${sunset ? ` and ends on ${sunset}` : ''}${successor ? `; use ${successor}` : ''}.`
  const { process } = globalThis as { process?: { emitWarning?(line: string, type: string): void } }
  if (logger) logger.warn(line)
  else process?.emitWarning?.(line, 'DeprecationWarning')
}
