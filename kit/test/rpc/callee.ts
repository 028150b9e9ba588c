import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { ListenOptions, RpcHostOptions } from '../../src/rpc/index.ts'

/** A callee in its own process, at an address that stays over restarts. */
export interface CalleeProcess {
  readonly address: string
  readonly pid: number
  kill(): Promise<void>
  start(): Promise<void>
  pause(): void
  resume(): void
  /** As on SIGTERM; resolves when the process has ended by itself. */
  drain(): Promise<void>
}

export interface CalleeOptions {
  host?: Partial<Omit<RpcHostOptions, 'log'>>
  listen?: Partial<ListenOptions>
  /** It does not serve newService. */
  isOfReleaseBefore?: boolean
}

const script = new URL('./callee-process.ts', import.meta.url)

export async function startCallee(options: CalleeOptions = {}): Promise<CalleeProcess> {
  let port = options.listen?.port ?? 0
  const spawn = async (): Promise<ChildProcess> => {
    const spawned = fork(script, [JSON.stringify({ ...options, listen: { ...options.listen, port } })])
    const [message] = await once(spawned, 'message')
    port = message.port
    return spawned
  }
  let child = await spawn()
  return {
    address: `127.0.0.1:${port}`,
    get pid() {
      return child.pid ?? 0
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
    async start() {
      child = await spawn()
    },
    pause: () => child.kill('SIGSTOP'),
    resume: () => child.kill('SIGCONT'),
    async drain() {
      const exited = once(child, 'exit')
      child.send('drain')
      await exited
    },
  }
}
