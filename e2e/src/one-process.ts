import { makeApiKey } from '@plinth/kit/api-key-format'
import { freePort, type RunningProcess } from '@plinth/testkit'
import { plinthStart, type Topology, temporaryFolder, testSettings, untilReady } from './topology.ts'

/** Everything in one process with the embedded defaults, as `npm start` runs it. */
export async function startOneProcess(settings: Record<string, string> = {}): Promise<Topology> {
  const folder = await temporaryFolder()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const operatorKey = makeApiKey('op_live').key
  const env = {
    ...testSettings,
    ...settings,
    PORT: String(port),
    PLINTH_DATA_DIR: folder.path,
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
    stop: async () => {
      await running.kill('SIGTERM')
      await folder.remove()
    },
  }
}
