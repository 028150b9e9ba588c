import { randomUUID } from 'node:crypto'
import type { Bus } from '@plinth/kit/bus'
import type { SystemClock } from '@plinth/kit/clock'
import { type Database, setTestClock } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { PartName } from '@plinth/kit/part'
import { waitAtMost, withTimeout } from '@plinth/kit/timeout'
import { partNames } from '../parts.ts'
import { databaseOffset } from './database-offset.ts'
import { parseDuration } from './duration.ts'

export interface TestClock {
  /** Moves time forward in all processes and databases. Resolves when every part has confirmed it. */
  advance(by: string): Promise<{ offset_ms: number; now: string }>
  close(): Promise<void>
}

export interface TestClockOptions {
  bus: Bus
  clock: SystemClock
  databases: readonly Database[]
  parts: readonly PartName[]
  log: Logger
}

// Announcements carry offsets to apply and the parts that applied them. A process without a database asks for the offset when it starts.
type Message =
  | { kind: 'move'; id: string; offsetMs: number }
  | { kind: 'moved'; id: string; parts: PartName[] }
  | { kind: 'ask' }

const subject = 'plinth.test.clock'
const confirmMs = 5_000
const answerMs = 500

/** Clock that only tests move (PLINTH_TEST_CLOCK=1), with one offset for the databases, the limiter and every process. */
export async function startTestClock({ bus, clock, databases, parts, log }: TestClockOptions): Promise<TestClock> {
  const waiting = new Map<string, (parts: readonly PartName[]) => void>()
  const firstMove = Promise.withResolvers<void>()
  const send = (message: Message) => bus.announce(subject, Buffer.from(JSON.stringify(message)))
  let applied = Promise.resolve()

  const apply = async (id: string, offsetMs: number) => {
    for (const database of databases) await setTestClock(database, offsetMs)
    clock.setOffset(offsetMs)
    firstMove.resolve()
    send({ kind: 'moved', id, parts: [...parts] })
  }
  const subscription = await bus.listen(subject, (data) => {
    const message = parse(data)
    if (message.kind === 'moved') waiting.get(message.id)?.(message.parts)
    if (message.kind === 'ask' && clock.offsetMs !== 0) send({ kind: 'move', id: '', offsetMs: clock.offsetMs })
    if (message.kind === 'move' && (message.id !== '' || message.offsetMs !== clock.offsetMs)) {
      applied = applied
        .then(() => apply(message.id, message.offsetMs))
        .catch((err: unknown) => log.error({ err }, 'moving the test clock of this process failed'))
    }
  })

  const [first] = databases
  if (first !== undefined) clock.setOffset(await databaseOffset(first))
  else {
    send({ kind: 'ask' })
    await waitAtMost(answerMs, firstMove.promise)
  }

  return {
    async advance(by) {
      const offsetMs = clock.offsetMs + parseDuration(by)
      const id = randomUUID()
      const missing = new Set<PartName>(partNames)
      const all = Promise.withResolvers<void>()
      const unheard = () => new Error(`time was not moved everywhere: no response from ${[...missing].join(', ')}`)
      waiting.set(id, (moved) => {
        for (const part of moved) missing.delete(part)
        if (missing.size === 0) all.resolve()
      })
      try {
        send({ kind: 'move', id, offsetMs })
        await withTimeout(confirmMs, all.promise, unheard)
      } finally {
        waiting.delete(id)
      }
      return { offset_ms: offsetMs, now: clock.now().toISOString() }
    },
    close: () => subscription.stop(),
  }
}

// Only our own processes announce on this subject.
const parse = (data: Uint8Array): Message => JSON.parse(Buffer.from(data).toString('utf8')) as Message
