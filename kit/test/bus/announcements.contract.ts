import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { Bus } from '@plinth/kit/bus'
import { eventually } from '@plinth/testkit'
import type { BusUnderTest } from './bus.contract.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

const textOf = (data: Uint8Array): string => new TextDecoder().decode(data)

/** What every driver of the bus promises of announcements. */
export function announcementsContract(name: string, start: () => Promise<BusUnderTest>): void {
  describe(`${name}: announcements`, () => {
    let driver: BusUnderTest
    let bus: Bus
    let replica: Bus
    before(async () => {
      driver = await start()
      bus = await driver.open()
      replica = await driver.open()
    })
    after(() => driver.stop())

    it('reach every listener; a listener that throws does not disturb the others', async () => {
      const subject = `plinth.test.${randomUUID()}`
      const heard: string[] = []
      await bus.listen(subject, () => {
        throw new Error('a listener')
      })
      await bus.listen(subject, (data) => void heard.push(`one ${textOf(data)}`))
      const second = await replica.listen(
        subject.replace('test', '*'),
        (data) => void heard.push(`two ${textOf(data)}`),
      )
      replica.announce(subject, encode('hello'))
      await eventually(() => assert.deepEqual(heard.toSorted(), ['one hello', 'two hello']))
      await second.stop()
      bus.announce(subject, encode('again'))
      await eventually(() => assert.deepEqual(heard.toSorted(), ['one again', 'one hello', 'two hello']))
    })

    it('reach a listener once that hears its own process at once', async () => {
      const subject = `plinth.test.${randomUUID()}`
      const heard: string[] = []
      await bus.listen(subject, (data) => void heard.push(textOf(data)), { isOwnAtOnce: true })
      const again: string[] = []
      await bus.listen(subject, (data) => void again.push(textOf(data)))
      bus.announce(subject, encode('own'))
      replica.announce(subject, encode('other'))
      await eventually(() => assert.deepEqual(heard.toSorted(), ['other', 'own']))
      // Sent after both, so both have arrived by then.
      bus.announce(subject, encode('last'))
      replica.announce(subject, encode('last'))
      await eventually(() => assert.equal(again.filter((text) => text === 'last').length, 2))
      await eventually(() => assert.deepEqual(heard.toSorted(), ['last', 'last', 'other', 'own']))
    })
  })
}
