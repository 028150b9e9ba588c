// Work that a call of the bus or of PostgreSQL which never ends must not stop for ever.
import assert from 'node:assert/strict'
import { after, before, describe, it, mock } from 'node:test'
import { openLog } from '../../log.ts'
import type { OutboxRow, Statement } from '../database.ts'
import { Confirmations } from './confirmations.ts'
import { FreshRows } from './fresh-rows.ts'

const log = openLog({ level: 'silent', name: 'tests' })
const never = new Promise<never>(() => undefined)
const row = (id: string): OutboxRow => ({
  ...{ id, subject: 'plinth.events.w.thing.made', payload: Buffer.alloc(0), traceparent: '' },
  ...{ created_at: new Date(0), awaiting: ['reader'] },
})

describe('the relay', () => {
  before(() => mock.timers.enable({ apis: ['setTimeout'] }))
  after(() => mock.timers.reset())
  /** The time limit passes, but no time in between: `wait` of node:timers/promises is not the mocked one. */
  const pass = (ms: number) => mock.timers.tick(ms)
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise(setImmediate)
  }

  it('publishes what was committed later when the bus never answers', async () => {
    const published: string[][] = []
    const publish = (messages: readonly { id: string }[]) => {
      published.push(messages.map(({ id }) => id))
      return published.length === 1 ? never : Promise.resolve()
    }
    const confirmations = { add: () => undefined }
    const fresh = new FreshRows({ publish } as never, confirmations as never, log)
    fresh.add([row('evt_1')])
    await until(() => published.length === 1)
    fresh.add([row('evt_2')])
    pass(60_000)
    await fresh.drained()
    assert.deepEqual(published, [['evt_1'], ['evt_2']])
  })

  it('removes what was confirmed later when PostgreSQL never answers', async () => {
    const removed: unknown[] = []
    const query = ({ values: [ids] = [] }: Statement) => {
      removed.push(ids)
      return removed.length === 1 ? never : Promise.resolve(ids)
    }
    const confirmations = new Confirmations({ query } as never, log)
    confirmations.add('reader', ['evt_1'])
    await until(() => removed.length === 1)
    confirmations.add('reader', ['evt_2'])
    pass(60_000)
    await confirmations.drained()
    assert.deepEqual(removed, [['evt_1'], ['evt_2']])
  })
})
