import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type CallContext, type Principal, Role } from '@plinth/proto/common/v1/context.ts'
import { eventually, make } from '@plinth/testkit'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

let harness: Harness
before(async () => {
  harness = await startHarness({ WEBHOOKS_RETRY_SCHEDULE_SECONDS: '0,3600,7200' })
})
after(() => harness?.stop())

const bodyKept = 16_384

/** An endpoint with a custom header, and its one delivery once it has this status. */
async function delivered(answer: { status: number; body?: string }, status: string) {
  const [receiver, context] = [await harness.receiver(), make.context()]
  receiver.answerWith(answer)
  const fields = { url: `${receiver.url}/in`, headers: { 'x-api-key': 'the secret value' } }
  const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint(fields), { context })
  const endpointId = endpoint?.id ?? ''
  await emitWorkspaceUpdated(harness.database, context)
  const id = await eventually(async () => {
    const [delivery] = await deliveriesOf(harness, context, endpointId)
    assert.equal(delivery?.status, status)
    return delivery?.id ?? ''
  })
  return { receiver, context, endpointId, id, url: fields.url }
}
const read = async (context: CallContext, endpointId: string, id: string) =>
  (await harness.deliveries.getDelivery({ endpointId, id }, { context })).delivery ?? assert.fail('no delivery')

describe('an attempt', () => {
  it('shows its URL and what it sent, but no value of a custom header, which is nowhere in the log', async () => {
    const { receiver, context, endpointId, id, url } = await delivered({ status: 200 }, 'success')
    const [attempt] = (await read(context, endpointId, id)).attemptsLog
    const received = receiver.requests[0]?.headers ?? {}
    assert.equal(attempt?.url, url)
    const { 'x-api-key': custom, ...shown } = attempt?.requestHeaders ?? {}
    assert.deepEqual([custom, received['x-api-key']], ['********', 'the secret value'])
    const names = Object.keys(received).filter((name) => /^(x-)?webhook-|^content-type$|^user-agent$/.test(name))
    assert.deepEqual(shown, Object.fromEntries(names.map((name) => [name, received[name]])))
    assert.ok(names.length >= 11, names.join())
    const rows = await harness.database.query<{ row: string }>({ text: 'SELECT a::text AS row FROM attempt a' })
    assert.ok(rows.length > 0 && rows.every(({ row }) => !row.includes('the secret value')))
  })

  it('shows its signatures to callers who may send it again, and to no other reader', async () => {
    const { context, endpointId, id } = await delivered({ status: 200 }, 'success')
    const signaturesFor = async (reader: Partial<CallContext>) => {
      const { attemptsLog } = await read({ ...context, ...reader }, endpointId, id)
      return ['webhook-signature', 'x-webhook-signature'].map((name) => attemptsLog[0]?.requestHeaders[name])
    }
    const principal = (scopes: string[], fields: Partial<Principal> = {}) => ({
      ...make.principal(),
      scopes,
      ...fields,
    })
    const signed = await signaturesFor({})
    assert.match(signed.join(), /^v1,.*,sha256=/)
    assert.deepEqual(await signaturesFor({ principal: principal(['write:webhooks', 'read:all']) }), signed)
    const hidden = ['********', '********']
    assert.deepEqual(await signaturesFor({ principal: principal(['read:all']) }), hidden)
    assert.deepEqual(await signaturesFor({ role: Role.ROLE_MEMBER }), hidden)
    const operator = { isOperator: true }
    const role = Role.ROLE_UNSPECIFIED
    assert.deepEqual(await signaturesFor({ role, principal: principal(['*'], operator) }), signed)
    assert.deepEqual(await signaturesFor({ role, principal: principal(['read:all'], operator) }), hidden)
  })

  it('says whether the body of the answer is longer than what is shown', async () => {
    for (const [length, isCut] of [
      [bodyKept, false],
      [bodyKept + 1, true],
      [100_000, true],
    ] as const) {
      const { context, endpointId, id } = await delivered({ status: 200, body: 'x'.repeat(length) }, 'success')
      const [attempt] = (await read(context, endpointId, id)).attemptsLog
      assert.deepEqual([attempt?.responseBody.length, attempt?.bodyIsCut], [bodyKept, isCut])
    }
  })

  it('of the release before shows no request, and a body that may have been cut as cut', async () => {
    const { context, endpointId, id } = await delivered({ status: 200, body: 'x'.repeat(bodyKept) }, 'success')
    const text = 'UPDATE attempt SET url = NULL, request_headers = NULL, body_is_cut = NULL WHERE delivery_id = $1'
    await harness.database.query({ text, values: [id] })
    const [attempt] = (await read(context, endpointId, id)).attemptsLog
    assert.deepEqual([attempt?.url, attempt?.requestHeaders, attempt?.bodyIsCut], ['', {}, true])
  })

  it('of a test shows its request as well', async () => {
    const { receiver, context, endpointId, url } = await delivered({ status: 200 }, 'success')
    await harness.endpoints.testEndpoint({ id: endpointId }, { context })
    const ping = (await deliveriesOf(harness, context, endpointId)).find(({ eventType }) => eventType === 'ping')
    const [attempt] = (await read(context, endpointId, ping?.id ?? '')).attemptsLog
    const sent = receiver.requests.at(-1)?.headers['webhook-signature']
    assert.deepEqual([attempt?.url, attempt?.requestHeaders['webhook-signature']], [url, sent])
  })
})

describe('an unfinished delivery', () => {
  it('shows the attempts to come and when it ends, and none of it once it has ended', async () => {
    const { receiver, context, endpointId, id } = await delivered({ status: 500 }, 'retrying')
    const { schedule, endsAt, heldSince, nextAttemptAt } = await read(context, endpointId, id)
    const due = schedule.map(({ number, dueAt }) => [number, (dueAt?.getTime() ?? 0) - (nextAttemptAt?.getTime() ?? 0)])
    assert.deepEqual(
      [due, heldSince],
      [
        [
          [2, 0],
          [3, 7_200_000],
        ],
        undefined,
      ],
    )
    assert.ok((endsAt?.getTime() ?? 0) > (schedule.at(-1)?.dueAt?.getTime() ?? 0))
    receiver.answerWith({ status: 200 })
    await harness.deliveries.retryDelivery({ endpointId, id }, { context })
    await eventually(async () => {
      const ended = await read(context, endpointId, id)
      assert.deepEqual([ended.status, ended.schedule, ended.endsAt], ['success', [], undefined])
    })
  })

  it('of a disabled endpoint shows since when it is held, and no times', async () => {
    const { context, endpointId, id } = await delivered({ status: 500 }, 'retrying')
    await harness.endpoints.updateEndpoint({ id: endpointId, isActive: false, cleared: [] }, { context })
    await eventually(async () => {
      const held = await read(context, endpointId, id)
      assert.deepEqual([held.status, held.schedule, held.heldSince !== undefined], ['held', [], true])
    })
  })
})
