import { randomBytes } from 'node:crypto'
import { GenericContainer, type StartedNetwork, type StartedTestContainer, Wait } from 'testcontainers'

const port = 5432

/** A database that forgets with its container, and so need not wait for any disk. */
export async function startPostgres(
  image: string,
  network: StartedNetwork,
): Promise<{ container: StartedTestContainer; url: string }> {
  const password = randomBytes(12).toString('hex')
  const name = `plinth-postgres-${randomBytes(4).toString('hex')}`
  const container = await new GenericContainer(image)
    .withNetwork(network)
    .withNetworkAliases(name)
    .withEnvironment({
      POSTGRES_USER: 'plinth',
      POSTGRES_PASSWORD: password,
      POSTGRES_DB: 'plinth',
      POSTGRES_INITDB_ARGS: '--no-sync',
    })
    .withExposedPorts(port)
    .withWaitStrategy(Wait.forListeningPorts())
    .withStartupTimeout(120_000)
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'])
    .start()
  return { container, url: `postgres://plinth:${password}@${name}:${port}/plinth` }
}
