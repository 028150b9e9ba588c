// npm run upgrade -w e2e -- FOLDER: from the release checked out in FOLDER to this one under load, process by process.
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { runProcess } from '@plinth/testkit'
import { startReplicatedMesh } from '../src/replicas/replicated-mesh.ts'
import { figuresText, underLoad } from '../src/replicas/under-load.ts'

// As `minReadySeconds` has it in deploy/k8s: who calls the new process has found it before the next one goes.
const settleMs = 10_000
const program = 'app/bin/plinth.mjs'
const next = fileURLToPath(new URL(`../../${program}`, import.meta.url))
const [folder] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write('usage: npm run upgrade -w e2e -- FOLDER (a checkout of the release before, installed)\n')
  process.exit(2)
}

const say = (line: string) => process.stdout.write(`${line}\n`)
const plinth = await startReplicatedMesh({ program: resolve(folder, program) })
try {
  const figures = await underLoad({ ...plinth, isOfReleaseBefore: true }, async () => {
    say(`8 processes of ${folder} run`)
    const migration = runProcess(next, ['migrate'], { env: plinth.settings })
    const { code } = await migration.exited
    if (code !== 0) throw new Error(`migrating failed:\n${migration.output()}`)
    say('the databases are migrated; the release before goes on')
    for (const replica of plinth.replicas) {
      await replica.replace(plinth.settings, next)
      say(`${replica.name} is of this release`)
      await wait(settleMs)
    }
  })
  say(figuresText(figures))
  for (const failure of figures.failures.slice(0, 20)) say(failure)
  for (const name of figures.lost.slice(0, 5)) say(`lost: ${name}`)
  if (figures.failures.length + figures.lost.length + figures.twice > 0) process.exitCode = 1
} finally {
  await plinth.stop()
}
process.exit()
