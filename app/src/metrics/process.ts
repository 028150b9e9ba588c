import type { Database } from '@plinth/kit/db'
import { gauge } from '@plinth/kit/metrics'
import type { PartName, Readiness } from '@plinth/kit/part'
import { appVersion } from '../version.ts'
import { showDatabases } from './databases.ts'

const partInfo = gauge({
  name: 'plinth_part_info',
  help: 'Parts of this process, and their version.',
  labels: ['part', 'version'],
})
const ready = gauge({
  name: 'plinth_ready',
  help: 'Result of a readiness check: 1 if it passes, else 0; the check "all" is the result that probes get.',
  labels: ['check'],
})

export interface ProcessFacts {
  parts: readonly PartName[]
  databases: ReadonlyMap<PartName, Database>
  readiness: () => Promise<Readiness>
}

/** Exposes metrics of the whole process. Returns a function that ends it. */
export function showProcess({ parts, databases, readiness }: ProcessFacts): () => void {
  const ends = [
    showDatabases(databases),
    partInfo.read(() => parts.map((part) => ({ value: 1, labels: [part, appVersion] }))),
    ready.read(async () => {
      const { ready: isReady, checks } = await readiness()
      const each = Object.entries(checks).map(([check, said]) => ({ check, isWell: said === 'ok' }))
      return [{ check: 'all', isWell: isReady }, ...each].map(({ check, isWell }) => ({
        value: isWell ? 1 : 0,
        labels: [check],
      }))
    }),
  ]
  return () => {
    for (const end of ends) end()
  }
}
