import { setImmediate as letOthersRun } from 'node:timers/promises'
import { errorCodes, type PlinthError } from '@plinth/kit/errors'
import { errorFacts } from '../error-body.ts'
import { fail } from '../errors.ts'
import type { BatchCall, BatchRunner, PreparedInput } from '../operation/operation.ts'
import type { JsonObject } from '../operation/view.ts'
import type { BatchItem, BatchRecords } from './batch-body.ts'

const batchTimeoutMs = 60_000
/** Time for which operations without waits may block other requests. */
const busyMsMax = 10
// A larger response is rebuilt from the stored responses of its operations.
const keptBytesMax = 1_048_576

interface ItemResult {
  index: number
  status: number
  /** Null if the response has no body. */
  data?: unknown
  error?: object
}

/** Runs the operations of a batch one after the other, each through its record, and stores the response of the batch. */
export async function performBatch(
  items: readonly BatchItem[],
  records: BatchRecords,
  input: PreparedInput,
): Promise<JsonObject> {
  const runner = input.batch()
  const known = await findAnswer(input)
  if (known !== undefined) {
    revokeAgain(items, records, known, runner)
    return known
  }
  const results = await runAll(items, records, runner)
  const whole = { ...batchAnswer(results) }
  return results.some(endsBatch) ? whole : keepAnswer(input, whole)
}

async function runAll(items: readonly BatchItem[], records: BatchRecords, runner: BatchRunner): Promise<ItemResult[]> {
  const results: ItemResult[] = []
  let isOver = false
  let busySinceMs = performance.now()
  for (const [index, item] of items.entries()) {
    const nowMs = performance.now()
    if (nowMs - busySinceMs > busyMsMax) {
      await letOthersRun()
      busySinceMs = performance.now()
    }
    isOver ||= nowMs - runner.startedMs > batchTimeoutMs
    const result = isOver ? refused(index, fail.notBegun()) : await run(item, index, records, runner)
    isOver ||= endsBatch(result)
    results.push(result)
  }
  return results
}

async function run(item: BatchItem, index: number, records: BatchRecords, runner: BatchRunner): Promise<ItemResult> {
  const call = callOf(item, index, records)
  if (call === undefined) return refused(index, fail.actionNotAllowed(item.action))
  const result = await runner.run(call)
  return 'refusal' in result ? refused(index, result.refusal) : { index, status: call.record.status, data: result.data }
}

/** The operations revoked access when they ran, and that answer may never have arrived. */
function revokeAgain(items: readonly BatchItem[], records: BatchRecords, { data }: JsonObject, runner: BatchRunner) {
  // Written by batchAnswer.
  const results = data as readonly ItemResult[]
  for (const [index, item] of items.entries()) {
    const call = callOf(item, index, records)
    if (call !== undefined) runner.revokeReplayed(call, results[index]?.status ?? 500)
  }
}

function callOf({ action, id, data }: BatchItem, index: number, records: BatchRecords): BatchCall | undefined {
  const record = records[action]
  return record === undefined ? undefined : { index, record, id, body: data }
}

/** Binds the Idempotency-Key of the batch to its body. Returns the stored response of an earlier call. */
const findAnswer = (input: PreparedInput): Promise<JsonObject | undefined> => keep(input, Buffer.alloc(0))

/** Stores the response of a finished batch, and returns the one that was stored first. */
async function keepAnswer(input: PreparedInput, body: JsonObject): Promise<JsonObject> {
  const bytes = Buffer.from(JSON.stringify(body))
  if (bytes.length > keptBytesMax) return body
  return (await keep(input, bytes)) ?? body
}

async function keep({ services, call }: PreparedInput, bytes: Buffer): Promise<JsonObject | undefined> {
  if (call.context?.idempotency === undefined) return undefined
  const { answer } = await services.answers.keepAnswer({ answer: bytes }, call)
  return answer.length === 0 ? undefined : JSON.parse(answer.toString('utf8'))
}

/** Returns the result of a refused operation, without the request ID, so that repeats give the same bytes. */
const refused = (index: number, err: PlinthError): ItemResult => ({
  index,
  status: errorCodes[err.code].http,
  error: {
    ...errorFacts(err),
    ...(err.retryAfterSeconds === undefined ? {} : { retry_after: err.retryAfterSeconds }),
  },
})

/** After an operation with an unknown result the rest is not started; the caller must retry the batch. */
const endsBatch = ({ status }: ItemResult): boolean => status >= 500

function batchAnswer(results: readonly ItemResult[]): { data: readonly ItemResult[]; meta: object } {
  const failed = results.filter(({ error }) => error !== undefined).length
  return { data: results, meta: { succeeded: results.length - failed, failed } }
}
