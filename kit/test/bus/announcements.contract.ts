import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { type BusUnderTest, encode, textOf, twoClients } from './two-clients.ts'

/** Promises of every driver of the bus about announcements. */
export function announcementsContract(name: string, start: () => Promise<BusUnderTest>): void {
  describe(`${name}: announcements`, () => {
    const on = twoClients(start)

    it('reach every listener; a listener that throws does not disturb the others', async () => {
      const subject = `plinth.test.${randomUUID()}`
      const heard: string[] = []
      await on.bus.listen(subject, () => {
        throw new Error('a listener')
      })
      await on.bus.listen(subject, (data) => void heard.push(`one ${textOf(data)}`))
      const second = await on.replica.listen(
        subject.replace('test', '*'),
        (data) => void heard.push(`two ${textOf(data)}`),
      )
      on.replica.announce(subject, encode('hello'))
      await eventually(() => assert.deepEqual(heard.toSorted(), ['one hello', 'two hello']))
      await second.stop()
      on.bus.announce(subject, encode('again'))
      await eventually(() => assert.deepEqual(heard.toSorted(), ['one again', 'one hello', 'two hello']))
    })

    it('reach a listener once that hears its own process at once', async () => {
      const subject = `plinth.test.${randomUUID()}`
      const heard: string[] = []
      await on.bus.listen(subject, (data) => void heard.push(textOf(data)), { isOwnAtOnce: true })
      const again: string[] = []
      await on.bus.listen(subject, (data) => void again.push(textOf(data)))
      on.bus.announce(subject, encode('own'))
      on.replica.announce(subject, encode('other'))
      await eventually(() => assert.deepEqual(heard.toSorted(), ['other', 'own']))
      // Sent after both, so both have arrived by then.
      on.bus.announce(subject, encode('last'))
      on.replica.announce(subject, encode('last'))
      await eventually(() => assert.equal(again.filter((text) => text === 'last').length, 2))
      await eventually(() => assert.deepEqual(heard.toSorted(), ['last', 'last', 'other', 'own']))
    })

    it('reach a listener that hears its own process at once while it is on its way', async () => {
      const subject = `plinth.test.${randomUUID()}`
      await on.bus.listen(subject, () => undefined, { isOwnAtOnce: true })
      const heard: string[] = []
      const listening = on.bus.listen(subject, (data) => void heard.push(textOf(data)), { isOwnAtOnce: true })
      on.bus.announce(subject, encode('early'))
      await listening
      on.bus.announce(subject, encode('late'))
      await eventually(() => assert.deepEqual(heard, ['early', 'late']))
    })
  })
}
