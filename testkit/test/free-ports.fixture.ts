// Says which ports it was given and keeps them until it is killed.
import { freePort } from '@plinth/testkit/servers'

const ports = await Promise.all(Array.from({ length: 200 }, () => freePort()))
process.stdout.write(`${JSON.stringify(ports)}\n`)
setInterval(() => undefined, 60_000)
