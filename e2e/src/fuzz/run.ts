import { operations } from '@plinth/gateway/operations'
import { api } from '../api.ts'
import { type Random, seeded } from '../random.ts'
import { list, type Tenant } from '../tenant.ts'
import type { Operation } from '../valid-calls.ts'
import { judge } from './judge.ts'
import { LiveRows } from './live-rows.ts'
import { mutate } from './mutations.ts'
import { isStream, type RawAnswer, type RawRequest, sendRaw } from './raw-request.ts'
import { type Draft, draft, finish, type Scene } from './valid-request.ts'

export interface FuzzCounts {
  sent: number
  byStatus: Record<string, number>
  /** Calls that succeeded, by operation. */
  succeeded: Record<string, number>
}

export interface FuzzOptions {
  plinth: { url: string; operatorKey: string }
  tenant: Tenant
  receiverUrl: string
  random: Random
  requests: number
  concurrency?: number
  /** Called now and then with how many were sent. */
  progress?: (sent: number) => void
}

/** Sends valid and spoiled calls of every operation, recreating what it deletes. Rejects at the first broken promise. */
export async function fuzz(options: FuzzOptions): Promise<FuzzCounts> {
  const { plinth, tenant, receiverUrl, random, requests, concurrency = 8 } = options
  const ownKeys = list(await tenant.api.get('/api-keys')).map(({ id }) => id)
  const operatorKeys = list(await api(plinth.url, plinth.operatorKey).get('/operator-keys')).map(({ id }) => id)
  const rows = new LiveRows(operations, [tenant.workspace.id, ...ownKeys, ...operatorKeys])
  const scene: Scene = { key: tenant.key, workspaceId: tenant.workspace.id, userId: tenant.user.id, receiverUrl }
  // Learned from 403s: what only operators may do.
  const operators = new Set<string>()
  const counts: FuzzCounts = { sent: 0, byStatus: {}, succeeded: {} }

  const next = (by: Random, operation = by.pick(operations), depth = 0): Draft => {
    const found = rows.paramsFor(operation, by)
    if ('params' in found) return draft(operation, found.params, sceneFor(operation, by), by)
    if (found.wanting.length === 0 || depth > 3) return draft(operation, {}, scene, by)
    return next(by, by.pick(found.wanting), depth + 1)
  }
  const sceneFor = ({ id }: Operation, by: Random): Scene =>
    operators.has(id) && by.chance(0.9) ? { ...scene, key: plinth.operatorKey } : scene

  const one = async (by: Random) => {
    const isValid = by.chance(0.5)
    const sent = next(by)
    if (
      sent.headers.some(([, value]) => value.includes(plinth.operatorKey)) &&
      sent.operation.context === 'workspace'
    ) {
      sent.headers.push(['X-Workspace-ID', tenant.workspace.id])
    }
    const request = finish(isValid ? sent : mutate(sent, by))
    // Calls without a valid key would use up what an address has, and new keys from there are refused then.
    request.headers.push(['X-Forwarded-For', `10.${by.int(0, 255)}.${by.int(0, 255)}.${by.int(0, 255)}`])
    const answer = await sendRaw(plinth.url, request)
    counts.sent++
    const status = answer === undefined ? 'closed' : String(answer.status)
    counts.byStatus[status] = (counts.byStatus[status] ?? 0) + 1
    if (answer === undefined) {
      if (request.sending !== 'truncated') throw new Error(`closed without an answer: ${shown(request)}`)
      return
    }
    judge(request, answer)
    if (!isValid) return
    const { operation } = sent
    if (answer.status === 403 && answer.text.includes('INSUFFICIENT_PERMISSIONS')) operators.add(operation.id)
    if (answer.status < 300) counts.succeeded[operation.id] = (counts.succeeded[operation.id] ?? 0) + 1
    rows.learn(operation, sent.params, answer.status, jsonIn(answer))
  }

  const worker = async (at: number) => {
    const by = seeded(random.seed + at)
    while (counts.sent < requests) {
      await one(by)
      if (counts.sent % 500 === 0) {
        options.progress?.(counts.sent)
        await revokeSpareKeys()
      }
    }
  }
  // At most so many are active, however many the fuzz makes.
  const revokeSpareKeys = async () => {
    const caller = api(plinth.url, tenant.key)
    const spare = list(await caller.get('/api-keys?per_page=100')).filter(({ id }) => !ownKeys.includes(id))
    for (const { id } of spare.slice(20)) await caller.delete(`/api-keys/${id}`)
  }
  await Promise.all(Array.from({ length: concurrency }, (_, at) => worker(at)))
  return counts
}

/** The JSON of an answer: none when it is empty or a stream; for lines, the JSON of each. */
const jsonIn = (answer: RawAnswer): unknown => {
  const { headers, text } = answer
  const isLines = headers['content-type']?.startsWith('application/x-ndjson') === true
  return text === '' || isLines || isStream(answer) ? undefined : JSON.parse(text)
}

const shown = ({ method, target, headers, sending }: RawRequest) =>
  JSON.stringify({ method, target, headers: headers.slice(0, 20), sending })
