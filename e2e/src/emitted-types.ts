import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

const sources = new URL('../../services/', import.meta.url)
// 'user.deleted' and `package.${verb}`.
const typeLiteral = /['`]([a-z_]+)\.(?:([a-z_]+)['`]|\$\{)/g
const makesEvent = (text: string): boolean =>
  /\btx\.emit\(\{/.test(text) ||
  (/\bobjectType: /.test(text) && /\bNewEvent\b/.test(text)) ||
  /= keyEvents\(/.test(text)

/**
 * The event types that a service emits, read from its source: files with the name events.ts make the events of a service,
 * and name their types.
 * @param known Types that stand for the verbs of `package.${verb}`.
 * Throws when another file makes an event: its type would not be found.
 */
export function emittedTypes(service: string, known: readonly string[]): string[] {
  const types = new Set<string>()
  for (const file of globSync(`${service}/src/**/*.ts`, { cwd: sources })) {
    const text = readFileSync(new URL(file, sources), 'utf8')
    if (file.endsWith('.test.ts') || !makesEvent(text)) continue
    if (basename(file) !== 'events.ts') throw new Error(`services/${file} makes an event; make it in an events.ts`)
    const found = [...text.matchAll(typeLiteral)].flatMap(([, resource, verb]) =>
      verb === undefined ? known.filter((type) => type.startsWith(`${resource}.`)) : [`${resource}.${verb}`],
    )
    if (found.length === 0) throw new Error(`services/${file} makes an event and names no type`)
    for (const type of found) types.add(type)
  }
  return [...types].sort()
}
