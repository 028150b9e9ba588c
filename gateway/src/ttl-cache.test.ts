import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { TtlCache } from './ttl-cache.ts'

interface Known {
  value: number
  lifeMs?: number
  names?: string[]
}

function scene(ttlMs = 10_000) {
  const now = { ms: 0, isTrusted: true, isOver: false }
  const cache = new TtlCache<Known>({
    entriesMax: 2,
    ttlMs,
    monotonicMs: () => now.ms,
    isTrusted: () => now.isTrusted,
    lifeMs: ({ lifeMs = Number.POSITIVE_INFINITY }) => lifeMs,
    isOver: () => now.isOver,
    namesOf: ({ names = [] }) => names,
  })
  let loads = 0
  const get = async (key = 'a') => (await cache.load(key, async () => ({ value: ++loads }))).value
  return { now, cache, get }
}

describe('a TTL cache', () => {
  it('loads once for callers that miss at the same time, and remembers', async () => {
    const { get } = scene()
    assert.deepEqual([...(await Promise.all([get(), get()])), await get()], [1, 1, 1])
  })

  it('forgets what it knew before its machine was suspended, in which monotonic time stands still', async (t) => {
    let wallMs = Date.now()
    t.mock.method(Date, 'now', () => wallMs)
    t.mock.method(performance, 'now', () => 5_000)
    const clock = new SystemClock()
    const cache = new TtlCache<Known>({ entriesMax: 2, ttlMs: 3_000, monotonicMs: () => clock.monotonicMs() })
    await cache.load('a', async () => ({ value: 1 }))
    assert.deepEqual(await cache.load('a', async () => ({ value: 2 })), { value: 1 })
    wallMs += 600_000
    assert.deepEqual(await cache.load('a', async () => ({ value: 3 })), { value: 3 })
  })

  it('does not remember a failure', async () => {
    const { cache, get } = scene()
    await assert.rejects(
      cache.load('a', () => Promise.reject(new Error('down'))),
      /down/,
    )
    assert.equal(await get(), 1)
  })

  it('hands nothing to a later caller that was known, or being loaded, when it was cleared', async () => {
    const { cache } = scene()
    const { promise, resolve } = Promise.withResolvers<Known>()
    const early = cache.load('a', () => promise)
    cache.clear()
    const late = cache.load('a', async () => ({ value: 2 }))
    resolve({ value: 1 })
    assert.deepEqual([await early, await late], [{ value: 1 }, { value: 2 }])
    assert.deepEqual(await cache.load('a', async () => ({ value: 3 })), { value: 2 })
  })

  it('answers no dropped value, and keeps the rest', async () => {
    const { cache, get } = scene()
    assert.deepEqual([await get('a'), await get('b')], [1, 2])
    cache.delete('a')
    assert.deepEqual([await get('a'), await get('b')], [3, 2])
  })

  it('hands nothing to a later caller that was known, or being loaded, when a name of it was revoked, and keeps the rest', async () => {
    const { now, cache } = scene()
    let loads = 0
    const load = (names: string[]) => async () => ({ value: ++loads, names })
    const get = (key: string) => cache.load(key, load([key, 'both'])).then(({ value }) => value)
    assert.deepEqual([await get('a'), await get('b')], [1, 2])
    now.ms = 1
    cache.revoke(['a', 'elsewhere'])
    now.ms = 2
    assert.deepEqual([await get('a'), await get('b'), await get('a')], [3, 2, 3])
    const { promise, resolve } = Promise.withResolvers<Known>()
    const early = cache.load('c', () => promise)
    now.ms = 3
    cache.revoke(['both'])
    now.ms = 4
    const late = get('c')
    resolve({ value: -1, names: ['c', 'both'] })
    assert.deepEqual([(await early).value, await late, await get('c')], [-1, 4, 5])
    assert.deepEqual([await get('a'), await get('c')], [6, 5])
  })

  it('uses no value and joins no load past the time to live, counted from the begin of the loading', async () => {
    const { now, cache, get } = scene(100)
    const { promise, resolve } = Promise.withResolvers<Known>()
    const slow = cache.load('a', () => promise)
    now.ms = 100
    assert.equal(await get(), 1)
    resolve({ value: -1 })
    assert.equal((await slow).value, -1)
    assert.equal(await get(), 2)
    assert.equal(await get(), 2)
    now.ms = 200
    assert.equal(await get(), 3)
  })

  it('loads for every caller and stores no value while it is not trusted', async () => {
    const { now, get } = scene()
    assert.equal(await get(), 1)
    now.isTrusted = false
    assert.deepEqual(await Promise.all([get(), get()]), [2, 3])
  })

  it('uses a value no longer than its own life, and not once it is over', async () => {
    const { now, cache, get } = scene()
    const short = async () => ({ value: -1, lifeMs: 50 })
    await cache.load('a', short)
    now.ms = 49
    assert.equal(await get(), -1)
    now.ms = 50
    assert.equal(await get(), 1)
    now.isOver = true
    assert.equal(await get(), 2)
  })

  it('asks again for who joined a load that brought what was over when they asked', async () => {
    const { now, cache, get } = scene()
    const { promise, resolve } = Promise.withResolvers<Known>()
    const first = cache.load('a', () => promise)
    now.ms = 50
    const joined = get()
    resolve({ value: -1, lifeMs: 50 })
    assert.deepEqual([(await first).value, await joined], [-1, 1])
  })

  it('remembers nothing when told so, and no more than fits', async () => {
    const forgetful = scene(0)
    assert.deepEqual([await forgetful.get(), await forgetful.get()], [1, 2])
    const small = scene()
    for (const key of ['a', 'b', 'c', 'a']) await small.get(key)
    assert.equal(await small.get('a'), 4)
  })

  it('hands out what was set while it is young, renewed by setting it again', () => {
    const { now, cache } = scene(100)
    const known = { value: 1 }
    cache.set('a', known, 0)
    now.ms = 99
    assert.equal(cache.get('a'), known)
    cache.set('a', known, 60)
    now.ms = 159
    assert.equal(cache.get('a'), known)
    now.ms = 160
    assert.equal(cache.get('a'), undefined)
  })

  it('keeps nothing whose loading began before it was cleared', () => {
    const { now, cache } = scene()
    now.ms = 5
    cache.clear()
    cache.set('a', { value: 1 }, 5)
    assert.equal(cache.get('a'), undefined)
    cache.set('a', { value: 2 }, 6)
    assert.deepEqual(cache.get('a'), { value: 2 })
  })

  it('takes no memory for entries that it does not hold', () => {
    const bytes = () => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
    const before = bytes()
    const large = new TtlCache<string>({ entriesMax: 10_000_000, ttlMs: 1_000, monotonicMs: () => 0 })
    large.set('a', 'held', 1)
    assert.ok(bytes() - before < 10_000_000)
    assert.equal(large.get('a'), 'held')
  })
})
