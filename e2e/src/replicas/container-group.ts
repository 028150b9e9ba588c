import { eventually } from '@plinth/testkit'
import { type Engine, engine, testNetwork } from '@plinth/testkit/containers'
import { freePort } from '@plinth/testkit/servers'

const healthcheckEveryNs = 1_000_000_000

export type Container = Awaited<ReturnType<Engine['createContainer']>>

export interface ContainerPlan {
  image: string
  /** Its name in the network; several containers may have the same. */
  alias: string
  command?: string[]
  env?: Readonly<Record<string, string>>
  /** A command inside that asks whether it is healthy. Default: its image's. */
  healthcheck?: readonly string[]
  /** Published on loopback, at ports of the tests' own. */
  ports?: readonly number[]
  /** Walled in as deploy/compose.yaml does it. */
  isOurs?: boolean
}

/** A network of its own and the containers in it. */
export interface ContainerGroup {
  /** The address of this machine inside the network. */
  hostAddress: string
  start(plan: ContainerPlan): Promise<Container>
  /** Removes the containers, their volumes and the network, whatever state they are in. */
  remove(): Promise<void>
}

export async function containerGroup(): Promise<ContainerGroup> {
  const docker = await engine()
  const network = await testNetwork(docker)
  const { IPAM } = await network.inspect()
  const made: Container[] = []
  return {
    hostAddress: IPAM?.Config?.[0]?.Gateway ?? '',
    async start({ image, alias, command, env = {}, healthcheck, ports = [], isOurs = false }) {
      const hostPorts = await Promise.all(ports.map(() => freePort()))
      const container = await docker.createContainer({
        Image: image,
        ...(command === undefined ? {} : { Cmd: command }),
        Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
        ...(healthcheck === undefined
          ? {}
          : { Healthcheck: { Test: ['CMD', ...healthcheck], Interval: healthcheckEveryNs, Retries: 100 } }),
        ExposedPorts: Object.fromEntries(ports.map((port) => [`${port}/tcp`, {}])),
        HostConfig: {
          NetworkMode: network.id,
          PortBindings: Object.fromEntries(
            ports.map((port, at) => [`${port}/tcp`, [{ HostIp: '127.0.0.1', HostPort: `${hostPorts[at]}` }]]),
          ),
          ...(isOurs ? { ReadonlyRootfs: true, CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges'] } : {}),
          ...(isOurs ? { Memory: 512 * 1024 ** 2, Tmpfs: { '/tmp': 'mode=1777' } } : {}),
        },
        NetworkingConfig: { EndpointsConfig: { [network.id]: { Aliases: [alias] } } },
      })
      made.push(container)
      await container.start()
      return container
    },
    async remove() {
      await Promise.all(made.map((one) => one.remove({ force: true, v: true }).catch(() => undefined)))
      await network.remove()
    },
  }
}

/** Resolves when the container's healthcheck passes; rejects with its log if it does not in time. */
export async function untilHealthy(container: Container, timeoutMs = 120_000): Promise<void> {
  const look = async () => {
    const { State } = await container.inspect()
    if (State.Health?.Status !== 'healthy') throw new Error(`it is ${State.Status} and ${State.Health?.Status}`)
  }
  await eventually(look, { timeoutMs, everyMs: 200 }).catch(async (err: unknown) => {
    throw new Error(`${String(err)}\n${await logOf(container)}`)
  })
}

/** Resolves when it has ended with exit code 0. */
export async function untilDone(container: Container): Promise<void> {
  const { StatusCode }: { StatusCode: number } = await container.wait()
  if (StatusCode !== 0) throw new Error(`it ended with ${StatusCode}:\n${await logOf(container)}`)
}

export async function urlOf(container: Container, port: number): Promise<string> {
  const [bound] = (await container.inspect()).NetworkSettings.Ports[`${port}/tcp`] ?? []
  return `http://127.0.0.1:${bound?.HostPort}`
}

export async function logOf(container: Container): Promise<string> {
  return (await container.logs({ stdout: true, stderr: true, tail: 100 })).toString('utf8')
}
