import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { runAtEnd } from '../servers/keeper.ts'
import type { Engine } from './engine.ts'

export type Network = Awaited<ReturnType<Engine['createNetwork']>>

const remover = fileURLToPath(new URL('./remove-network.ts', import.meta.url))

/** A network that is removed with all its containers once this process has ended, however it ended. */
export async function testNetwork(docker: Engine): Promise<Network> {
  const network = await docker.createNetwork({ Name: `plinth-${randomUUID()}` })
  runAtEnd([process.execPath, remover, network.id])
  return network
}
