import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { keptFolder, runProcess } from '@plinth/testkit'
import { plinthScript } from './topology.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const origins = ['package-lock.json', 'kit/src/db/embedded/*.ts', 'services/*/prisma/migrations/**/*.*']

/**
 * Makes a data folder whose databases are there and migrated, a copy of one that `plinth migrate` has made: half of what a
 * first start costs. First starts have tests of their own.
 */
export async function makeDataFolder(path: string): Promise<void> {
  const files = globSync(origins, { cwd: root }).sort()
  const contents = files.map((file) => `${file}\n${readFileSync(join(root, file), 'utf8')}`).join('\n')
  const made = await keptFolder('plinth-data', contents, async (folder) => {
    const migrating = runProcess(plinthScript, ['migrate'], { env: { PLINTH_DATA_DIR: join(folder, 'data') } })
    const { code } = await migrating.exited
    if (code !== 0) throw new Error(`plinth migrate ended with ${code}:\n${migrating.output()}`)
  })
  // With owners: PostgreSQL serves as another user where a test runs as root.
  await run('cp', ['-a', join(made, 'data'), path])
}
