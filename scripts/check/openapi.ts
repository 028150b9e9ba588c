import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { breaks } from '../openapi/breaks.ts'
import { missing, reportBreaks } from './accepted-breaks.ts'
import { Finding, report, type Step, tool } from './step.ts'

export const openApiPath = 'docs/openapi.json'
export const catalogSchemaPath = 'docs/catalog.schema.json'
export const eventTypesPath = 'docs/guides/event-types.md'
export const releasedPath = 'docs/openapi.released.json'
// Emitted without a subscriber, for the audit log: most belong to no workspace.
const untold = [
  'user.created',
  'user.email_change_requested',
  'user.email_verification_created',
  'catalog.updated',
  'event_types.updated',
  'webhook.delivery_retried',
  'webhook.delivery_skipped',
  'webhook.tested',
  'console_session.created',
  'console_session.ended',
  'sign_in_link.created',
  ...['created', 'updated', 'rotated', 'revoked'].map((verb) => `operator_key.${verb}`),
]

/** The committed document matches the records, breaks no client of the last release, and misses no event. */
export const openApi: Step = {
  name: 'openapi',
  async run(root) {
    // Not imported above: the other checks must run when the gateway does not even load.
    const { events, eventTypesPage, openApiText } = await import('@plinth/gateway/openapi')
    const { catalogSchemaText } = await import('@plinth/gateway/catalog-schema')
    const text = openApiText()
    const made: Record<string, string> = {
      [openApiPath]: text,
      [catalogSchemaPath]: catalogSchemaText(),
      [eventTypesPath]: eventTypesPage(),
    }
    for (const [path, fresh] of Object.entries(made)) {
      const committed = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : ''
      if (committed !== fresh) throw new Finding(`${path} differs from the output of \`npm run gen\`.`)
    }
    const released = releasedText(root)
    if (released) reportBreaks(root, 'api', breaks(JSON.parse(released), JSON.parse(text)))
    const documented = Object.keys(events)
    const emitted = emittedEvents(root, documented)
    report('Emitted, but missing in gateway/src/resources/event-types:', missing(emitted, [...documented, ...untold]))
    report('Documented, but never emitted:', missing(documented, emitted))
  },
}

/** The API as last released; undefined until the first release. */
export function releasedText(root: string): string | undefined {
  const path = join(root, releasedPath)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/** The types that the services' events.ts and X-events.ts files name; `X.${…}` stands for every documented X. */
function emittedEvents(root: string, documented: readonly string[]): string[] {
  const types = globSync('services/*/src/**/*events.ts', { cwd: root }).flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    const whole = [...text.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(([, type = '']) => type)
    const begun = [...text.matchAll(/`([a-z_]+\.)\$\{/g)].flatMap(([, start = '']) => {
      const all = documented.filter((type) => type.startsWith(start))
      return all.length === 0 ? [`${start}*`] : all
    })
    return [...whole, ...begun]
  })
  return [...types, 'ping']
}

/** Redocly has nothing to say about it: its standard output is what it found, warnings too. */
export const openApiLint: Step = {
  name: 'openapi-lint',
  async run(root) {
    const env = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    const found = await tool(root, ['redocly', 'lint', openApiPath, '--format', 'stylish'], { env })
    if (found.trim() !== '') throw new Finding(found.trim())
  },
}
