// npm run http -w @plinth/bench: what Plinth's HTTP costs beside hand-written floors and a peer, in one run.
import { parseArgs } from 'node:util'
import { stopFloors } from './floor.ts'
import { measureLists } from './lists.ts'
import { meshPlinth, onePlinth } from './plinths.ts'
import { measureReads } from './reads.ts'
import { measureSteps } from './step-costs.ts'
import { printLists, printSteps, printWays } from './tables.ts'
import { newTenants } from './tenants.ts'
import { measureWrites } from './writes.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    /** Reads are measured with each: few leave two cores idle between the hops, many use them up. All else with the first. */
    connections: { type: 'string', default: '32,128' },
    /** Each has the business tier's 500 at once and 50 a second: enough of them are never refused. */
    tenants: { type: 'string', default: '128' },
    rows: { type: 'string', default: '1000000' },
    only: { type: 'string', default: 'reads,writes,lists,steps' },
  },
})
const connectionCounts = values.connections.split(',').map(Number)
const effort = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  connections: connectionCounts[0] ?? 32,
}
const tenantCount = Number(values.tenants)
const parts = values.only.split(',')
let failed = 0

try {
  if (parts.includes('reads') || parts.includes('writes')) {
    const plinths = [await meshPlinth(), await onePlinth()] as const
    try {
      const tenants = [
        await newTenants(plinths[0], tenantCount, 'business'),
        await newTenants(plinths[1], tenantCount, 'business'),
      ] as const
      if (parts.includes('reads'))
        for (const ways of await measureReads(plinths, tenants, effort, connectionCounts)) failed += printWays(ways)
      if (parts.includes('writes')) failed += printWays(await measureWrites(plinths, tenants, effort))
    } finally {
      stopFloors()
      for (const plinth of plinths) await plinth.stop()
    }
  }
  if (parts.includes('lists'))
    failed += printLists(await measureLists(Number(values.rows), { ...effort, connections: 4 }))
  if (parts.includes('steps')) printSteps(await measureSteps(tenantCount, effort))
} finally {
  stopFloors()
}
if (failed > 0) console.error(`${failed} requests failed`)
process.exitCode = failed === 0 ? 0 : 1
