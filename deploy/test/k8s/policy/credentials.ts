import { type Manifest, ofKind, type Workload, workloads } from '../manifest.ts'
import { type Rule, unless } from './rule.ts'

const services = ['identity', 'tenancy', 'webhooks']

/** No pod may hold a credential beyond those that a rule names. */
const holdersOf: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    services.flatMap((part) => [
      [`RPC_${part.toUpperCase()}_TOKEN`, ['gateway', part]],
      [`${part.toUpperCase()}_NATS_URL`, [part]],
      [`NATS_${part.toUpperCase()}_PASSWORD`, ['nats']],
      [`plinth-rpc-tls-${part}`, [part]],
    ]),
  ),
  GATEWAY_NATS_URL: ['gateway'],
  NATS_GATEWAY_PASSWORD: ['nats'],
  REDIS_URL: ['gateway'],
  REDIS_PASSWORD: ['redis'],
  'plinth-rpc-tls-gateway': ['gateway'],
}

/** The keys of Secrets that a pod is given, and the Secrets that are a part's own as a whole. */
function heldBy({ pod }: Workload): string[] {
  const files = (pod.volumes ?? []).flatMap(({ secret }) => [
    ...(secret?.items?.map(({ key }) => key) ?? []),
    secret?.secretName ?? '',
  ])
  const variables = [...(pod.initContainers ?? []), ...pod.containers].flatMap(({ env = [] }) =>
    env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.key ?? ''),
  )
  return [...files, ...variables].filter((name) => name !== '')
}

const ownFrom = (manifests: readonly Manifest[], part: string) =>
  ofKind(manifests, 'Certificate').find((one) => one.spec.secretName === `plinth-rpc-tls-${part}`)?.spec

export const credentialRules: readonly Rule[] = [
  {
    name: "no pod holds another's credentials",
    find: (manifests) =>
      workloads(manifests).flatMap((workload) =>
        heldBy(workload).flatMap((key) =>
          unless(holdersOf[key]?.includes(workload.name) ?? true, `${workload.name} holds ${key}`),
        ),
      ),
  },
  {
    name: 'each part calls NATS as its own user',
    find: (manifests) =>
      ['gateway', ...services].flatMap((part) => {
        const workload = workloads(manifests).find(({ name }) => name === part)
        const held = workload === undefined ? [] : heldBy(workload)
        return unless(held.includes(`${part.toUpperCase()}_NATS_URL`), `${part} has no user of its own`)
      }),
  },
  {
    name: 'certificates say which part, and whether it calls or is called',
    find: (manifests) =>
      ofKind(manifests, 'Certificate').length === 0
        ? []
        : [
            ...unless(
              JSON.stringify([ownFrom(manifests, 'gateway')?.dnsNames, ownFrom(manifests, 'gateway')?.usages]) ===
                '[["gateway"],["client auth"]]',
              "the gateway's certificate is not a client's with its name",
            ),
            ...services.flatMap((part) => {
              const { dnsNames = [], usages = [] } = ownFrom(manifests, part) ?? {}
              const isOwn = dnsNames.length > 0 && dnsNames.every((name) => name.startsWith(`${part}-headless`))
              return unless(isOwn && usages.join() === 'server auth', `${part}'s certificate is not a server's alone`)
            }),
          ],
  },
]
