import type { Command, Option } from 'commander'
import { newClient } from '../access/client.ts'
import { actsIn, credentials } from '../access/credentials.ts'
import { readProfiles } from '../access/profiles.ts'
import type { Context } from '../context.ts'
import { flagName } from '../generated/flag-options.ts'
import { pathOf } from '../generated/operation-command.ts'
import { idsOf, loadTable, type Operation } from '../generated/table.ts'
import { Say } from '../output/say.ts'
import { scripts } from './completion-scripts.ts'

export interface Suggestion {
  value: string
  description: string
}

interface Around {
  context: Context
  /** Values of the options before. */
  given: Readonly<Record<string, string>>
}

/** A person waits for it. */
const askMs = 1_000

const plain = (values: readonly string[]): Suggestion[] => values.map((value) => ({ value, description: '' }))

/** Possible values of an option: known words, and ids that the API lists. */
export async function valuesOfOption(
  option: Option,
  path: readonly string[],
  word: string,
  around: Around,
): Promise<Suggestion[]> {
  const name = option.long?.slice(2) ?? ''
  if (option.argChoices !== undefined) return plain(option.argChoices)
  if (name === 'profile') return plain(Object.keys((await readProfiles(around.context.io)).profiles))
  if (name === 'workspace') return rowsOf('/workspaces', [], around)
  if (name === 'namespace') return rowsOf('/namespaces', [], around)
  const operation = operationAt(path)
  if (operation === undefined) return []
  // The rest of a list is completed behind its last comma.
  const before = word.slice(0, word.lastIndexOf(',') + 1)
  if (name === 'columns') return plain((operation.columns ?? []).map((one) => before + one))
  const flag = operation.flags?.find((one) => flagName(one, operation) === name)
  if (flag?.choices !== undefined) return plain(flag.choices.map((one) => (flag.kind === 'texts' ? before + one : one)))
  if (/^(events|event_types?|type)$/.test(flag?.name ?? '') && /^(webhooks|events|deliveries)$/.test(path[0] ?? ''))
    return plain(loadTable().events.map((one) => before + one))
  const list = Object.values(loadTable().operations).find(
    (one) => one.list && one.path === `/${flag?.name.replace(/_id$/, 's').replaceAll('_', '-')}`,
  )
  return flag?.name.endsWith('_id') && list !== undefined ? rowsOf(list.path, [], around) : []
}

/** Possible values of an argument: ids of the list that the path of the operation leads through. */
export async function valuesOfArgument(
  command: Command,
  path: readonly string[],
  args: readonly string[],
  around: Around,
): Promise<Suggestion[]> {
  if (path[0] === 'completion') return plain(Object.keys(scripts))
  const operation = operationAt(path)
  const name = operation === undefined ? undefined : idsOf(operation)[args.length]
  if (operation === undefined || name === undefined || command.registeredArguments.length <= args.length) return []
  const [before = ''] = operation.path.split(`/{${name}}`)
  const isList = Object.values(loadTable().operations).some(
    (one) => one.list && one.method === 'GET' && one.path === before,
  )
  return isList ? rowsOf(before, args, around, name) : []
}

const operationAt = (path: readonly string[]): Operation | undefined => loadTable().operations[path.join('.')]

/** The ids of a list's first page, within a second; none where Plinth does not answer in time. */
async function rowsOf(
  list: string,
  ids: readonly string[],
  { context: { io }, given }: Around,
  name = 'id',
): Promise<Suggestion[]> {
  const say = new Say(io, { isQuiet: true })
  const own = await credentials(io, say, { profile: given['profile'], variables: ['PLINTH_API_KEY'] })
  const operation = { path: list } as Operation
  const client = newClient(own, { io, say, ...actsIn(own, given, idsOf(operation)) })
  const path = pathOf(operation, ids)
  const limits = { timeout: askMs, totalTimeout: askMs, maxRetries: 0 }
  const { data } = await client.request<{ data: Readonly<Record<string, unknown>>[] }>('GET', path, {
    query: { per_page: 100 },
    ...limits,
  })
  return data.flatMap((row) => {
    const value = row[name] ?? row['id']
    const description = row['name'] ?? row['email'] ?? row['url'] ?? row['type'] ?? row['status'] ?? ''
    return typeof value === 'string' ? [{ value, description: String(description) }] : []
  })
}
