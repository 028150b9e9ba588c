import { execFile } from 'node:child_process'
import { chmodSync, chownSync, existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { takeOver } from '@plinth/kit/db'
import { Client } from 'pg'
import { asAccount, ownAccount } from './own-account.ts'
import type { ServerKind } from './server.ts'

const run = promisify(execFile)
const url = (port: number) => `postgres://postgres@127.0.0.1:${port}/postgres`

export const postgres: ServerKind = {
  title: 'PostgreSQL',
  isForRoot: false,
  // Fast shutdown ends the sessions and writes a checkpoint; immediate leaves that to the next start. SIGKILL would end the
  // postmaster alone and leave backends that hold its shared memory.
  stopSteps: [
    ['SIGINT', 60_000],
    ['SIGQUIT', 60_000],
  ],
  async prepare(binary, dataDir) {
    const account = ownAccount()
    if (account !== undefined) chownSync(dataDir, account.uid, account.gid)
    chmodSync(dataDir, 0o700)
    const cluster = join(dataDir, 'cluster')
    if (existsSync(join(cluster, 'PG_VERSION'))) return
    const options = ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
    const { command, args, ...as } = asAccount(account, join(dirname(binary), 'initdb'), options)
    await run(command, args, { ...as, cwd: dataDir })
  },
  env: (dataDir) => takeOver(join(dataDir, 'cluster')),
  args(dataDir, port, { isThrowaway }) {
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=400']
    // After kill -9 one call for the file system, where each file of the cluster would be synchronised by itself.
    if (process.platform === 'linux') settings.push('recovery_init_sync_method=syncfs')
    if (isThrowaway) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
    return ['-D', join(dataDir, 'cluster'), '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
  },
  url,
  async ping(port) {
    const client = new Client({ connectionString: url(port), connectionTimeoutMillis: 2000 })
    try {
      await client.connect()
      await client.query('SELECT 1')
    } finally {
      await client.end()
    }
  },
}
