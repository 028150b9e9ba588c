// Run when the process that made a network has ended: removes its containers, their volumes and the network, if it is still there.
import { engine } from './engine.ts'

const [id = ''] = process.argv.slice(2)
const docker = await engine()
const network = docker.getNetwork(id)
const found = await network.inspect().catch(() => undefined)
if (found !== undefined) {
  const inside = await docker.listContainers({ all: true, filters: { network: [id] } })
  await Promise.allSettled(inside.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })))
  await network.remove()
}
