import type { Env } from '@plinth/kit/config'
import { z } from 'zod'
import { apiCall } from './api-call.ts'
import { printChanges, readDefinitions } from './definitions-file.ts'

const entry = z.object({ kind: z.string(), code: z.string() }).transform(({ kind, code }) => `${kind} ${code}`)
const entries = z.array(entry)
const difference = z.object({ added: entries, changed: entries, removed: entries })
const catalog = z.record(z.string(), z.unknown())

/** Replaces the catalogue with a file and prints one line per change; prints nothing if nothing changes. */
export async function applyCatalog(options: { file: string; isDryRun: boolean; env: Env }): Promise<number> {
  const { file, isDryRun, env } = options
  const { ask } = apiCall(env)
  // Only editors use $schema.
  const { $schema: _, ...wanted } = await readDefinitions(file, 'a catalogue')
  const answer = await ask('PUT', `/catalog${isDryRun ? '?dry_run=true' : ''}`, wanted)
  printChanges(difference.parse(answer), isDryRun)
  return 0
}

/** Prints the catalogue as a file that can be applied. */
export async function exportCatalog(env: Env): Promise<number> {
  const { url, ask } = apiCall(env)
  const current = catalog.parse(await ask('GET', '/catalog'))
  const file = { $schema: `${url}/docs/catalog.schema.json`, ...current }
  // A null field means the same as an omitted one.
  const shown = JSON.stringify(file, (_key, value: unknown) => (value === null ? undefined : value), 2)
  process.stdout.write(`${shown}\n`)
  return 0
}
