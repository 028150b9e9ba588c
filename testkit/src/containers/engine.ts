import { getContainerRuntimeClient } from 'testcontainers'
import { hasEngine } from '../servers/containers.ts'

/** The engine's own API; rejects with a sentence where no engine answers. */
export type Engine = Awaited<ReturnType<typeof getContainerRuntimeClient>>['container']['dockerode']

export async function engine(): Promise<Engine> {
  return (await getContainerRuntimeClient()).container.dockerode
}

/** Does a container engine answer? A socket that a dead one left behind does not. */
export async function engineAnswers(): Promise<boolean> {
  if (!hasEngine()) return false
  return engine().then(
    () => true,
    () => false,
  )
}
