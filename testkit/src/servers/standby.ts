import { execFile } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { findBinary } from './binaries.ts'
import { type DedicatedServer, ownFolder, restartable } from './dedicated-server.ts'
import { startFromBinary } from './find.ts'
import { freePort } from './free-port.ts'
import { asAccount, ownAccount } from './own-account.ts'

const run = promisify(execFile)

export interface Standby extends DedicatedServer {
  /** It takes writes from now on. */
  promote(): Promise<void>
}

/** A streaming standby of a dedicatedServer; undefined where PostgreSQL runs in a container. */
export async function standbyOf(primary: Pick<DedicatedServer, 'url'>): Promise<Standby | undefined> {
  const binary = findBinary('postgres')
  if (binary === undefined) return undefined
  const [port, dataDir] = [await freePort(), ownFolder('standby')]
  const account = ownAccount()
  const cluster = join(dataDir, 'cluster')
  mkdirSync(cluster, { mode: 0o700 })
  for (const folder of account === undefined ? [] : [dataDir, cluster])
    chownSync(folder, account?.uid ?? 0, account?.gid ?? 0)
  chmodSync(dataDir, 0o700)
  const options = ['-d', primary.url, '-D', cluster, '--write-recovery-conf', '--checkpoint=fast', '--no-sync']
  const { command, args, ...as } = asAccount(account, join(dirname(realpathSync(binary)), 'pg_basebackup'), options)
  await run(command, args, { ...as, cwd: dataDir })
  const server = await restartable(() => startFromBinary('postgres', { dataDir, port }))
  return Object.assign(server, {
    promote: async () => {
      const client = new Client({ connectionString: server.url })
      await client.connect()
      await client.query('SELECT pg_promote()').finally(() => client.end())
    },
  })
}
