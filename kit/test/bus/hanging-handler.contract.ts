import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import type { BusMessage } from '@plinth/kit/bus'
import { eventually } from '@plinth/testkit'
import { type BusUnderTest, encode, textOf } from './two-clients.ts'

/** Promise of every driver of the bus about a handler that never ends. */
export function hangingHandlerContract(name: string, start: () => Promise<BusUnderTest>): void {
  it(`${name}: takes messages from a handler that never ends, and hands them over again`, async () => {
    const driver = await start()
    try {
      const bus = await driver.open()
      const workspace = `ws_${randomUUID().replaceAll('-', '')}`
      const message = (text: string): BusMessage => ({
        subject: `plinth.events.${workspace}.thing.made`,
        id: `${workspace}-${text}`,
        data: encode(text),
        traceparent: '',
      })
      const got: string[][] = []
      await bus.subscribe({
        durable: `d_${workspace}`,
        subjects: [`plinth.events.${workspace}.>`],
        batchMax: 1,
        handlerMsMax: 300,
        handler: (messages) => {
          got.push(messages.map(({ data }) => textOf(data)))
          return got.length === 1 ? new Promise<void>(() => undefined) : Promise.resolve()
        },
      })
      await bus.publish([message('1')])
      await eventually(() => assert.deepEqual(got, [['1'], ['1']]))
      await bus.publish([message('2')])
      await eventually(() => assert.deepEqual(got.slice(2), [['2']]))
    } finally {
      await driver.stop()
    }
  })
}
