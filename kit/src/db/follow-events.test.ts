import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Event } from '@plinth/proto/events/v1/event.ts'
import type { BusMessage } from '../bus/bus.ts'
import { openLog } from '../log.ts'
import { metricsText } from '../metrics/index.ts'
import { followEvents } from './follow-events.ts'

const log = openLog({ level: 'silent', name: 'tests' })
const overdue = async () =>
  /^plinth_work_overdue_seconds\{kind="work",work="reader followed events"\} (\S+)$/m.exec(await metricsText())?.[1]

describe('following the events of another service', () => {
  it('shows work that is owed while an event is not applied, and none once it is', async () => {
    let handle: (messages: BusMessage[]) => Promise<void> = () => Promise.resolve()
    const bus = {
      subscribe: ({ handler }: { handler: typeof handle }) => {
        handle = handler
        return Promise.resolve({ stop: () => Promise.resolve() })
      },
      announce: () => undefined,
    }
    const gate = Promise.withResolvers<boolean>()
    const database = { transaction: () => gate.promise }
    const following = await followEvents({
      ...{ database: database as never, bus: bus as never, log, consumer: 'reader', subjects: [] },
      apply: () => Promise.resolve(),
    })
    const fields = { id: 'evt_1', createdAt: new Date(0), attributesJson: Buffer.from('{}') }
    const data = Event.encode({ ...Event.decode(new Uint8Array()), ...fields }).finish()
    assert.equal(await overdue(), '0')
    const handling = handle([{ id: 'evt_1', subject: '', data } as never])
    assert.ok(Number(await overdue()) > 0)
    gate.resolve(false)
    await handling
    assert.equal(await overdue(), '0')
    await following.stop()
    assert.equal(await overdue(), undefined)
  })
})
