import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Found, type RunningServer, serverUrlVariable, startServer } from '@plinth/testkit/servers'

export interface Infrastructure {
  urls: { database: string; nats: string; redis: string }
  stop(): Promise<void>
}

/** PostgreSQL, NATS and Redis: those the environment names, else found as the tests find them, with data that stays. */
export async function startInfrastructure(dataDir: string, say: (line: string) => void): Promise<Infrastructure> {
  refuseSecondStart(dataDir)
  const own: RunningServer[] = []
  const open = async (name: Found, variable: string): Promise<string> => {
    const given = process.env[variable] || process.env[serverUrlVariable(name)]
    if (given) return given
    const server = await startServer(name, { dataDir: join(dataDir, name) }, say)
    own.push(server)
    return server.url
  }
  say('Starting PostgreSQL, NATS and Redis …')
  const results = await Promise.allSettled([
    open('postgres', 'DATABASE_URL'),
    open('nats', 'NATS_URL'),
    open('redis', 'REDIS_URL'),
  ])
  const stop = async () => void (await Promise.all(own.map((server) => server.stop())))
  const [database, nats, redis] = results.map((result) => (result.status === 'fulfilled' ? result.value : undefined))
  if (database === undefined || nats === undefined || redis === undefined) {
    await stop()
    throw results.find((result) => result.status === 'rejected')?.reason
  }
  return { urls: { database, nats, redis }, stop }
}

// Two meshes on one folder would write to the same data: the first leaves its process id, PostgreSQL leaves its own.
function refuseSecondStart(dataDir: string): void {
  const mine = join(dataDir, 'mesh.pid')
  for (const path of [mine, join(dataDir, 'postgres', 'cluster', 'postmaster.pid')]) {
    const pid = runningProcess(path)
    if (pid === undefined) continue
    throw new Error(
      `Another mesh runs on ${dataDir} (process ${pid}, says ${path}): stop it, or set PLINTH_DATA_DIR to another folder.`,
    )
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  writeFileSync(mine, String(process.pid))
  process.once('exit', () => rmSync(mine, { force: true }))
}

function runningProcess(path: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10)
    process.kill(pid, 0)
    return pid
  } catch {
    return undefined
  }
}
