import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LoggedRequest } from '@plinth/proto/tenancy/v1/request_log.ts'
import { type Row, RowBuffer } from './row-buffer.ts'

const bounds = { rows: 100, perSecond: 50 }
const row = (workspaceId: string, requestId = ''): Row => ({
  ...LoggedRequest.decode(new Uint8Array()),
  ...{ workspaceId, requestId, place: 0 },
})
/** Notes a call as the gateway does. */
function note(buffer: RowBuffer, nowMs: number, workspaceId = 'wks_1', requestId = '') {
  const place = buffer.placeFor(workspaceId, nowMs)
  if (place === 'row') buffer.add(row(workspaceId, requestId))
  return place
}
const shown = (rows: Row[]) => rows.map(({ workspaceId, requestId, omitted }) => [workspaceId, requestId, omitted])

describe('the buffer of the request log', () => {
  it('gives the rows of ended seconds, oldest first, and those of the current one later', () => {
    const buffer = new RowBuffer(bounds)
    note(buffer, 1_000, 'wks_1', 'a')
    note(buffer, 1_999, 'wks_2', 'b')
    note(buffer, 2_000, 'wks_1', 'c')
    assert.deepEqual(shown(buffer.take(1, 2_500)), [['wks_1', 'a', 0]])
    assert.deepEqual(shown(buffer.take(9, 2_500)), [['wks_2', 'b', 0]])
    assert.deepEqual(shown(buffer.take(9, 2_999)), [])
    assert.deepEqual(shown(buffer.take(9, 3_000)), [['wks_1', 'c', 0]])
    assert.equal(buffer.size, 0)
  })

  it('gives all when no more calls come', () => {
    const buffer = new RowBuffer(bounds)
    note(buffer, 1_000)
    buffer.close()
    assert.equal(buffer.take(9, 1_000).length, 1)
  })

  it('counts what a workspace calls beyond fifty in a second on the last of its rows, beside other workspaces', () => {
    const buffer = new RowBuffer(bounds)
    for (let call = 0; call < 1_284; call++) note(buffer, 1_000 + (call % 1_000) * 0.999)
    note(buffer, 1_500, 'wks_2')
    assert.equal(buffer.take(100, 1_999).length, 0)
    note(buffer, 2_000)
    const rows = buffer.take(100, 2_000)
    assert.deepEqual([rows.length, rows[49]?.omitted, rows[50]?.workspaceId], [51, 1_234, 'wks_2'])
    assert.deepEqual(new Set(rows.toSpliced(49, 1).map(({ omitted }) => omitted)), new Set([0]))
    assert.deepEqual(shown(buffer.take(100, 3_000)), [['wks_1', '', 0]])
  })

  it('counts on, also when the clock goes back', () => {
    const buffer = new RowBuffer(bounds)
    for (let call = 0; call < 60; call++) note(buffer, 5_000)
    for (let call = 0; call < 10; call++) note(buffer, 4_000)
    const rows = buffer.take(100, 9_000)
    assert.equal(
      rows.reduce((sum, { omitted }) => sum + 1 + omitted, 0),
      70,
    )
  })

  it('holds no more than its bound of a million calls, and counts each: a row, omitted or lost', () => {
    const buffer = new RowBuffer({ rows: 19_000, perSecond: 50 })
    const places = { row: 0, omitted: 0, lost: 0 }
    let sizeMax = 0
    for (let call = 0; call < 1_000_000; call++) {
      places[note(buffer, 1_000 + call / 100, `wks_${call % 3 === 0 ? 0 : call % 5_000}`)]++
      sizeMax = Math.max(sizeMax, buffer.size)
    }
    assert.equal(sizeMax, 19_000)
    assert.equal(places.row + places.omitted + places.lost, 1_000_000)
    const rows = buffer.take(20_000, 99_999_999)
    assert.equal(rows.length, places.row)
    assert.equal(
      rows.reduce((sum, { omitted }) => sum + omitted, 0),
      places.omitted,
    )
    assert.ok(places.omitted > 0 && places.lost > 0)
  })
})
