import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type StopStep, stopProcess } from '@plinth/kit/db'
import { freePort } from './free-port.ts'
import { spawnKept } from './keeper.ts'
import { asAccount, ownAccount } from './own-account.ts'
import { signalTree } from './process-tree.ts'
import type { RunningServer, ServerKind, ServerOptions } from './server.ts'
import { throwawayFolder } from './throwaway-folder.ts'

const startTimeoutMs = 60_000

/** Starts a server from its binary on a loopback port and waits until it answers. */
export async function runBinary(kind: ServerKind, binary: string, options: ServerOptions): Promise<RunningServer> {
  const dataDir = options.dataDir ?? throwawayFolder(kind.title.toLowerCase())
  mkdirSync(dataDir, { recursive: true })
  await kind.prepare(binary, dataDir, options)
  if (options.port !== undefined) return launch(kind, binary, dataDir, options.port, options)
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(kind, binary, dataDir, await freePort(), options)
    } catch (err) {
      // Another process may have taken the free port in between.
      if (attempt === 3) throw err
    }
  }
}

async function launch(
  kind: ServerKind,
  binary: string,
  dataDir: string,
  port: number,
  options: ServerOptions,
): Promise<RunningServer> {
  const logPath = join(dataDir, `${kind.title.toLowerCase()}.log`)
  const log = openSync(logPath, 'a')
  const account = kind.isForRoot ? undefined : ownAccount()
  const { command, args, ...as } = asAccount(account, binary, kind.args(dataDir, port, options))
  const child = spawnKept(command, args, {
    ...{ stdio: ['ignore', log, log], endWith: kind.stopSteps, cwd: dataDir, ...as },
    env: { ...process.env, ...kind.env?.(dataDir) },
  })
  const exited = once(child, 'exit').then(
    () => child.signalCode ?? `exit code ${child.exitCode}`,
    (err: unknown) => String(err),
  )
  closeSync(log)
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  failed.catch(() => undefined)
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  const signalAll = (signal: 'SIGSTOP' | 'SIGCONT') => {
    if (child.pid !== undefined && !isOver()) signalTree(child.pid, signal)
  }
  const end = async (steps: readonly StopStep[]) => {
    if (isOver() || child.pid === undefined) return
    child.ref()
    const ended = once(child, 'exit')
    signalAll('SIGCONT')
    await stopProcess(child.pid, steps)
    await ended
  }
  const kill = () => end(kind.stopSteps.slice(-1))
  const deadline = Date.now() + startTimeoutMs
  for (;;) {
    try {
      await Promise.race([kind.ping(port), failed])
      break
    } catch (err) {
      if (isOver() || child.pid === undefined || Date.now() > deadline) {
        await kill()
        throw new Error(`${kind.title} (${binary}) did not start:\n${tail(logPath)}`, { cause: err })
      }
      await wait(25)
    }
  }
  return {
    title: kind.title,
    url: kind.url(port),
    pid: child.pid,
    exited,
    kill,
    pause: async () => signalAll('SIGSTOP'),
    resume: async () => signalAll('SIGCONT'),
    stop: () => end(kind.stopSteps),
  }
}

function tail(path: string): string {
  return readFileSync(path, 'utf8').slice(-2000)
}
