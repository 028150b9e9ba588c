import type { Command } from 'commander'
import type { CatalogLostFeature } from '../../../js/src/index.ts'
import { clientCommand } from '../client-command.ts'
import type { Context } from '../context.ts'
import { usageError } from '../failure.ts'
import { readGiven } from '../given-data.ts'
import { baseOf } from '../io.ts'
import { withExample } from '../lazily.ts'
import type { Run } from '../run.ts'

type Fields = Readonly<Record<string, unknown>>
interface Difference extends Record<'added' | 'changed' | 'removed', readonly unknown[]> {
  /** Of a catalogue: the features that customers lose. */
  lost?: readonly CatalogLostFeature[]
}

// The operator's own key, before that of a tenant.
const variables = ['PLINTH_OPERATOR_KEY', 'PLINTH_API_KEY']
const calling = '\nIt needs an operator key: PLINTH_OPERATOR_KEY, PLINTH_API_KEY or a profile.'

interface Definitions {
  /** "catalog" */
  name: string
  /** "the catalogue" */
  what: string
  path: string
  /** A line of a difference, after its sign. */
  shown: (entry: unknown) => string
  read: (run: Run) => Promise<Fields>
}

export const catalog: Definitions = {
  name: 'catalog',
  what: 'the catalogue',
  path: '/catalog',
  shown: (entry) => {
    const { kind, code } = entry as Fields
    return `${kind} ${code}`
  },
  async read(run) {
    const [{ url }, client] = [await run.credentials(), await run.client()]
    const current = await client.catalog.get(undefined, { signal: run.signal })
    // A null field means the same as an omitted one.
    const file = JSON.stringify(current, (_name, value: unknown) => (value === null ? undefined : value))
    return { $schema: `${baseOf(url)}/docs/catalog.schema.json`, ...JSON.parse(file) }
  },
}

export const eventTypes: Definitions = {
  name: 'event-types',
  what: 'the event types of the product',
  path: '/event-types',
  shown: String,
  async read(run) {
    const client = await run.client()
    const event_types: Fields[] = []
    for await (const type of client.eventTypes.all({}, { signal: run.signal })) {
      const { name, description, group, data_schema, example, is_deprecated, feature } = type
      if (type.origin !== 'product') continue
      event_types.push({
        ...{ name, description, ...(group === null ? {} : { group }) },
        ...(data_schema === null ? {} : { schema: data_schema }),
        ...(example === null ? {} : { example: example.data }),
        ...(is_deprecated ? { is_deprecated } : {}),
        ...(feature === null ? {} : { feature }),
      })
    }
    return { event_types }
  },
}

/** `plinth catalog apply` and `plinth event-types apply`. */
export function fillApply(command: Command, context: Context, { name, what, path, shown }: Definitions): void {
  command
    .description(`Replace ${what} with a file (- for standard input) and print the changes.`)
    .argument('<file>')
    .option('--dry-run', 'only print the changes')
    .addHelpText('after', calling)
  withExample(command, `plinth ${name} apply ${name}.json --dry-run`, `plinth ${name} apply ${name}.json`)
  const formats = ['table', 'json', 'yaml', 'ndjson'] as const
  clientCommand(command, context, { formats: [...formats], standard: 'table', variables }, async (run) => {
    const isDryRun = run.options['dryRun'] === true
    // Only editors use $schema.
    const { $schema: _, ...wanted } = definitionsIn(run.args[0] ?? '')
    const client = await run.client()
    const answer = await client.request<Difference>('PUT', path, {
      ...{ query: isDryRun ? { dry_run: true } : {}, body: wanted, signal: run.signal },
    })
    if (run.output.format !== 'table') return run.output.one(answer)
    const lines = [
      ...answer.added.map((entry) => `+ ${shown(entry)}`),
      ...answer.changed.map((entry) => `~ ${shown(entry)}`),
      ...answer.removed.map((entry) => `- ${shown(entry)}`),
    ]
    for (const line of lines) await run.output.one(line)
    for (const feature of answer.lost ?? []) run.say.note(warningOf(feature))
    const count = `${lines.length} ${lines.length === 1 ? 'change' : 'changes'}`
    run.say.note(isDryRun ? `${count} would be made; nothing was changed.` : `${count} made.`)
  })
}

function warningOf({ code, packages, owners, owners_is_exact: isExact }: CatalogLostFeature): string {
  const named = packages.length === 0 ? 'boosts' : packages.join(', ')
  const count = `${isExact ? '' : 'at least '}${owners}`
  return `Warning: ${code} is included by ${named}. Workspaces and namespaces that lose it: ${count}.`
}

/** `plinth catalog export` and `plinth event-types export`: a file that can be applied. */
export function fillExport(command: Command, context: Context, { name, what, read }: Definitions): void {
  command.description(`Print ${what} as a file that can be applied.`).addHelpText('after', calling)
  withExample(command, `plinth ${name} export > ${name}.json`)
  clientCommand(command, context, { formats: ['json', 'yaml'], standard: 'json', variables }, async (run) => {
    await run.output.one(await read(run))
  })
}

function definitionsIn(file: string): Fields {
  const value = readGiven(file === '-' ? file : `@${file}`)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw usageError(`${file} is not an object.`)
}
