import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { temporaryFolder } from '../topology.ts'

/** One bash in a folder of its own: what a script sets or leaves running is there for the next. */
export interface Shell {
  folder: string
  /** Rejects with what was printed when a command of the script fails. */
  run(script: string): Promise<string>
  /** Ends what the scripts left running too. */
  stop(): Promise<void>
}

const timeoutMs = 120_000

export async function openShell(env: Record<string, string>): Promise<Shell> {
  const folder = await temporaryFolder()
  // A group of its own, so that stop() reaches what was started with &; the trap does when this process dies.
  const bash = spawn('bash', ['--noprofile', '--norc'], {
    cwd: folder.path,
    // Files that a sample keeps for its user go with the folder.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, XDG_CONFIG_HOME: join(folder.path, '.config'), ...env },
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const { stdin, pid, stdio } = bash
  const done = stdio[3]
  if (stdin === null || pid === undefined || done === null || done === undefined) throw new Error('cannot run bash')
  const ended = once(bash, 'exit')
  stdin.on('error', () => undefined)
  stdin.write("set -aeo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null' EXIT\n")
  let count = 0
  return {
    folder: folder.path,
    async run(script) {
      const name = join(folder.path, `.sample-${++count}`)
      await writeFile(name, script)
      const finished = once(done, 'data').then(() => 'done')
      stdin.write(`. '${name}' < /dev/null > '${name}.out' 2> '${name}.err'\necho >&3\n`)
      const how = await Promise.race([
        finished,
        ended.then(() => 'failed'),
        wait(timeoutMs, `took more than ${timeoutMs / 1_000} s`, { ref: false }),
      ])
      const [out, err] = await Promise.all([readFile(`${name}.out`, 'utf8'), readFile(`${name}.err`, 'utf8')])
      if (how !== 'done') throw new Error(`the sample ${how} and printed:\n${out}${err}`)
      return out
    },
    async stop() {
      if (bash.exitCode === null && bash.signalCode === null) process.kill(-pid, 'SIGKILL')
      await ended
      await folder.remove()
    },
  }
}
