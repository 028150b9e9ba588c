// npm run mesh: the four parts as four processes, on real servers, until Ctrl-C.
import { resolve } from 'node:path'
import { startInfrastructure } from './mesh/infrastructure.ts'
import { keptSecrets, operatorKeyFile } from './mesh/kept-secrets.ts'
import { type PartProcess, startPart } from './mesh/part-process.ts'
import { meshParts } from './mesh/parts.ts'
import { announcement, refuseTakenPort, untilReady } from './mesh/ready.ts'

const say = (line: string) => void process.stderr.write(`${line}\n`)
const dataDir = resolve(process.env['PLINTH_DATA_DIR'] || '.plinth', 'mesh')

let asked = 0
let onAsked: () => void = () => undefined
const ctrlC = new Promise<'stop'>((resolve) => {
  onAsked = () => resolve('stop')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    asked += 1
    // Children end with this process, however it ends.
    if (asked > 1) process.exit(1)
    onAsked()
  })
}

const code = await run().catch((err: unknown) => {
  say(err instanceof Error ? err.message : String(err))
  return 1
})
process.exit(code)

async function run(): Promise<number> {
  const port = Number(process.env['PORT'] || 8080)
  await refuseTakenPort(port)
  const infrastructure = await startInfrastructure(dataDir, say)
  const secrets = keptSecrets(dataDir, process.env)
  const parts = (await meshParts(infrastructure.urls, secrets, process.env)).map(startPart)
  for (const { name, pid } of parts) say(`${name} runs as process ${pid}`)
  const fallen = Promise.race(parts.map((part) => part.exited.then((how) => `${part.name} ended (${how})`)))
  const url = `http://127.0.0.1:${port}`
  const first = await Promise.race([ctrlC, fallen, untilReady(url)])
  if (first === 'ready') {
    const shown = { operatorKey: secrets.operatorKey, file: operatorKeyFile(dataDir), isTerminal: process.stdout.isTTY }
    process.stdout.write(announcement(url, shown))
  }
  const end = first === 'ready' ? await Promise.race([ctrlC, fallen]) : first
  say(end === 'stop' ? 'Stopping …' : `${end}; stopping the other processes …`)
  await stopAll(parts)
  await infrastructure.stop()
  return end === 'stop' ? 0 : 1
}

// The gateway first: it answers what it has taken while the services behind it still do.
async function stopAll(parts: readonly PartProcess[]): Promise<void> {
  const isGateway = (part: PartProcess) => part.name === 'gateway'
  await Promise.all(parts.filter(isGateway).map((part) => part.stop()))
  await Promise.all(parts.filter((part) => !isGateway(part)).map((part) => part.stop()))
}
