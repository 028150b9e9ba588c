import { type Command, InvalidArgumentError } from 'commander'
import { clientCommand } from '../client-command.ts'
import type { Context } from '../context.ts'
import { usageError } from '../failure.ts'
import { readGiven } from '../given-data.ts'
import { withExample } from '../lazily.ts'
import { formats } from '../output/format.ts'
import type { Run } from '../run.ts'
import { addFlags, exampleOf, givenFields } from './flag-options.ts'
import { idsOf, isBatch, type Operation, operationOf, takesAway } from './table.ts'

type Sent = Readonly<Record<string, unknown>>

export interface OperationOptions {
  /** In place of writing the answer. */
  answered?: (run: Run, answer: unknown) => Promise<void>
  variables?: readonly string[]
}

/** Makes the command of an operation, `plinth <resource> <verb>`. */
export function fillOperation(
  command: Command,
  id: string,
  context: Context,
  { answered, variables }: OperationOptions = {},
): void {
  const operation = operationOf(id)
  const { summary, description = '', columns = [], list } = operation
  command.description(`${summary}.${description === '' ? '' : `\n\n${description}`}`)
  if (operation.isDeprecated) command.addHelpText('before', 'Deprecated.\n')
  for (const name of idsOf(operation)) command.argument(`<${name}>`)
  addFlags(command, operation)
  if (operation.hasBody) {
    command.option(
      '--data <json>',
      'the whole body: @file, - for standard input, or JSON; other options change it',
      objectOf,
    )
  }
  if (list) {
    command.option('--all', 'every row, not only one page')
    command.option('--limit <number>', 'at most so many rows, of as many pages as it takes', countOf)
  }
  if (operation.isKeyed) command.option('--idempotency-key <key>', 'the same key again has no second effect')
  if (operation.takesIfMatch) command.option('--if-match <etag>', 'refuse if the object has changed since')
  if (mayAsk(operation, id)) command.option('-y, --yes', 'do not ask')
  withExample(command, exampleOf(id, operation))
  const offered = columns.includes('id') ? formats : formats.filter((format) => format !== 'id')
  clientCommand(
    command,
    context,
    {
      ...(operation.lines ? { formats: ['ndjson', 'json'], standard: 'ndjson' } : { formats: offered }),
      hasColumns: columns.length > 0,
      hasContext: true,
      ids: idsOf(operation),
      ...(variables && { variables }),
    },
    async (run) => {
      if (list) {
        const { pagesOf } = await import('./pages.ts')
        const pages = await pagesOf(run, pathOf(operation, run.args), queryOf(operation, run), list)
        return run.output.rows(pages, { columns })
      }
      if (operation.lines) {
        const { writeLines } = await import('./lines.ts')
        return writeLines(run, id, run.args, queryOf(operation, run))
      }
      const answer = await callOperation(run, id, operation)
      await (answered === undefined ? run.output.one(answer) : answered(run, answer))
    },
  )
}

const mayAsk = (operation: Operation, id: string): boolean => operation.asksFirst === true || isBatch(id)

async function callOperation(run: Run, id: string, operation: Operation): Promise<unknown> {
  const { options, signal } = run
  const given = givenFields(operation, options)
  const data = options['data'] as Sent | undefined
  const body = operation.hasBody ? { ...data, ...given.body } : undefined
  if (takesAway(id, operation, body) && given.query['dry_run'] !== true && options['yes'] !== true)
    await (await import('../confirm.ts')).confirm(
      run.io,
      // The part after a semicolon explains.
      [operation.summary.split(';')[0], ...run.args].join(' '),
    )
  const client = await run.client()
  return client.request(operation.method, pathOf(operation, run.args), {
    ...{ query: given.query, body, signal },
    idempotencyKey: options['idempotencyKey'] as string | undefined,
    ifMatch: options['ifMatch'] as string | undefined,
  })
}

const queryOf = (operation: Operation, { options }: Run): Sent => givenFields(operation, options).query

/** The path with its ids. An id is one segment, whatever is in it. */
export function pathOf(operation: Operation, ids: readonly string[]): string {
  const left = [...ids]
  return operation.path.replaceAll(/\{\w+\}/g, () => {
    const id = left.shift() ?? ''
    if (id === '' || id === '.' || id === '..' || /\p{C}/u.test(id))
      throw usageError('An id is a text, not empty, "." or "..", without control characters.')
    return encodeURIComponent(id)
  })
}

function objectOf(text: string): Sent {
  const value = readGiven(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Sent
  throw new InvalidArgumentError('The body must be a JSON object.')
}

export function countOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('The value must be a whole number of at least 1.')
}
