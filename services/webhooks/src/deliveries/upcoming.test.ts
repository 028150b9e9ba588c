import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type QueuedDelivery, upcomingAttempts } from './upcoming.ts'

const now = new Date('2026-01-05T10:00:00Z')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000)
const queued: QueuedDelivery = {
  ...{
    now,
    attempts: 0,
    spent: 0,
    nextAt: now,
    endsAt: after(1_000_000),
    isInFlight: false,
    heldSince: null,
    isBlocked: false,
  },
}
const schedule = [0, 60, 300, 1_800]
const told = (changes: Partial<QueuedDelivery>) =>
  upcomingAttempts({ ...queued, ...changes }, schedule).map(({ number, dueAt }) => [
    number,
    (dueAt.getTime() - now.getTime()) / 1_000,
  ])

const cases: [string, Partial<QueuedDelivery>, number[][]][] = [
  [
    'has not been tried',
    {},
    [
      [1, 0],
      [2, 60],
      [3, 360],
      [4, 2_160],
    ],
  ],
  [
    'is in flight for the first time',
    { attempts: 1, isInFlight: true },
    [
      [2, 60],
      [3, 360],
      [4, 2_160],
    ],
  ],
  [
    'failed twice',
    { attempts: 2, spent: 2, nextAt: after(290) },
    [
      [3, 290],
      [4, 2_090],
    ],
  ],
  ['is in flight for the last time', { attempts: 4, spent: 3, isInFlight: true }, []],
  [
    'was tried once more than the schedule says',
    { attempts: 2, spent: 1, nextAt: after(5) },
    [
      [3, 5],
      [4, 305],
      [5, 2_105],
    ],
  ],
  [
    'ends before its last attempts',
    { endsAt: after(400) },
    [
      [1, 0],
      [2, 60],
      [3, 360],
    ],
  ],
  ['is held', { heldSince: now }, []],
  ['waits for another of its key', { isBlocked: true }, []],
]

describe('the attempts to come of a delivery that', () => {
  for (const [name, changes, expected] of cases) it(name, () => assert.deepEqual(told(changes), expected))
})
