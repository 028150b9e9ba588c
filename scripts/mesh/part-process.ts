import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
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
const stopTimeoutMs = 40_000

/** Runs one part as its own process; what it writes appears here, marked with its name. */
export function startPart({ name, env }: PartPlan): PartProcess {
  const child = spawnKept(process.execPath, [main, 'start', `--target=${name}`], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (child.pid === undefined || child.stdout === null || child.stderr === null) throw new Error(`cannot start ${name}`)
  child.ref()
  prefix(child.stdout, name)
  prefix(child.stderr, name)
  const exited = once(child, 'exit').then(() => child.signalCode ?? `exit code ${child.exitCode}`)
  return {
    name,
    pid: child.pid,
    exited,
    stop: async () => {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
      await exited
      clearTimeout(late)
    },
  }
}

function prefix(stream: Readable, name: string): void {
  const label = `[${name}]`.padEnd(11)
  createInterface({ input: stream }).on('line', (line) => process.stderr.write(`${label}${line}\n`))
}
