import { readFileSync } from 'node:fs'
import type { PartName } from '@plinth/kit/part'
import { parse } from 'yaml'

type Env = Readonly<Record<string, string>>

const compose: { services: Record<string, { environment?: Env }> } = parse(
  readFileSync(new URL('../../deploy/compose.yaml', import.meta.url), 'utf8'),
  { merge: true },
)
type Place = PartName | 'migrate'
const places: readonly Place[] = ['gateway', 'identity', 'tenancy', 'webhooks', 'migrate']
const given = (part: Place): string[] => Object.keys(compose.services[part]?.environment ?? {})
const shipped = new Set(places.flatMap(given))

/**
 * Returns the settings without those that deploy/ gives to other parts alone, so that a part runs with what it gets there. Settings
 * that deploy/ gives to no part are the test's own. IDENTITY_DATABASE_URL is the DATABASE_URL of identity.
 */
export function shippedTo(part: Place, settings: Env): Record<string, string> {
  const own = new Set(given(part))
  const isGiven = (name: string): boolean => {
    const [, owner] = /^([A-Z]+)_DATABASE_URL$/.exec(name) ?? []
    if (owner !== undefined) return owner === part.toUpperCase() && own.has('DATABASE_URL')
    return own.has(name) || !shipped.has(name)
  }
  return Object.fromEntries(Object.entries(settings).filter(([name]) => isGiven(name)))
}
