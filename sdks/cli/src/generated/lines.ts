import type { Client } from '../../../js/src/index.ts'
import type { Run } from '../run.ts'
import { idsOf, type Operation } from './table.ts'

const rowsMax = 100

type Query = Readonly<Record<string, unknown>>

/** Writes the lines of an answer as they come: as they are with -o ndjson, else as the rows of a list. */
export async function writeLines(run: Run, id: string, ids: readonly string[], query: Query): Promise<void> {
  const lines = linesOf(await run.client(), id, ids, query, run.signal)
  if (run.output.format !== 'ndjson') return run.output.rows(rowsOf(lines))
  for await (const line of lines) await run.output.nextJson(line)
}

/** The ids in a path that is a call of the operation. */
export function idsIn(path: string, operation: Operation): string[] {
  const given = path.split('/')
  const segments = operation.path.split('/')
  return idsOf(operation).map((name) => decodeURIComponent(given[segments.indexOf(`{${name}}`)] ?? ''))
}

/** By the client's own method: client.request gives whole answers alone. */
function linesOf(client: Client, id: string, ids: readonly string[], query: Query, signal: AbortSignal) {
  const [resource = '', verb = ''] = id.split('.').map(camel)
  const owner = Reflect.get(client, resource)
  return Reflect.apply(Reflect.get(owner, verb), owner, [...ids, query, { signal }]) as AsyncIterable<string>
}

const camel = (name: string) => name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())

async function* rowsOf(lines: AsyncIterable<string>): AsyncGenerator<unknown[]> {
  let rows: unknown[] = []
  for await (const line of lines) {
    rows.push(JSON.parse(line))
    if (rows.length < rowsMax) continue
    yield rows
    rows = []
  }
  yield rows
}
