import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { V1Container } from '@kubernetes/client-node'
import type { Engine } from '@plinth/testkit/containers'
import { freePort } from '@plinth/testkit/servers'
import { type Manifest, ofKind, type Workload } from '../k8s/manifest.ts'

type CreateOptions = Parameters<Engine['createContainer']>[0]

export interface Surroundings {
  manifests: readonly Manifest[]
  network: string
  /** Where the files of Secrets are put, for this test alone. */
  folder: string
  /** The image to run in the place of the one that is named. */
  imageFor(named: string): string
  /** Beside what the manifests say. */
  settings: Readonly<Record<string, string>>
}

/** How an engine runs one container of a pod: the same user, files, limits and walls that Kubernetes would give it. */
export async function containerOptions(
  workload: Workload,
  container: V1Container,
  around: Surroundings,
): Promise<CreateOptions> {
  const { manifests, network, settings } = around
  const { securityContext: podContext } = workload.pod
  const named = container.image ?? ''
  const isOurs = workload.isOurs
  const ports = (container.ports ?? []).map(({ containerPort }) => `${containerPort}/tcp`)
  const volumes = (container.volumeMounts ?? []).map((mount) => ({
    mount,
    volume: workload.pod.volumes?.find(({ name }) => name === mount.name),
  }))
  const files = volumes.filter(({ volume }) => volume?.secret !== undefined)
  const maps = volumes.filter(({ volume }) => volume?.configMap !== undefined)
  const empty = volumes.filter(({ volume }) => volume?.emptyDir !== undefined)
  const variables = {
    ...environment(container, manifests),
    ...(isOurs ? settings : secretsAsValues(container, manifests)),
  }
  return {
    Image: around.imageFor(named),
    ...(container.args === undefined ? {} : { Cmd: container.args.map((arg) => expanded(arg, variables)) }),
    Env: Object.entries(variables)
      .filter(([name]) => isOurs || !name.endsWith('_FILE'))
      .map(([name, value]) => `${name}=${value}`),
    ExposedPorts: Object.fromEntries(ports.map((port) => [port, {}])),
    // The servers' images here may differ from those that are named, and may begin as root.
    ...(isOurs ? { User: `${podContext?.runAsUser}:${podContext?.runAsGroup}` } : {}),
    HostConfig: {
      NetworkMode: network,
      PortBindings: await publishedPorts(ports),
      Memory: bytes(container.resources?.limits?.['memory']),
      Binds: [
        ...files.map(({ mount, volume }) => `${secretFiles(workload, volume?.secret, around)}:${mount.mountPath}:ro`),
        ...maps.map(({ mount, volume }) => `${mapFiles(volume?.configMap?.name, around)}:${mount.mountPath}:ro`),
      ],
      ...(isOurs
        ? {
            ReadonlyRootfs: container.securityContext?.readOnlyRootFilesystem === true,
            CapDrop: container.securityContext?.capabilities?.drop ?? [],
            SecurityOpt: ['no-new-privileges'],
            Tmpfs: Object.fromEntries(
              empty.map(({ mount, volume }) => [
                mount.mountPath,
                `size=${bytes(volume?.emptyDir?.sizeLimit)},mode=1777`,
              ]),
            ),
          }
        : {}),
    },
    NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: namesOf(workload, manifests) } } },
  }
}

/**
 * A loopback port of ours for each. An engine that chooses counts from the same port on for each address, and gives up
 * after ten that it published on another address before.
 */
async function publishedPorts(ports: readonly string[]) {
  const hostPorts = await Promise.all(ports.map(() => freePort()))
  return Object.fromEntries(ports.map((port, at) => [port, [{ HostIp: '127.0.0.1', HostPort: `${hostPorts[at]}` }]]))
}

/** The services that lead to a pod are the names it has. */
const namesOf = ({ labels }: Workload, manifests: readonly Manifest[]): string[] =>
  ofKind(manifests, 'Service')
    .filter(({ spec }) => Object.entries(spec?.selector ?? {}).every(([name, value]) => labels[name] === value))
    .flatMap(({ metadata }) => metadata?.name ?? [])

function environment({ env = [], envFrom = [] }: V1Container, manifests: readonly Manifest[]): Record<string, string> {
  const maps = envFrom.flatMap(({ configMapRef }) =>
    ofKind(manifests, 'ConfigMap').filter(({ metadata }) => metadata?.name === configMapRef?.name),
  )
  const known: Record<string, string> = Object.assign({}, ...maps.map(({ data }) => data))
  for (const { name, value = '', valueFrom } of env) {
    const key = valueFrom?.secretKeyRef?.key
    known[name] = key === undefined ? expanded(value, known) : keyOf(manifests, key)
  }
  return known
}

/** `$(NAME)` stands for a variable that was named before. */
const expanded = (text: string, known: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\$\((\w+)\)/g, (whole, name: string) => known[name] ?? whole)

/** Stand-ins for the servers' images may know POSTGRES_PASSWORD and no POSTGRES_PASSWORD_FILE. */
const secretsAsValues = ({ env = [] }: V1Container, manifests: readonly Manifest[]): Record<string, string> =>
  Object.fromEntries(
    env
      .filter(({ name }) => name.endsWith('_FILE'))
      .map(({ name, value = '' }) => [name.slice(0, -'_FILE'.length), keyOf(manifests, value.split('/').at(-1) ?? '')]),
  )

const keyOf = (manifests: readonly Manifest[], key: string): string =>
  ofKind(manifests, 'Secret')
    .flatMap(({ data }) => data?.[key] ?? [])
    .map((value) => Buffer.from(value, 'base64').toString('utf8'))[0] ?? ''

interface SecretVolume {
  secretName?: string
  defaultMode?: number
  items?: { key: string; path: string }[]
}

/** The folder with the files of a Secret's keys, readable as fsGroup and defaultMode say. */
function secretFiles(
  workload: Workload,
  volume: SecretVolume | undefined,
  { manifests, folder }: Surroundings,
): string {
  const name = volume?.secretName ?? ''
  const secret = ofKind(manifests, 'Secret').find(({ metadata }) => metadata?.name === name)
  const at = join(folder, `${workload.name}-${(volume?.items ?? []).map(({ key }) => key).join('-')}`)
  mkdirSync(at, { recursive: true, mode: 0o755 })
  for (const { key, path } of volume?.items ?? []) {
    const file = join(at, path)
    writeFileSync(file, Buffer.from(secret?.data?.[key] ?? '', 'base64'))
    if (process.getuid?.() === 0 && workload.isOurs) {
      chownSync(file, 0, workload.pod.securityContext?.fsGroup ?? 0)
      chmodSync(file, volume?.defaultMode ?? 0o444)
    } else chmodSync(file, 0o444)
  }
  return at
}

/** The folder with the files of a ConfigMap. */
function mapFiles(name: string | undefined, { manifests, folder }: Surroundings): string {
  const map = ofKind(manifests, 'ConfigMap').find(({ metadata }) => metadata?.name === name)
  const at = join(folder, `map-${name}`)
  mkdirSync(at, { recursive: true, mode: 0o755 })
  for (const [path, text] of Object.entries(map?.data ?? {})) writeFileSync(join(at, path), text, { mode: 0o444 })
  return at
}

function bytes(quantity = ''): number {
  const [, count, unit] = /^(\d+)(Mi|Gi)$/.exec(quantity) ?? []
  return Number(count) * (unit === 'Gi' ? 1024 ** 3 : 1024 ** 2)
}
