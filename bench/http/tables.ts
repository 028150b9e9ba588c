import type { ListPair } from './lists.ts'
import type { Result, Target } from './round.ts'
import type { StepCost } from './step-costs.ts'

export interface Ways {
  title: string
  results: readonly Result[]
  goals: readonly { of: Target; to: Target; atLeast: number }[]
}

const listAtMost = 1.3

/** Answers how many requests failed. */
export function printWays({ title, results, goals }: Ways): number {
  console.log(`\n${title}`)
  console.table(results.map((result) => ({ server: result.target.name, ...figures(result) })))
  const perSecond = new Map(results.map((result) => [result.target, result.perSecond]))
  for (const { of, to, atLeast } of goals) {
    const ratio = (perSecond.get(of) ?? 0) / (perSecond.get(to) ?? 0)
    const verdict = ratio >= atLeast ? 'reached' : 'BELOW'
    console.log(`${of.name} = ${ratio.toFixed(2)} × ${to.name} (goal ${atLeast}: ${verdict})`)
  }
  return failedOf(results)
}

/** Answers how many requests failed. */
export function printLists(pairs: readonly ListPair[]): number {
  console.log('\nGET /workspaces?status=active&sort=…&include=owner,tags&per_page=20, pages 1 to 3, 4 connections')
  console.table(
    pairs.map(({ what, few, many }) => {
      const ratio = few.perSecond / many.perSecond
      return {
        list: what,
        'few: requests/s': Math.round(few.perSecond),
        'few: p50 ms': few.p50Ms,
        'many: requests/s': Math.round(many.perSecond),
        'many: p50 ms': many.p50Ms,
        'time, many × few': Number(ratio.toFixed(2)),
        [`goal ≤ ${listAtMost}`]: ratio <= listAtMost ? 'reached' : 'ABOVE',
        failed: few.failed + many.failed,
      }
    }),
  )
  return failedOf(pairs.flatMap(({ few, many }) => [few, many]))
}

export function printSteps(costs: readonly StepCost[]): void {
  console.log('\nProcessor time of the gateway (of four processes) for one GET /workspaces/{id}, profiled')
  console.table(costs.map(({ where, usPerRequest }) => ({ where, 'µs/request': Number(usPerRequest.toFixed(1)) })))
}

const figures = ({ perSecond, p50Ms, p99Ms, cpuUs, failed }: Result) => ({
  'requests/s': Math.round(perSecond),
  'p50 ms': p50Ms,
  'p99 ms': p99Ms,
  'CPU µs/request': Math.round(cpuUs),
  failed,
})

const failedOf = (results: readonly Result[]): number => results.reduce((sum, { failed }) => sum + failed, 0)
