import { dedicatedServer } from '@plinth/testkit'
import { Client } from 'pg'
import { type Rig, type Size, startRig } from './rig.ts'
import { chooseWays, type Effort, type Measured, measureAll, waysOf } from './ways.ts'

export interface SizePair {
  small: Measured
  large: Measured
}

const atMost = 1.3

/** The same calls on a small ledger and on a large one beside it; `server` is where a run before seeded it, if it is kept. */
export async function measureSizes(
  small: Rig,
  size: Size,
  options: { server: string; wanted: readonly string[]; effort: Effort },
): Promise<SizePair[]> {
  const { server, wanted, effort } = options
  const own = server === '' ? await dedicatedServer('postgres') : undefined
  if (own === undefined) await forgetKeys(server)
  const large = await startRig(size, own ?? { url: server })
  try {
    const ways = [chooseWays(waysOf(small), wanted), chooseWays(waysOf(large), wanted)] as const
    const measured = await measureAll(
      ways[0].flatMap((way, at) => [way, ways[1][at] ?? way]),
      effort,
    )
    return ways[0].map((_, at) => {
      const [few, many] = measured.slice(at * 2, at * 2 + 2)
      if (few === undefined || many === undefined) throw new Error('a way was not measured')
      return { small: few, large: many }
    })
  } finally {
    await large.stop()
    await own?.stop()
  }
}

// What a run before left there: the operator's key and the secrets were that run's own.
async function forgetKeys(server: string): Promise<void> {
  const client = new Client({ connectionString: server })
  await client.connect()
  try {
    for (const name of ['plinth_identity', 'plinth_webhooks'])
      await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
  } finally {
    await client.end()
  }
}

/** Answers how many requests failed. */
export function printSizes(pairs: readonly SizePair[]): number {
  console.log('\nThe same with 10³ namespaces, and at the size asked for')
  console.table(
    pairs.map(({ small, large }) => {
      const ratio = small.perSecond / large.perSecond
      return {
        what: small.name,
        'small: per second': Math.round(small.perSecond),
        'small: p99 ms': Number(small.p99Ms.toFixed(1)),
        'large: per second': Math.round(large.perSecond),
        'large: p99 ms': Number(large.p99Ms.toFixed(1)),
        'time, large × small': Number(ratio.toFixed(2)),
        [`goal ≤ ${atMost}`]: ratio <= atMost ? 'reached' : 'ABOVE',
      }
    }),
  )
  return pairs.reduce((sum, { small, large }) => sum + small.failed + large.failed, 0)
}
