import { readFileSync } from 'node:fs'
import { defaultLimits } from '../../../../kit/src/rpc/limits.ts'
import { type Manifest, ofKind, selects, workloads } from '../manifest.ts'
import { type Rule, unless } from './rule.ts'

const version: string = JSON.parse(
  readFileSync(new URL('../../../../app/package.json', import.meta.url), 'utf8'),
).version
const sizing = readFileSync(new URL('../../../../docs/operate/sizing.md', import.meta.url), 'utf8')
const ourDeployments = (manifests: readonly Manifest[]) =>
  workloads(manifests).filter(({ kind, isOurs }) => kind === 'Deployment' && isOurs)
const scalerOf = (manifests: readonly Manifest[], name: string) =>
  ofKind(manifests, 'HorizontalPodAutoscaler').find(({ spec }) => spec?.scaleTargetRef.name === name)

export const availabilityRules: readonly Rule[] = [
  {
    name: 'every part is scaled by its HPA alone',
    find: (manifests) => [
      ...ourDeployments(manifests).flatMap(({ name }) =>
        unless(scalerOf(manifests, name) !== undefined, `${name} has no HPA`),
      ),
      ...ofKind(manifests, 'Deployment').flatMap(({ metadata, spec }) =>
        unless(spec?.replicas === undefined, `${metadata?.name}: every apply would undo the HPA`),
      ),
      ...ofKind(manifests, 'HorizontalPodAutoscaler').flatMap(({ spec }) =>
        unless(
          ourDeployments(manifests).some(({ name }) => name === spec?.scaleTargetRef.name) &&
            (spec?.minReplicas ?? 1) <= (spec?.maxReplicas ?? 0),
          `the HPA of ${spec?.scaleTargetRef.name} scales nothing`,
        ),
      ),
    ],
  },
  {
    name: 'a node can be drained, and never takes all of a part with it',
    find: (manifests) =>
      ourDeployments(manifests).flatMap(({ name, labels }) => {
        const budget = ofKind(manifests, 'PodDisruptionBudget').find(({ spec }) =>
          selects(spec?.selector?.matchLabels, labels),
        )
        const min = scalerOf(manifests, name)?.spec?.minReplicas ?? 1
        const { maxUnavailable, minAvailable, unhealthyPodEvictionPolicy: policy } = budget?.spec ?? {}
        const allows = minAvailable === undefined ? Number(maxUnavailable) : min - Number(minAvailable)
        return unless(allows >= 1 && policy === 'AlwaysAllow', `${name}: ${allows || 'none'} may go of ${min}`)
      }),
  },
  {
    name: 'shares of a limit are for as many gateways as there may be',
    find: (manifests) =>
      ourDeployments(manifests)
        .filter(({ name }) => name === 'gateway')
        .flatMap(({ pod }) => {
          const configured = pod.containers[0]?.env?.find(({ name }) => name === 'GATEWAY_REPLICAS')?.value
          const max = scalerOf(manifests, 'gateway')?.spec?.maxReplicas
          return unless(configured === String(max), `GATEWAY_REPLICAS is ${configured}, and ${max} gateways may run`)
        }),
  },
  {
    name: 'max_connections of the page on sizing is enough for all pods of a roll-out',
    find(manifests) {
      const scaled = ourDeployments(manifests).filter(({ name }) => name !== 'gateway')
      const pods = scaled.reduce((sum, { name }) => {
        const rollout = ofKind(manifests, 'Deployment').find(({ metadata }) => metadata?.name === name)?.spec?.strategy
        return sum + (scalerOf(manifests, name)?.spec?.maxReplicas ?? 1) + Number(rollout?.rollingUpdate?.maxSurge ?? 0)
      }, 0)
      const [, poolMax, connectionsMax] =
        /`DATABASE_POOL_MAX` \((\d+)\) and one more[\s\S]*`max_connections` to at least (\d+)/.exec(sizing) ?? []
      const needed = pods * (Number(poolMax) + 1)
      return unless(
        needed <= Number(connectionsMax),
        `${needed} connections of ${pods} pods, ${connectionsMax} on the page`,
      )
    },
  },
  {
    name: 'pods of a part are spread over zones and hosts',
    find: (manifests) =>
      ourDeployments(manifests).flatMap(({ name, pod, labels }) =>
        ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].flatMap((key) =>
          unless(
            (pod.topologySpreadConstraints ?? []).some(
              ({ topologyKey, labelSelector }) => topologyKey === key && selects(labelSelector?.matchLabels, labels),
            ),
            `${name} is not spread by ${key}`,
          ),
        ),
      ),
  },
  {
    name: 'a new version comes before the old one goes',
    find: (manifests) =>
      ofKind(manifests, 'Deployment').flatMap(({ metadata, spec }) =>
        unless(
          spec?.strategy?.rollingUpdate?.maxUnavailable === 0 && Number(spec.strategy.rollingUpdate.maxSurge) >= 1,
          `${metadata?.name} loses a pod while it is updated`,
        ).concat(
          unless(
            (spec?.minReadySeconds ?? 0) * 1_000 > defaultLimits.resolveEveryMs,
            `${metadata?.name}: an old pod goes before callers have found the new one`,
          ),
        ),
      ),
  },
  {
    name: 'the migration carries the version of the image, and is cleared away',
    find: (manifests) => {
      const jobs = ofKind(manifests, 'Job')
      const tags = workloads(manifests)
        .filter(({ isOurs }) => isOurs)
        .flatMap(({ pod }) => pod.containers.map(({ image }) => image?.split(':').at(-1)))
      return [
        ...unless(
          jobs.length === 1 && jobs[0]?.metadata?.name === `migrate-${version.replaceAll('.', '-')}`,
          `no migrate-${version}`,
        ),
        ...unless(
          tags.every((tag) => tag === version),
          `images are ${tags.join(', ')}, and this is ${version}`,
        ),
        ...jobs.flatMap(({ spec, metadata }) =>
          unless(
            spec?.ttlSecondsAfterFinished !== undefined && spec.backoffLimit !== undefined,
            `${metadata?.name} stays for ever`,
          ),
        ),
      ]
    },
  },
  {
    name: 'a service waits for its migrations',
    find: (manifests) =>
      ourDeployments(manifests)
        .filter(({ labels }) => labels['plinth/role'] === 'service')
        .flatMap(({ name, pod }) => {
          const [first] = pod.initContainers ?? []
          const isWaiting = first?.args?.slice(0, 2).join(' ') === 'migrate --wait'
          return unless(isWaiting && first?.image === pod.containers[0]?.image, `${name} starts before its tables`)
        }),
  },
]
