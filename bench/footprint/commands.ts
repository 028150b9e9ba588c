import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Effort, Row } from '../report/comparison.ts'

const plinthCommand = fileURLToPath(new URL('../../app/bin/plinth.mjs', import.meta.url))
const measured = [
  { args: ['--version'], atMost: 2 },
  { args: ['workspaces', 'list', '--help'], atMost: 3 },
]

/** How long the command takes for what it is asked most often without a call, in turn with an empty program. */
export function commands({ seconds }: Effort): Row[] {
  const runs = seconds < 1 ? 1 : 10
  const folder = mkdtempSync(join(tmpdir(), 'plinth-bench-commands-'))
  const empty = join(folder, 'empty.mjs')
  writeFileSync(empty, '')
  const msOf = (args: readonly string[]): number => {
    const startedMs = performance.now()
    execFileSync(process.execPath, args, { env: { PATH: process.env['PATH'], HOME: folder } })
    return performance.now() - startedMs
  }
  try {
    return measured.map(({ args, atMost }) => {
      const ours: number[] = []
      const figures: number[] = []
      // The first of both fills caches: the file system's, and that of compiled code.
      for (let run = 0; run <= runs; run++) {
        figures.push(msOf([empty]))
        ours.push(msOf([plinthCommand, ...args]))
      }
      return {
        ...{ what: `plinth ${args.join(' ')}`, unit: 'ms', ours: ours.slice(1), failed: 0 },
        ...{ floor: { name: 'an empty program', figures: figures.slice(1) }, goal: { atMost } },
      }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
