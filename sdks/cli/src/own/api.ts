import { type Command, InvalidArgumentError } from 'commander'
import { responseOf } from '../../../js/src/index.ts'
import { clientCommand } from '../client-command.ts'
import { confirm } from '../confirm.ts'
import type { Context } from '../context.ts'
import { usageError } from '../failure.ts'
import { type Operation, operationsAt, takesAway } from '../generated/table.ts'
import { readGiven } from '../given-data.ts'
import { withExample } from '../lazily.ts'
import type { Format } from '../output/format.ts'

type Query = Readonly<Record<string, string>>

/** `plinth api METHOD PATH`: what no other command reaches. */
export function fillApi(command: Command, context: Context): void {
  command
    .description('Call any path of the API. A list is one page with its meta.')
    .argument('<method>', 'GET, POST, PUT, PATCH or DELETE')
    .argument('<path>', 'below /api/v1, percent-encoded')
    .option('--query <name=value>', 'parameter of the query; may be repeated', withPair)
    .option('--data <json>', 'the body: @file, - for standard input, or JSON', readGiven)
    .option('-i, --include', 'write status and headers to stderr')
    .option('--idempotency-key <key>', 'the same key again has no second effect')
    .option('--if-match <etag>', 'refuse if the object has changed since')
    .option('-y, --yes', 'do not ask')
  withExample(
    command,
    'plinth api GET /workspaces --query per_page=5',
    'plinth api POST /workspaces --data \'{"name": "Acme"}\'',
  )
  clientCommand(
    command,
    context,
    { formats: ['table', 'json', 'yaml', 'ndjson', 'id'], standardOf, hasContext: true },
    async (run) => {
      const { io, options, signal, args } = run
      const [given = '', path = ''] = args
      const method = given.toUpperCase()
      if (!/^[A-Z]+$/.test(method)) throw usageError('The method must be GET, POST, PUT, PATCH or DELETE.')
      const known = operationsAt(method, path)
      const isTaking =
        known.length === 0
          ? method === 'DELETE'
          : known.some(([id, operation]) => takesAway(id, operation, options['data']))
      if (isTaking && options['yes'] !== true) await confirm(io, `${method} ${path}`)
      const query = options['query'] as Query | undefined
      const ofLines = known.find(answersLines)
      if (ofLines !== undefined) {
        const [id, operation] = ofLines
        const { idsIn, writeLines } = await import('../generated/lines.ts')
        return writeLines(run, id, idsIn(path, operation), query ?? {})
      }
      const client = await run.client()
      const call = client.request<object | undefined>(method, path, {
        ...{ query, body: options['data'], signal },
        idempotencyKey: options['idempotencyKey'] as string | undefined,
        ifMatch: options['ifMatch'] as string | undefined,
      })
      const answer = await call
      if (options['include'] === true) {
        const { status, headers } = responseOf(call)
        const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
        run.say.note([`HTTP ${status}`, ...lines].join('\n'))
      }
      await run.output.one(answer)
    },
  )
}

/** An answer of lines is written as it is, as by the operation's own command. */
const standardOf = ([method = '', path = '']: readonly string[]): Format | undefined =>
  operationsAt(method.toUpperCase(), path).some(answersLines) ? 'ndjson' : undefined

const answersLines = ([, { lines }]: [id: string, Operation]): boolean => lines === true

function withPair(text: string, before: Query = {}): Query {
  const [, name, value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (name === undefined) throw new InvalidArgumentError('The value must be name=value.')
  return { ...before, [name]: value }
}
