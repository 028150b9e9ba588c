import { setImmediate as nextTurn } from 'node:timers/promises'
import { errorCodes, toPlinthError } from '@plinth/kit/errors'
import { revocationOf, revocationOfReplay } from '../narrowing/revocation.ts'
import { fail } from '../errors.ts'
import { logRefusal } from '../http/answer/answer-error.ts'
import { type Exchange, settled } from '../http/context/exchange.ts'
import type { Gateway } from '../http/context/gateway.ts'
import { logOperator } from '../http/answer/log-request.ts'
import { perform } from '../http/pipeline/perform.ts'
import { authenticate } from '../http/pipeline/authenticate.ts'
import { checkSchema } from '../http/steps/check-schema.ts'
import { checkScope } from '../http/pipeline/authorize.ts'
import { refuse } from '../http/steps/refuse.ts'
import { resolveContext } from '../http/pipeline/resolve-context.ts'
import type { Operation } from '../operation/operation.ts'
import type { JsonObject } from '../operation/view.ts'
import { type BatchItem, parseBatch } from './batch-body.ts'
import { batchAnswer, endsBatch, type ItemResult, isOfTheKey, notBegun, refused } from './item-result.ts'
import { findAnswer, keepAnswer } from './kept-answer.ts'

const batchTimeoutMs = 60_000
/** How long operations that wait for nothing may hold up everybody else. */
const turnMsMax = 10
/** What an operation passes again: a key may be revoked while its batch is running. */
const steps = [authenticate, refuse, checkScope, checkSchema, resolveContext]

/** Runs a batch's operations one after the other, each through its own record, and keeps the answer of them all. */
export async function performBatch(exchange: Exchange, gateway: Gateway): Promise<void> {
  const items = parseBatch(exchange.json)
  const known = await findAnswer(exchange, gateway)
  if (known !== undefined) {
    revokeAgain(items, known, exchange)
    exchange.answer = () => ({ body: known })
    return
  }
  const results = await runAll(items, exchange, gateway)
  const whole = { ...batchAnswer(results) }
  const body = results.some(endsBatch) ? whole : await keepAnswer(exchange, gateway, whole)
  exchange.answer = () => ({ body })
}

async function runAll(items: readonly BatchItem[], exchange: Exchange, gateway: Gateway): Promise<ItemResult[]> {
  const results: ItemResult[] = []
  let isOver = false
  let turnMs = performance.now()
  for (const [index, item] of items.entries()) {
    const nowMs = performance.now()
    if (nowMs - turnMs > turnMsMax) {
      await nextTurn()
      turnMs = performance.now()
    }
    isOver ||= nowMs - exchange.startedMs > batchTimeoutMs
    const result = isOver ? notBegun(index) : await run(item, index, exchange, gateway)
    isOver ||= endsBatch(result)
    results.push(result)
  }
  return results
}

async function run(item: BatchItem, index: number, batch: Exchange, gateway: Gateway): Promise<ItemResult> {
  const record = recordOf(batch, item)
  if (record === undefined) return refused(index, fail.actionNotAllowed(item.action))
  const exchange = exchangeOf(item, index, record, batch)
  try {
    for (const step of steps) await step(exchange, gateway)
    await performOne(exchange, gateway)
    const { body } = settled(exchange.answer)(settled(exchange.shape))
    logOperator(exchange, gateway, record.status)
    return { index, status: record.status, data: body?.['data'] ?? null }
  } catch (thrown) {
    const err = toPlinthError(thrown)
    logOperator(exchange, gateway, errorCodes[err.code].http)
    if (isOfTheKey(err.code)) throw err
    logRefusal(exchange, gateway, err)
    return refused(index, err)
  }
}

async function performOne(exchange: Exchange, gateway: Gateway): Promise<void> {
  try {
    await perform(exchange, gateway)
    exchange.revocations.push(revocationOf(exchange, undefined))
  } catch (thrown) {
    exchange.revocations.push(revocationOf(exchange, thrown))
    throw thrown
  }
}

/** What came of the operations when they ran may have been answered to nobody. */
function revokeAgain(items: readonly BatchItem[], { data }: JsonObject, batch: Exchange): void {
  // Made by batchAnswer.
  const results = data as readonly ItemResult[]
  for (const [index, item] of items.entries()) {
    const record = recordOf(batch, item)
    const { status = 500 } = results[index] ?? {}
    if (record !== undefined) batch.revocations.push(revocationOfReplay(exchangeOf(item, index, record, batch), status))
  }
}

const recordOf = ({ operation }: Exchange, { action }: BatchItem) => settled(operation).batch?.[action]

/** The operation as if it had come alone, in the batch's place. */
function exchangeOf(item: BatchItem, index: number, record: Operation, batch: Exchange): Exchange {
  const name = /\{(\w+)\}/.exec(record.path)?.[1]
  return {
    ...batch,
    shape: undefined,
    prepared: undefined,
    reply: undefined,
    operation: record,
    params: name === undefined ? {} : { [name]: item.id },
    json: item.data,
    batchIndex: index,
  }
}
