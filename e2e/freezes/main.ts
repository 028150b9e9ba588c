// npm run freezes -w e2e -- [--seconds 6,16,22,60] [--targets webhooks,nats]: freezes each under load, and prints what came of it.
import { parseArgs } from 'node:util'
import { isTarget, startFrozenMesh, type Target, targets } from './frozen-mesh.ts'
import { brokenBy, type FreezeReport, runFreeze } from './run-freeze.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '6,16,22,60' },
    targets: { type: 'string', default: targets.join(',') },
  },
})
const seconds = values.seconds.split(',').map(Number)
const chosen = values.targets.split(',').filter(isTarget)
if (chosen.length === 0 || seconds.some((each) => !(each > 0))) {
  process.stderr.write(`--seconds takes numbers, --targets some of ${targets.join(', ')}\n`)
  process.exit(2)
}

const reports: FreezeReport[] = []
for (const target of chosen) reports.push(...(await rowOf(target)))
process.stdout.write(`\n${tableOf(reports)}\n`)
const broken = reports.flatMap((report) =>
  brokenBy(report).map((what) => `BROKEN: ${report.target} for ${report.seconds} s: ${what}\n`),
)
process.stdout.write(broken.join(''))
process.exit(broken.length === 0 ? 0 : 1)

/** On one mesh: what one freeze leaves behind, the next one meets. */
async function rowOf(target: Target): Promise<FreezeReport[]> {
  const frozen = await startFrozenMesh()
  const row: FreezeReport[] = []
  try {
    for (const each of seconds) {
      const report = await runFreeze(frozen, target, each)
      const { owed, lost, duplicates, drainedSeconds, failedAttempts } = report
      process.stdout.write(
        `${target} ${each} s: owed ${owed}, lost ${lost}, duplicates ${duplicates}, drained in ${drainedSeconds} s\n`,
      )
      for (const attempt of failedAttempts.slice(0, 5)) process.stdout.write(`  failed: ${attempt}\n`)
      row.push(report)
    }
  } finally {
    await frozen.stop()
  }
  return row
}

function tableOf(all: readonly FreezeReport[]): string {
  const cell = (target: Target, frozen: number) => {
    const report = all.find((each) => each.target === target && each.seconds === frozen)
    if (report === undefined) return '–'
    const { lost, duplicates, drainedSeconds, restarts } = report
    return `${drainedSeconds} s, ${lost} lost, ${duplicates} twice, ${restarts.length} restarted`
  }
  const rows = chosen.map((target) => `| ${target} | ${seconds.map((each) => cell(target, each)).join(' | ')} |`)
  return [
    `| frozen | ${seconds.map((each) => `${each} s`).join(' | ')} |`,
    `|---|${seconds.map(() => '---|').join('')}`,
    ...rows,
  ].join('\n')
}
