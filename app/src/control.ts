import type { Bus } from '@plinth/kit/bus'
import type { SystemClock } from '@plinth/kit/clock'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { Readiness } from '@plinth/kit/part'
import type { ProcessPlan } from './config/read-config.ts'
import { Refusal } from './refusal.ts'
import { databaseOffset } from './test-clock/database-offset.ts'
import type { TestClock } from './test-clock/test-clock.ts'

export interface ControlOptions {
  plan: ProcessPlan
  clock: SystemClock
  bus: Bus
  databases: readonly Database[]
  readiness: () => Promise<Readiness>
  /** Removes all tenants. Undefined if other processes hold data of them. */
  reset: (() => Promise<void>) | undefined
  log: Logger
  stack: AsyncDisposableStack
}

/** Starts the management port and, behind it, the clock of tests. */
export async function startControl(options: ControlOptions): Promise<void> {
  const { plan, clock, bus, databases, log, stack } = options
  const { isTestClock, managementHost: host, managementPort: port } = plan.config
  const parts = plan.parts.map(({ name }) => name)
  let testClock: TestClock | undefined
  if (isTestClock) {
    const { startTestClock } = await import('./test-clock/test-clock.ts')
    testClock = await startTestClock({ bus, clock, databases, parts, log })
    stack.defer(async () => testClock?.close())
  } else for (const database of databases) await refuseMovedClock(database)

  if (port === undefined) return
  const { startManagement } = await import('./management.ts')
  const { showRuntime } = await import('./metrics/runtime.ts')
  const test = testClock === undefined ? undefined : { advanceClock: testClock.advance, reset: options.reset }
  showRuntime()
  const management = await startManagement({ host, port, readiness: options.readiness, test })
  stack.defer(() => management.close())
}

async function refuseMovedClock(database: Database): Promise<void> {
  const offsetMs = await databaseOffset(database)
  if (offsetMs !== 0)
    throw new Refusal(
      `A test moved the clock of this database by ${offsetMs / 1_000} s; set PLINTH_TEST_CLOCK=1 to continue testing, or DATABASE_URL (embedded: PLINTH_DATA_DIR) to another.`,
    )
}
