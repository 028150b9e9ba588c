import { after, before } from 'node:test'
import type { Bus } from '@plinth/kit/bus'

export interface BusUnderTest {
  /** A client of the bus; clients of one process share what a process shares. */
  open(): Promise<Bus>
  stop(): Promise<void>
}

/** Two clients of a driver, for the tests of a suite. */
export function twoClients(start: () => Promise<BusUnderTest>): Readonly<{ bus: Bus; replica: Bus }> {
  let driver: BusUnderTest
  let bus: Bus
  let replica: Bus
  before(async () => {
    driver = await start()
    bus = await driver.open()
    replica = await driver.open()
  })
  after(() => driver.stop())
  return {
    get bus() {
      return bus
    },
    get replica() {
      return replica
    },
  }
}

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

export const textOf = (data: Uint8Array): string => new TextDecoder().decode(data)
