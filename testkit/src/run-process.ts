import { once } from 'node:events'
import { setImmediate as turnOfTheLoop, setTimeout as wait } from 'node:timers/promises'
import { atOnce, spawnKept } from './servers/keeper.ts'

export interface RunningProcess {
  readonly pid: number
  /** Everything it wrote so far, both streams: what it wrote to one may be read before what it had written to the other. */
  output(): string
  /** The standard output alone, so far. */
  stdout(): string
  /** Waits for a line, also one already written; rejects with the output when the process ends first. */
  line(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>
  /** Default SIGKILL. Resolves once it has ended. */
  kill(signal?: NodeJS.Signals): Promise<Exit>
  /** SIGSTOP: it stays connected and answers nothing. */
  pause(): void
  resume(): void
  readonly exited: Promise<Exit>
}

export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface ProcessOptions {
  env?: Record<string, string | undefined>
  cwd?: string
  /** Not 0: what the process draws from Math.random, its jitter, is the same in every run. */
  randomSeed?: number
}

/** Runs a script on this Node.js in a process that ends with the test, however the test ends. */
export function runProcess(script: string, args: readonly string[] = [], options: ProcessOptions = {}): RunningProcess {
  const seeding = options.randomSeed === undefined ? [] : [`--random-seed=${options.randomSeed}`]
  const child = spawnKept(process.execPath, [...seeding, script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    endWith: atOnce,
  })
  child.ref()
  const { pid, stdout, stderr } = child
  if (pid === undefined || stdout === null || stderr === null) throw new Error(`cannot run ${script}`)
  let all = ''
  let out = ''
  let changed = Promise.withResolvers<void>()
  const wake = () => {
    changed.resolve()
    changed = Promise.withResolvers()
  }
  const take = (chunk: string) => {
    all += chunk
    wake()
  }
  stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk
    take(chunk)
  })
  stderr.setEncoding('utf8').on('data', take)
  let exit: Exit | undefined
  const closed = once(child, 'close')
  const exited = once(child, 'exit').then(async () => {
    await lastWords(closed)
    exit = { code: child.exitCode, signal: child.signalCode }
    wake()
    return exit
  })
  return {
    pid,
    exited,
    output: () => all,
    stdout: () => out,
    async line(pattern, timeoutMs = 60_000) {
      const late = AbortSignal.timeout(timeoutMs)
      const lateness = once(late, 'abort')
      for (;;) {
        const match = pattern.exec(all)
        if (match !== null) return match
        const ended = exit === undefined ? '' : `ended with ${exit.signal ?? exit.code}`
        if (ended !== '' || late.aborted) {
          throw new Error(
            `${script} ${ended || `was silent for ${timeoutMs} ms`}: no ${pattern} in\n${all.slice(-8000)}`,
          )
        }
        await Promise.race([changed.promise, lateness])
      }
    },
    kill(signal = 'SIGKILL') {
      child.kill('SIGCONT')
      child.kill(signal)
      return exited
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
  }
}

/**
 * To be awaited when a child has exited: all it wrote has been read then. It comes with 'close', which a grandchild that
 * holds the pipe may delay for ever.
 */
export async function lastWords(closed: Promise<unknown>): Promise<void> {
  await Promise.race([closed, wait(500, undefined, { ref: false })])
  // A process that was held up itself finds the time over before it has read: it reads between the two.
  for (let turn = 0; turn < 2; turn++) await turnOfTheLoop()
}
