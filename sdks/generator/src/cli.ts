import { flagOf } from './cli/flags.ts'
import { columnsOf, type Schemas } from './cli/types.ts'
import type { Model, Operation } from './model.ts'
import { answerType } from './reach.ts'

/** The commands of the CLI as one table, `commands.json` in sdks/cli/src/gen: a line for each operation. */
export function emitCli(model: Model): Map<string, string> {
  const schemas: Schemas = new Map(model.schemas.map((schema) => [schema.name, schema]))
  const lines = (entries: readonly [string, unknown][]) =>
    entries.map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(',\n')
  const resources = model.resources.map(({ name, description }) => [name, description] as [string, unknown])
  const operations = model.resources
    .flatMap((resource) => resource.operations)
    .map((operation) => [operation.id, commandOf(operation, schemas)] as [string, unknown])
  const events = model.events.map(({ type }) => type)
  const text = `{\n  "version": ${JSON.stringify(model.version)},\n  "resources": {\n${lines(resources)}\n  },\n  "events": ${JSON.stringify(events)},\n  "operations": {\n${lines(operations)}\n  }\n}\n`
  return new Map([['commands.json', text]])
}

/** Members that are false, empty or missing are left out. */
function commandOf(operation: Operation, schemas: Schemas): object {
  const { method, path, summary, description, answer } = operation
  const list = answer.kind === 'page' ? { list: answer.hasCursor ? 'cursor' : 'page' } : {}
  const lines = answer.kind === 'lines' ? { lines: true } : {}
  const body = operation.body?.fields.map((field) => flagOf(field, 'body', schemas)) ?? []
  const flags = [...body, ...operation.query.map((field) => flagOf(field, 'query', schemas))]
  const type = answerType(operation)
  const columns = type === undefined ? [] : columnsOf(type, schemas)
  return {
    ...{ method, path, summary },
    ...(description === '' ? {} : { description }),
    ...list,
    ...lines,
    ...(operation.body === undefined ? {} : { hasBody: true }),
    ...(flags.length === 0 ? {} : { flags }),
    ...(columns.length === 0 ? {} : { columns }),
    ...(operation.isKeyed ? { isKeyed: true } : {}),
    ...(operation.takesIfMatch ? { takesIfMatch: true } : {}),
    ...(operation.isDeprecated ? { isDeprecated: true } : {}),
    ...(asksFirst(operation) ? { asksFirst: true } : {}),
  }
}

/** True for an operation that is confirmed first because it takes something away: it deletes, cancels, revokes or suspends. */
const asksFirst = ({ method, name }: Operation): boolean =>
  method === 'DELETE' || /^(delete|revoke|suspend|cancel)\b/.test(name)
