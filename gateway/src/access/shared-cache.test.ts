import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sharedCache } from './shared-cache.ts'

const newCache = (ttlMs = 10_000) => sharedCache<{ value: number }>({ entriesMax: 2, ttlMs })

describe('a shared cache', () => {
  it('loads once for callers that miss at the same time, and remembers', async () => {
    const cache = newCache()
    let loads = 0
    const load = async () => ({ value: ++loads })
    const both = await Promise.all([cache.get('a', load), cache.get('a', load)])
    assert.deepEqual([...both, await cache.get('a', load)], [{ value: 1 }, { value: 1 }, { value: 1 }])
  })

  it('does not remember a failure', async () => {
    const cache = newCache()
    await assert.rejects(
      cache.get('a', () => Promise.reject(new Error('down'))),
      /down/,
    )
    assert.deepEqual(await cache.get('a', async () => ({ value: 1 })), { value: 1 })
  })

  it('hands nothing to a later caller that was known, or being loaded, when it was cleared', async () => {
    const cache = newCache()
    const { promise, resolve } = Promise.withResolvers<{ value: number }>()
    const early = cache.get('a', () => promise)
    cache.clear()
    const late = cache.get('a', async () => ({ value: 2 }))
    resolve({ value: 1 })
    assert.deepEqual([await early, await late], [{ value: 1 }, { value: 2 }])
    assert.deepEqual(await cache.get('a', async () => ({ value: 3 })), { value: 2 })
  })

  it('remembers nothing when told so, and no more than fits', async () => {
    const forgetful = newCache(0)
    await forgetful.get('a', async () => ({ value: 1 }))
    assert.deepEqual(await forgetful.get('a', async () => ({ value: 2 })), { value: 2 })
    const small = newCache()
    for (const key of ['a', 'b', 'c']) await small.get(key, async () => ({ value: 1 }))
    assert.deepEqual(await small.get('a', async () => ({ value: 2 })), { value: 2 })
  })
})
