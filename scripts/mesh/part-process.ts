import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type StopStep, stopProcess } from '@plinth/kit/db'
import { spawnKept } from '@plinth/testkit/servers'
import type { PartPlan } from './parts.ts'

export interface PartProcess {
  name: PartPlan['name']
  pid: number
  /** How it ended: "exit code 1", "SIGKILL". */
  exited: Promise<string>
  /** SIGTERM, and SIGKILL when that was not enough. */
  stop(): Promise<void>
}

const main = fileURLToPath(new URL('../../app/bin/plinth.mjs', import.meta.url))
const stopSteps: readonly StopStep[] = [
  ['SIGTERM', 40_000],
  ['SIGKILL', 10_000],
]

/** Runs one part as its own process; what it writes appears here, marked with its name. */
export function startPart({ name, env }: PartPlan): PartProcess {
  const child = spawnKept(process.execPath, [main, 'start', `--target=${name}`], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    endWith: stopSteps,
  })
  const { pid, stdout, stderr } = child
  if (pid === undefined || stdout === null || stderr === null) throw new Error(`cannot start ${name}`)
  child.ref()
  prefix(stdout, name)
  prefix(stderr, name)
  const exited = once(child, 'exit').then(() => child.signalCode ?? `exit code ${child.exitCode}`)
  return {
    name,
    pid,
    exited,
    stop: async () => {
      await stopProcess(pid, stopSteps)
      await exited
    },
  }
}

function prefix(stream: Readable, name: string): void {
  const label = `[${name}]`.padEnd(11)
  createInterface({ input: stream }).on('line', (line) => process.stderr.write(`${label}${line}\n`))
}
