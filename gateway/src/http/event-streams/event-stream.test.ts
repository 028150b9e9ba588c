import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import type { TailEventsResponse as Page } from '@plinth/proto/webhooks/v1/events.ts'
import { eventually } from '@plinth/testkit'
import type { Response } from 'express'
import { EventStream } from './event-stream.ts'

const pageOf = (cursor: string): Page => {
  const events = [{ cursor, type: 'report.ready', payload: Buffer.from('{"a":1}') }]
  return { events, cursor, isMore: true, isHeldBack: false }
}

it('a stream keeps nothing of a page but the bytes that its client has not taken, and reads no page while it may have no more', async () => {
  const untaken: (() => void)[] = []
  const res = Object.assign(new EventEmitter(), {
    destroyed: false,
    writableLength: 0,
    write(_bytes: Buffer, taken: () => void) {
      res.writableLength = 1
      untaken.push(() => {
        res.writableLength = 0
        taken()
      })
    },
    end: () => undefined,
    destroy: () => res.emit('close'),
  })
  let counted = 0
  let mayHaveMore = true
  let reads = 0
  const first = pageOf('1')
  const read = async () => pageOf(String(++reads + 1))
  const feed = { workspaceId: 'wks_home', first, read }
  const stream = new EventStream({
    ...{ res: res as unknown as Response, feed, nowMs: () => 0, pingMs: 1_000, ask: async () => true },
    progressed: () => undefined,
    countUnread: (bytes) => {
      counted += bytes
      return () => {
        counted -= bytes
      }
    },
    mayHaveMore: () => mayHaveMore,
    inTurn: (work) => work(),
  })
  const running = stream.run()
  try {
    assert.equal(untaken.length, 1)
    assert.deepEqual(feed.first.events, [])
    assert.ok(counted > 0)
    mayHaveMore = false
    untaken.shift()?.()
    await turn()
    stream.wake()
    await turn()
    assert.deepEqual([counted, reads], [0, 0])
    mayHaveMore = true
    await eventually(() => assert.deepEqual([reads, untaken.length], [1, 1]))
    assert.ok(counted > 0)
    untaken.shift()?.()
    await eventually(() => assert.equal(reads, 2))
  } finally {
    stream.end()
    await running.catch(() => undefined)
  }
  assert.equal(counted, 0)
})
