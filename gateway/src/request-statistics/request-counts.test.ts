import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { RequestCounts, type RequestSample } from './request-counts.ts'

const sample = (fields: Partial<RequestSample> = {}): RequestSample => ({
  workspaceId: 'wks_1',
  keyId: 'key_1',
  endpoint: 'GET /user',
  at: new Date('2026-11-25T14:30:00Z'),
  isSuccess: true,
  isLimited: false,
  isDenied: false,
  ms: 5,
  requestBytes: 10,
  responseBytes: 100,
  ...fields,
})

describe('request counts', () => {
  it('are one row per workspace, key, endpoint and hour, however many requests', () => {
    const counts = new RequestCounts()
    for (const ms of [5, 2, 9]) counts.add(sample({ ms, isDenied: ms > 2 }))
    counts.add(sample({ isSuccess: false, isLimited: true, at: new Date('2026-11-25T14:59:59.999Z') }))
    counts.add(sample({ at: new Date('2026-11-25T15:00:00Z') }))
    const [first, second] = counts.take(10)
    assert.deepEqual(first, {
      workspaceId: 'wks_1',
      keyId: 'key_1',
      endpoint: 'GET /user',
      hour: new Date('2026-11-25T14:00:00Z'),
      totals: {
        requests: 4,
        success: 3,
        errors: 1,
        timeMsSum: 21,
        timeMsMin: 2,
        timeMsMax: 9,
        requestBytes: 40,
        responseBytes: 400,
      },
      limited: 1,
      denied: 2,
    })
    assert.deepEqual(second?.hour, new Date('2026-11-25T15:00:00Z'))
    assert.equal(counts.size, 0)
  })

  it('are taken a slice at a time', () => {
    const counts = new RequestCounts()
    for (let key = 0; key < 5; key++) counts.add(sample({ keyId: `key_${key}` }))
    assert.deepEqual([counts.take(2).length, counts.take(2).length, counts.take(2).length], [2, 2, 1])
  })

  it('do not grow: past the bound keys and endpoints go together, past twice the bound requests are lost and counted', () => {
    const counts = new RequestCounts(10)
    for (let key = 0; key < 1_000; key++) counts.add(sample({ keyId: `key_${key}` }))
    assert.equal(counts.size, 11)
    for (let at = 0; at < 1_000; at++) counts.add(sample({ workspaceId: `wks_other_${at}` }))
    assert.equal(counts.size, 20)
    const rows = counts.take(100)
    const counted = rows.reduce((sum, { totals }) => sum + (totals?.requests ?? 0), 0)
    assert.equal(counted + counts.lost, 2_000)
    const together = rows.find(({ workspaceId, keyId }) => workspaceId === 'wks_1' && keyId === 'other')
    assert.deepEqual([together?.endpoint, together?.totals?.requests], ['other', 990])
  })
})
