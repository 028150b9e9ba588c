import type { V1NetworkPolicyPeer } from '@kubernetes/client-node'
import { type Manifest, ofKind, selects, type Workload, workloads } from '../manifest.ts'
import { type Rule, unless } from './rule.ts'

const privateRanges = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
]
const policies = (manifests: readonly Manifest[]) => ofKind(manifests, 'NetworkPolicy')
type Policy = ReturnType<typeof policies>[number]

/** Does the policy speak of these pods? */
function covers({ spec }: Policy, { labels }: Workload): boolean {
  const { matchLabels, matchExpressions = [] } = spec?.podSelector ?? {}
  return (
    selects(matchLabels, labels) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      if (operator !== 'In') throw new Error(`the test knows no ${operator}`)
      return values.includes(labels[key] ?? '')
    })
  )
}

/** The models call it `_from`; manifests do not. */
const from = (rule: object): V1NetworkPolicyPeer[] => ('from' in rule && Array.isArray(rule.from) ? rule.from : [])

const blocksFor = (manifests: readonly Manifest[], workload: Workload) =>
  policies(manifests)
    .filter((policy) => covers(policy, workload))
    .flatMap(({ spec }) => spec?.egress ?? [])
    .flatMap(({ to }) => to ?? [{ ipBlock: { cidr: '0.0.0.0/0' } }])
    .flatMap(({ ipBlock }) => ipBlock ?? [])

export const networkRules: readonly Rule[] = [
  {
    name: 'an entrance cuts no answer that is still coming',
    find: (manifests) =>
      ofKind(manifests, 'HTTPRoute').flatMap(({ metadata, spec }) =>
        spec.rules.flatMap(({ timeouts }) =>
          unless(timeouts.request === '0s', `${metadata.name} ends streams and exports after ${timeouts.request}`),
        ),
      ),
  },
  {
    name: 'what no policy names is closed, both ways',
    find: (manifests) =>
      unless(
        policies(manifests).some(
          ({ spec }) =>
            Object.keys(spec?.podSelector ?? {}).length === 0 &&
            ['Ingress', 'Egress'].every((type) => spec?.policyTypes?.includes(type)) &&
            (spec?.ingress ?? []).length === 0 &&
            (spec?.egress ?? []).length === 0,
        ),
        'no policy denies everything',
      ),
  },
  {
    name: 'every pod resolves names over UDP and TCP',
    find: (manifests) =>
      workloads(manifests).flatMap((workload) => {
        const ports = policies(manifests)
          .filter((policy) => covers(policy, workload))
          .flatMap(({ spec }) => spec?.egress ?? [])
          .flatMap(({ ports: open = [] }) => open)
          .filter(({ port }) => port === 53)
        return unless(
          ['UDP', 'TCP'].every((protocol) => ports.some((one) => one.protocol === protocol)),
          `${workload.name} cannot resolve names`,
        )
      }),
  },
  {
    name: 'names are resolved on a node with a DNS cache of its own',
    find: (manifests) =>
      policies(manifests)
        .filter(({ metadata }) => metadata?.name === 'resolve-names')
        .flatMap(({ spec }) => spec?.egress ?? [])
        .flatMap(({ to = [] }) =>
          unless(
            to.some(({ ipBlock }) => ipBlock?.cidr === '169.254.20.10/32'),
            'the NodeLocal DNSCache is closed',
          ),
        ),
  },
  {
    name: 'only webhooks reach public addresses, and no private one',
    find: (manifests) =>
      workloads(manifests).flatMap((workload) => {
        const wide = blocksFor(manifests, workload).filter(({ cidr }) => /\/[0-3]$/.test(cidr))
        const leaks = wide
          .filter(({ cidr }) => cidr === '0.0.0.0/0')
          .flatMap(({ except = [] }) => privateRanges.filter((range) => !except.includes(range)))
        const ways = policies(manifests)
          .filter((policy) => covers(policy, workload))
          .flatMap(({ spec }) => spec?.egress ?? [])
          .filter(({ to = [] }) => to.some(({ ipBlock }) => /\/[0-3]$/.test(ipBlock?.cidr ?? '')))
        return [
          ...ways.flatMap(({ ports: open = [] }) =>
            unless(
              open.length > 0 && open.every(({ protocol, port }) => protocol === 'TCP' && port !== undefined),
              `${workload.name} reaches the world on every port`,
            ),
          ),
          ...unless(
            wide.length > 0 === (workload.name === 'webhooks'),
            `${workload.name} reaches ${wide.length} worlds`,
          ),
          ...leaks.map((range) => `${workload.name} reaches ${range}`),
        ]
      }),
  },
  {
    name: 'policies name pods and ports that exist',
    find: (manifests) =>
      policies(manifests).flatMap((policy) => {
        const { metadata, spec } = policy
        const here = workloads(manifests).filter((workload) => covers(policy, workload))
        const peers = [
          ...(spec?.ingress ?? []).flatMap((rule) => from(rule)),
          ...(spec?.egress ?? []).flatMap(({ to = [] }) => to),
        ]
        const named = peers.filter(({ podSelector, namespaceSelector }) => podSelector && !namespaceSelector)
        const open = (list: readonly Workload[]) =>
          list.flatMap(({ pod }) =>
            pod.containers.flatMap(({ ports = [] }) => ports.flatMap((one) => [one.name, one.containerPort])),
          )
        return [
          ...unless(here.length > 0, `${metadata?.name} selects no pod`),
          ...named.flatMap(({ podSelector }) =>
            unless(
              workloads(manifests).some(({ labels }) => selects(podSelector?.matchLabels, labels)),
              `${metadata?.name} names no peer`,
            ),
          ),
          ...(spec?.ingress ?? []).flatMap(({ ports = [] }) =>
            ports.flatMap(({ port }) =>
              unless(open(here).includes(port as string | number), `${metadata?.name} opens ${port}, which is closed`),
            ),
          ),
        ]
      }),
  },
  {
    name: 'a part may go where its settings send it',
    find: (manifests) =>
      workloads(manifests)
        .filter(({ isOurs }) => isOurs)
        .flatMap((workload) => {
          const needed = workload.pod.containers.flatMap(({ env = [] }) => env.map(({ name }) => name))
          return Object.entries({
            DATABASE_URL_FILE: 'to-postgresql',
            NATS_URL_FILE: 'to-nats',
            REDIS_URL_FILE: 'to-redis',
          })
            .filter(([variable]) => needed.includes(variable))
            .flatMap(([variable, name]) => {
              const policy = policies(manifests).find(({ metadata }) => metadata?.name === name)
              const isOpen = policy !== undefined && covers(policy, workload) && (policy.spec?.egress ?? []).length > 0
              return unless(isOpen, `${workload.name} has ${variable} and no way there`)
            })
        }),
  },
  {
    name: 'the namespace admits restricted pods alone, and holds everything',
    find: (manifests) => {
      const [namespace] = ofKind(manifests, 'Namespace')
      const enforced = namespace?.metadata?.labels?.['pod-security.kubernetes.io/enforce']
      return [
        ...unless(enforced === 'restricted', `pods of the namespace are ${enforced}`),
        ...manifests
          .filter(({ kind }) => kind !== 'Namespace')
          .flatMap(({ kind, metadata }) =>
            unless(metadata.namespace === namespace?.metadata?.name, `${kind} ${metadata.name} lies elsewhere`),
          ),
      ]
    },
  },
]
