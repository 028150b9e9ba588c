import { startServer } from '@plinth/testkit/servers'

const [dataDir = ''] = process.argv.slice(2)
const { pid } = await startServer('redis', { dataDir })
process.stdout.write(`Redis runs as process ${pid}\n`)
setInterval(() => undefined, 1000)
