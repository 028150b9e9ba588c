import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { acceptedUrls, corpusResolve, eventually, make, refusedUrls } from '@plinth/testkit'
import { deliveriesOf, emitWorkspaceUpdated, type Harness, newEndpoint, startHarness } from './harness.ts'

const address = /\d+\.\d+\.\d+\.\d+|::|\b[0-9a-f]{1,4}(:[0-9a-f]{1,4}){3,}/i
// Of one workspace.
const testsAtOnce = 2
const given = refusedUrls.filter((url) => url !== '')
// PostgreSQL holds no NUL: what has one can never have been stored.
const storable = refusedUrls.filter((url) => !url.includes('\0'))

async function inParallel<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items]
  const lane = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}

function isUrlRefusal(thrown: unknown): boolean {
  assert.ok(thrown instanceof PlinthError)
  assert.equal(thrown.code, 'INVALID_WEBHOOK_URL')
  assert.doesNotMatch(JSON.stringify([thrown.message, thrown.details]), address)
  return true
}

describe('the guard, at every way in', () => {
  let harness: Harness
  const context = make.context()
  before(async () => {
    harness = await startHarness(
      { WEBHOOKS_ALLOW_HTTP: 'false', WEBHOOKS_ALLOWED_CIDRS: '' },
      { resolve: corpusResolve },
    )
  })
  after(() => harness?.stop())

  const create = async (url: string, in_ = context): Promise<string> => {
    const { endpoint } = await harness.endpoints.createEndpoint(newEndpoint({ url, retryScheduleSeconds: [0] }), {
      context: in_,
    })
    return endpoint?.id ?? ''
  }
  /** As if it had been stored before a rule, or the name behind it, changed. */
  const storeUrl = (id: string, url: string) =>
    harness.database.query({ text: 'UPDATE endpoint SET url = $2 WHERE id = $1', values: [id, url] })

  it(`has ${refusedUrls.length + acceptedUrls.length} cases`, () => assert.ok(refusedUrls.length >= 270))

  it('create: refuses each with a sentence that holds no address', () =>
    inParallel(given, 16, (url) => assert.rejects(create(url), isUrlRefusal, url)))

  it('create: says that a URL is missing', () => assert.rejects(create(''), { code: 'VALIDATION_ERROR' }))

  it('create: takes what is allowed', () =>
    inParallel(acceptedUrls, 16, async (url) => void (await create(url, make.context()))))

  it('update: refuses each, and the endpoint stays as it was', async () => {
    const id = await create('https://hooks.example.com/in')
    const update = (url: string) => harness.endpoints.updateEndpoint({ id, url, cleared: [] }, { context })
    await inParallel(refusedUrls, 16, (url) => assert.rejects(update(url), isUrlRefusal, url))
    const { endpoint } = await harness.endpoints.getEndpoint({ id }, { context })
    assert.equal(endpoint?.url, 'https://hooks.example.com/in')
    await harness.endpoints.deleteEndpoint({ id }, { context })
  })

  it('test: sends nothing to any that is stored already', async () => {
    const ids = await Promise.all(
      Array.from({ length: testsAtOnce }, () => create('https://hooks.example.com/in', context)),
    )
    const free = [...ids]
    await inParallel(storable, ids.length, async (url) => {
      const id = free.pop() ?? ''
      await storeUrl(id, url)
      const result = await harness.endpoints.testEndpoint({ id }, { context })
      assert.deepEqual([result.success, result.statusCode], [false, 0], url)
      assert.doesNotMatch(result.error, address, url)
      free.push(id)
    })
    for (const id of ids) await harness.endpoints.deleteEndpoint({ id }, { context })
  })

  it('sending: each delivery fails at once as blocked, or for want of an address, after one attempt', async () => {
    const own = make.context()
    const urls = new Map<string, string>()
    await inParallel(storable, 8, async (url) => {
      const id = await create('https://hooks.example.com/in', own)
      await storeUrl(id, url)
      urls.set(id, url)
    })
    await emitWorkspaceUpdated(harness.database, own)
    const ended = await eventually(
      async () => {
        const rows = await harness.database.query<{
          endpoint_id: string
          status: string
          outcome: string
          error: string
        }>({
          text: `SELECT d.endpoint_id, d.status, a.outcome, a.error FROM delivery d JOIN attempt a ON a.delivery_id = d.id
            WHERE d.workspace_id = $1 AND d.status = 'failed'`,
          values: [own.workspaceId],
        })
        assert.equal(rows.length, storable.length)
        return rows
      },
      { timeoutMs: 60_000 },
    )
    const counts = new Map<string, number>()
    for (const { endpoint_id, outcome, error } of ended) {
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
      assert.doesNotMatch(error, address, urls.get(endpoint_id))
    }
    const { blocked = 0, dns = 0, ...others } = Object.fromEntries(counts)
    assert.deepEqual(others, {})
    // Names that no network outside knows are refused by having no address at all.
    assert.ok(blocked > 0.9 * storable.length, `${blocked} blocked, ${dns} without an address`)
  })
})

describe('a name that changes its mind', () => {
  const answers = { 'turning.example.com': ['8.8.8.8'] as string[], asked: 0 }
  let harness: Harness
  before(async () => {
    const resolve = async () => {
      answers.asked++
      return answers['turning.example.com']
    }
    harness = await startHarness({ WEBHOOKS_ALLOWED_CIDRS: '' }, { resolve })
  })
  after(() => harness?.stop())

  it('between create and sending: blocked, and the receiver behind it hears nothing', async () => {
    const receiver = await harness.receiver()
    const context = make.context()
    const { port } = new URL(receiver.url)
    const request = newEndpoint({ url: `http://turning.example.com:${port}/in`, retryScheduleSeconds: [0] })
    const { endpoint } = await harness.endpoints.createEndpoint(request, { context })
    const id = endpoint?.id ?? ''
    answers['turning.example.com'] = ['127.0.0.1']
    await emitWorkspaceUpdated(harness.database, context)
    await eventually(async () => {
      const [delivery] = await deliveriesOf(harness, context, id)
      assert.equal(delivery?.status, 'failed')
    })
    const tested = await harness.endpoints.testEndpoint({ id }, { context })
    assert.deepEqual([tested.success, tested.error], [false, 'The address of the endpoint is not allowed.'])
    assert.equal(receiver.requests.length, 0)
  })
})
