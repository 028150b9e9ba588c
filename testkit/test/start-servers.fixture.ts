import { testServers } from '@plinth/testkit/servers'

const servers = testServers()
process.stdout.write(JSON.stringify([await servers.nats(), await servers.redis()]))
setInterval(() => undefined, 1000)
