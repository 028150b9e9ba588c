// Run when the process that started a container has ended: stops it in order and removes it; named volumes stay.
import { getContainerRuntimeClient } from 'testcontainers'

const [id = ''] = process.argv.slice(2)
const { container } = await getContainerRuntimeClient()
const one = container.getById(id)
await container.stop(one, { timeout: 10_000 }).catch(() => undefined)
await container.remove(one, { removeVolumes: true }).catch(() => undefined)
