import { httpVariant, type Variant } from '../load/variant.ts'
import type { Subject } from '../plinths/subject.ts'
import type { Comparison } from '../report/comparison.ts'

// A call may take 1.3 times as long as on the small one.
const goal = { atLeast: 1 / 1.3 }

/** First pages of lists on a Plinth with many rows, beside the same on a small one. */
export const lists = (small: Subject, large: Subject): Comparison[] =>
  Object.keys(large.lists).map((list) =>
    besideSmall(`list workspaces: ${list}`, small, large, ({ name, lists, ...server }) =>
      httpVariant(name, server, { connections: 4, requests: lists[list] ?? [] }),
    ),
  )

/** Other calls, the same way. */
export const sizes = (small: Subject, large: Subject, connections: number): Comparison[] => [
  besideSmall('GET /workspaces/{id}', small, large, (subject) =>
    httpVariant(subject.name, subject, { connections, requests: subject.reads() }),
  ),
  besideSmall('POST /workspaces with an Idempotency-Key', small, large, (subject) =>
    httpVariant(subject.name, subject, { connections, requests: subject.creates, isIdempotent: true }),
  ),
  besideSmall('check, strong', small, large, (subject) =>
    httpVariant(subject.name, subject, { connections, requests: subject.checks('strong'), isSpread: true }),
  ),
  besideSmall('consume, 1,000 balances', small, large, (subject) =>
    httpVariant(subject.name, subject, { connections, requests: subject.consumesOfMany, isSpread: true }),
  ),
]

const besideSmall = (
  what: string,
  small: Subject,
  large: Subject,
  variant: (subject: Subject) => Variant,
): Comparison => ({
  what: `${what}, ${large.name}`,
  ours: variant(large),
  floor: variant(small),
  goal,
})
