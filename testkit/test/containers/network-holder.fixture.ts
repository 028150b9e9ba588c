// Makes a network with a container in it, says so, and stays until it is killed.
import { engine, testNetwork } from '@plinth/testkit/containers'

const docker = await engine()
const network = await testNetwork(docker)
const container = await docker.createContainer({
  Image: process.env['TEST_REDIS_IMAGE'] || 'redis:8',
  HostConfig: { NetworkMode: network.id },
})
await container.start()
process.stdout.write(`holds ${network.id} ${container.id}\n`)
setInterval(() => undefined, 60_000)
