// npm run footprint -w @plinth/bench: idle memory and start times, against the limits the project sets itself.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { measureAlone } from './alone.ts'
import { measureTogether } from './together.ts'

export interface Line {
  what: string
  measured: number
  unit: 'MB' | 's'
  limit: number | undefined
}

const workDir = mkdtempSync(join(tmpdir(), 'plinth-footprint-'))
// Long enough for start-up garbage to be collected; the same for every process.
const settle = () => wait(5_000)

try {
  const lines = [...(await measureTogether(workDir, settle)), ...(await measureAlone(settle))]
  process.stdout.write(table(lines))
  process.exitCode = lines.some(isOver) ? 1 : 0
} finally {
  rmSync(workDir, { recursive: true, force: true })
}

function isOver({ measured, limit }: Line): boolean {
  return limit !== undefined && measured > limit
}

function table(lines: readonly Line[]): string {
  const rows = lines.map((line) => {
    const digits = line.unit === 's' ? 1 : 0
    const verdict = line.limit === undefined ? '' : isOver(line) ? 'OVER' : 'ok'
    const limit = line.limit === undefined ? '' : `≤ ${line.limit} ${line.unit}`
    return [line.what, `${line.measured.toFixed(digits)} ${line.unit}`, limit, verdict]
  })
  const all = [['What', 'Measured', 'Limit', ''], ['---', '---:', '---:', '---'], ...rows]
  return all.map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}
