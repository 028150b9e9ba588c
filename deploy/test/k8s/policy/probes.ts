import type { V1Probe } from '@kubernetes/client-node'
import { ofKind, workloads } from '../manifest.ts'
import { type Rule, unless } from './rule.ts'

const served = (manifests: Parameters<Rule['find']>[0]) => workloads(manifests).filter(({ kind }) => kind !== 'Job')
/** The checked requests, independent of their timing. */
const question = (probe: V1Probe | undefined) =>
  JSON.stringify([probe?.grpc?.service, probe?.httpGet?.path, probe?.exec?.command, probe?.tcpSocket?.port])

export const probeRules: readonly Rule[] = [
  {
    name: 'everything that serves is probed, and the probes differ',
    find: (manifests) =>
      served(manifests).flatMap(({ name, isOurs, pod }) =>
        pod.containers.flatMap(({ livenessProbe, readinessProbe, startupProbe }) => [
          ...unless(livenessProbe !== undefined && readinessProbe !== undefined, `${name} lacks a probe`),
          ...unless(!isOurs || startupProbe !== undefined, `${name} has no startup probe`),
          ...unless(
            !isOurs || question(livenessProbe) !== question(readinessProbe),
            `${name} is killed when it should only rest`,
          ),
        ]),
      ),
  },
  {
    name: 'liveness looks at nothing outside the process',
    find: (manifests) =>
      served(manifests).flatMap(({ name, pod }) =>
        pod.containers.flatMap(({ livenessProbe: probe }) =>
          unless(
            probe?.grpc?.service === 'liveness' ||
              probe?.httpGet?.path === '/healthz' ||
              probe?.tcpSocket !== undefined,
            `${name} dies of its neighbours`,
          ),
        ),
      ),
  },
  {
    name: 'probes ask ports that are open, and wait for the slowest answer',
    find: (manifests) =>
      served(manifests).flatMap(({ name, isOurs, pod }) =>
        pod.containers.flatMap(({ ports = [], ...container }) => {
          const { livenessProbe, readinessProbe, startupProbe } = container
          const asked = [livenessProbe, readinessProbe, startupProbe].flatMap((probe) =>
            probe === undefined ? [] : [probe.grpc?.port ?? probe.httpGet?.port ?? probe.tcpSocket?.port],
          )
          return [
            ...asked.flatMap((port) =>
              unless(
                port === undefined || ports.some((one) => one.name === port || one.containerPort === port),
                `${name} is asked at ${port}, which is closed`,
              ),
            ),
            // A run of the readiness checks takes up to 3 s before it names what does not answer.
            ...unless(!isOurs || (readinessProbe?.timeoutSeconds ?? 1) >= 4, `${name}'s readiness is not waited for`),
          ]
        }),
      ),
  },
  {
    name: 'a pod has the time to drain before it is killed',
    find: (manifests) => {
      const [settings] = ofKind(manifests, 'ConfigMap').filter(({ metadata }) =>
        metadata?.name?.startsWith('plinth-settings'),
      )
      const drainMs = Number(settings?.data?.['DRAIN_DELAY_MS']) + Number(settings?.data?.['STOP_TIMEOUT_MS'])
      return served(manifests)
        .filter(({ isOurs }) => isOurs)
        .flatMap(({ name, pod }) =>
          unless((pod.terminationGracePeriodSeconds ?? 30) * 1_000 > drainMs, `${name} is killed before ${drainMs} ms`),
        )
    },
  },
]
