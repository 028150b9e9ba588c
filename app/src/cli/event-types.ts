import type { Env } from '@plinth/kit/config'
import { z } from 'zod'
import { apiCall } from './api-call.ts'
import { printChanges, readDefinitions } from './definitions-file.ts'

const names = z.array(z.string())
const difference = z.object({ added: names, changed: names, removed: names })
const listed = z.array(
  z.object({
    ...{ name: z.string(), description: z.string(), origin: z.string(), group: z.string().nullable() },
    ...{ is_deprecated: z.boolean(), feature: z.string().nullable(), data_schema: z.unknown() },
    example: z.object({ data: z.unknown() }).nullable(),
  }),
)
const perPage = 100

/** Replaces the event types of the product with a file and prints one line per change; prints nothing if nothing changes. */
export async function applyEventTypes(options: { file: string; isDryRun: boolean; env: Env }): Promise<number> {
  const { file, isDryRun, env } = options
  const { ask } = apiCall(env)
  // Only editors use $schema.
  const { $schema: _, ...wanted } = await readDefinitions(file, 'a list of event types')
  const answer = await ask('PUT', `/event-types${isDryRun ? '?dry_run=true' : ''}`, wanted)
  printChanges(difference.parse(answer), isDryRun)
  return 0
}

/** Prints the event types of the product as a file that can be applied. */
export async function exportEventTypes(env: Env): Promise<number> {
  const { ask } = apiCall(env)
  const types: z.output<typeof listed> = []
  for (let page = 1; types.length === (page - 1) * perPage; page += 1) {
    types.push(...listed.parse(await ask('GET', `/event-types?per_page=${perPage}&page=${page}`)))
  }
  const event_types = types
    .filter(({ origin }) => origin === 'product')
    .map(({ name, description, group, data_schema, example, is_deprecated, feature }) => ({
      ...{ name, description, ...(group === null ? {} : { group }) },
      ...(data_schema === null ? {} : { schema: data_schema }),
      ...(example === null ? {} : { example: example.data }),
      ...(is_deprecated ? { is_deprecated } : {}),
      ...(feature === null ? {} : { feature }),
    }))
  process.stdout.write(`${JSON.stringify({ event_types }, null, 2)}\n`)
  return 0
}
