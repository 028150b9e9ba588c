import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import { freePort, type RunningProcess, throwawayFolder } from '@plinth/testkit'
import { makeDataFolder } from './data-folder.ts'
import { plinthStart, type Topology, testSettings, untilReady } from './topology.ts'

const run = promisify(execFile)

export interface OneProcess extends Topology {
  /** The memory it holds now. */
  rssMb(): Promise<number>
}

/** Everything in one process with the embedded defaults, as `npm start` runs it; its databases are migrated already. */
export async function startOneProcess(settings: Record<string, string> = {}): Promise<OneProcess> {
  const folder = throwawayFolder('one-process')
  const dataDir = join(folder, 'data')
  await makeDataFolder(dataDir)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const operatorKey = makeApiKey('sk_live').key
  const env = {
    ...testSettings,
    ...settings,
    PORT: String(port),
    PLINTH_DATA_DIR: dataDir,
    PLINTH_OPERATOR_KEY: operatorKey,
  }
  let running: RunningProcess
  const start = async () => {
    running = plinthStart([], env)
    await untilReady(url, [running])
  }
  await start()
  return {
    url,
    operatorKey,
    kill: async () => void (await running.kill('SIGKILL')),
    start,
    broker: undefined,
    async rssMb() {
      const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(running.pid)])
      return Math.round(Number(stdout) / 1_024)
    },
    stop: async () => {
      await running.kill('SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
