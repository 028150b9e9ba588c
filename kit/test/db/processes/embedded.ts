// Starts or joins the embedded server of a folder and holds it until it is told to stop, or is killed.
import { startEmbeddedPostgres } from '@plinth/kit/db'
import { log } from './silent-log.ts'

const [dataDir = ''] = process.argv.slice(2)
const server = await startEmbeddedPostgres({ dataDir, log })
process.once('SIGTERM', async () => {
  await server.stop()
  process.exit(0)
})
server.exited.then((sentence) => process.stdout.write(`${sentence}\n`))
process.stdout.write(`${server.joined ? 'joined' : 'started'} ${server.url('postgres')}\n`)
setInterval(() => undefined, 1_000)
