import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually, make } from '@plinth/testkit'
import { resealSecrets } from '../src/housekeeping/reseal.ts'
import { emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

const secretValue = 'Bearer another-systems-secret'
const hidden = '********'

let harness: Harness
before(async () => {
  harness = await startHarness()
})
after(() => harness.stop())

async function received(headers: Record<string, string>) {
  const receiver = await harness.receiver()
  const context = make.context()
  const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url: receiver.url, headers }), { context })
  assert.ok(endpoint !== undefined)
  const { id } = endpoint
  /** The header of the next delivery. */
  const sent = async (name: string) => {
    const count = receiver.requests.length
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => assert.ok(receiver.requests.length > count))
    return receiver.requests.at(-1)?.headers[name]
  }
  const change = (headers: Record<string, string>) =>
    harness.endpoints.updateEndpoint({ id, headers: { values: headers }, cleared: [] }, { context })
  return { id, context, endpoint, receiver, sent, change }
}

/** Everything that the endpoint's row holds, bytes as text. */
async function stored(id: string): Promise<string> {
  const [row] = await harness.database.query<Record<string, unknown>>({
    text: 'SELECT * FROM endpoint WHERE id = $1',
    values: [id],
  })
  assert.ok(row !== undefined)
  const texts = Object.values(row).map((value) =>
    Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value),
  )
  return texts.join('\n')
}

describe('custom headers of an endpoint', () => {
  it('are sealed at rest, shown without their values, and sent whole, by a test as well', async () => {
    const { id, context, endpoint, receiver, sent } = await received({ Authorization: secretValue, 'X-Empty': '' })
    assert.deepEqual(endpoint.headers, { Authorization: hidden, 'X-Empty': hidden })
    const { endpoint: read } = await harness.endpoints.getEndpoint({ id }, { context })
    assert.deepEqual(read?.headers, endpoint.headers)
    assert.doesNotMatch(await stored(id), /another-systems-secret/)
    assert.equal(await sent('authorization'), secretValue)
    await harness.endpoints.testEndpoint({ id }, { context })
    const last = receiver.requests.at(-1)
    assert.deepEqual([last?.headers['authorization'], last?.headers['x-empty']], [secretValue, ''])
  })

  it('keep the stored value where a client writes the hidden one back, whatever the case of the name', async () => {
    const { change, sent } = await received({ Authorization: secretValue })
    const { endpoint } = await change({ authorization: hidden, 'X-New': 'new' })
    assert.deepEqual(endpoint?.headers, { authorization: hidden, 'X-New': hidden })
    assert.equal(await sent('authorization'), secretValue)
    assert.equal(await sent('x-new'), 'new')
    await change({})
    assert.equal(await sent('authorization'), undefined)
  })

  it('VALIDATION_ERROR for a URL of another origin that would get the stored values', async () => {
    const { id, context, receiver, sent } = await received({ Authorization: secretValue })
    const other = await harness.receiver()
    const move = (url: string, headers?: Record<string, string>) =>
      harness.endpoints.updateEndpoint(
        { id, url, cleared: [], ...(headers === undefined ? {} : { headers: { values: headers } }) },
        { context },
      )
    for (const headers of [undefined, { Authorization: hidden }, { Authorization: 'new', authorization2: hidden }]) {
      await assert.rejects(move(other.url, headers), { code: 'VALIDATION_ERROR' })
    }
    await move(`${receiver.url}/elsewhere`)
    assert.equal(await sent('authorization'), secretValue)
    await move(other.url, { Authorization: 'for the other' })
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => assert.equal(other.requests.at(-1)?.headers['authorization'], 'for the other'))
    await move(receiver.url, {})
    assert.equal(await sent('authorization'), undefined)
  })

  it('VALIDATION_ERROR for a hidden value that stands for none', async () => {
    const headers = { 'X-Other': hidden }
    const refusal = { code: 'VALIDATION_ERROR' }
    const { change } = await received({ Authorization: secretValue })
    await assert.rejects(change(headers), refusal)
    await assert.rejects(
      harness.endpoints.createEndpoint(newEndpoint({ headers }), { context: make.context() }),
      refusal,
    )
  })

  it('in clear as the release before wrote them are hidden, sent, and sealed when asked for', async () => {
    const { id, context, sent } = await received({ Authorization: 'what was sealed before' })
    await harness.database.query({
      text: `UPDATE endpoint SET headers = $2 WHERE id = $1`,
      values: [id, { Authorization: secretValue }],
    })
    const { endpoint } = await harness.endpoints.getEndpoint({ id }, { context })
    assert.deepEqual(endpoint?.headers, { Authorization: hidden })
    assert.equal(await sent('authorization'), secretValue)
    const seal = (withClearHeaders: boolean) =>
      resealSecrets(harness.database, harness.part.infra.secrets, { withClearHeaders })
    assert.equal(await seal(false), 0)
    assert.equal(await seal(true), 1)
    assert.equal(await seal(true), 0)
    assert.doesNotMatch(await stored(id), /another-systems-secret/)
    assert.equal(await sent('authorization'), secretValue)
  })
})

describe('an endpoint that the release before made', () => {
  it('gets the host of its URL', async () => {
    const { database, endpoints, part } = harness
    const request = newEndpoint({ url: 'https://203.0.114.7:8443/in' })
    const { endpoint } = await endpoints.createEndpoint(request, { context: make.context() })
    await database.query({ text: `UPDATE endpoint SET host = '' WHERE id = $1`, values: [endpoint?.id] })
    assert.equal(await resealSecrets(database, part.infra.secrets, { withClearHeaders: false }), 1)
    const rows = await database.query({ text: 'SELECT host FROM endpoint WHERE id = $1', values: [endpoint?.id] })
    assert.deepEqual(rows, [{ host: '203.0.114.7' }])
  })
})
