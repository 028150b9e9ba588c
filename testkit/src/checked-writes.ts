import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Event } from '@plinth/proto/events/v1/event.ts'
import { make } from './make.ts'
import type { StartedPart } from './start-part.ts'

export interface CheckedWrites {
  part: () => StartedPart
  /**
   * By "UsersService/CreateUser": makes the call with a change that has an effect, under this request id and by a principal;
   * the calls that come before it have other request ids.
   */
  writes: Readonly<Record<string, (requestId: string) => Promise<unknown>>>
  /** Those whose event has no changes, as nothing of it can be compared, with the reason. */
  unchanged?: Readonly<Record<string, string>>
  /** Those without an event, with the reason. */
  silent: Readonly<Record<string, string>>
}

// By its name, so that a new rpc counts as a write until it is named as a read.
const isRead = /\/(Get|BatchGet|List|Check|BatchCheck|Count|Resolve|Authenticate$|Reconcile|Search)/

/** Tests for each rpc that a part serves and that may change something: its events name who, by which request, and what changed. */
export function checkWrites({ part, writes, unchanged = {}, silent }: CheckedWrites): void {
  describe('every write', () => {
    it('of this part is known here', () => {
      const served = [...part().host.methods.services].flatMap((service) => Object.values(service))
      const names = served.map(({ path }) => path.split('.').at(-1) ?? path).filter((name) => !isRead.test(name))
      assert.deepEqual(names.sort(), [...Object.keys(writes), ...Object.keys(silent)].sort())
      for (const name of Object.keys(unchanged)) assert.ok(writes[name], `${name} is no write`)
    })

    for (const [name, write] of Object.entries(writes))
      it(`${name} emits who, by which request and what changed`, async () => {
        const requestId = make.id('req')
        const events: { event: Event; awaiting: readonly string[] }[] = []
        const end = part().database.onCommitted((rows) => {
          for (const { payload, awaiting } of rows) events.push({ event: Event.decode(payload), awaiting })
        })
        try {
          await write(requestId)
        } finally {
          end()
        }
        const own = events.filter(({ event }) => event.requestId === requestId)
        assert.ok(own.length > 0, `${name} emits nothing`)
        for (const { event, awaiting } of own) {
          assert.match(event.actor?.type ?? '', /^(user|operator)$/, `${event.type} has no actor`)
          assert.equal(event.actor?.name, 'Test')
          assert.ok(awaiting.includes('webhooks'), `${event.type} may be lost before it is recorded`)
        }
        const changes = own.map(({ event }) => event.changesJson.toString()).filter((json) => json !== '')
        assert.equal(changes.length > 0, unchanged[name] === undefined, `the changes of ${name}`)
      })
  })
}
