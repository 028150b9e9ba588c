import type {
  V1ConfigMap,
  V1Container,
  V1Deployment,
  V1Ingress,
  V1Job,
  V1Namespace,
  V1NetworkPolicy,
  V1PodDisruptionBudget,
  V1PodSpec,
  V1PodTemplateSpec,
  V1Secret,
  V1Service,
  V1ServiceAccount,
  V1StatefulSet,
  V2HorizontalPodAutoscaler,
} from '@kubernetes/client-node'
import type { Certificate, Gateway, HTTPRoute, Issuer, PrometheusRule, ServiceMonitor } from './custom-shapes.ts'

export interface Manifest {
  apiVersion: string
  kind: string
  metadata: { name: string; namespace?: string; labels?: Record<string, string> }
}

interface Kinds {
  Namespace: V1Namespace
  ServiceAccount: V1ServiceAccount
  ConfigMap: V1ConfigMap
  Secret: V1Secret
  Deployment: V1Deployment
  StatefulSet: V1StatefulSet
  Job: V1Job
  Service: V1Service
  HorizontalPodAutoscaler: V2HorizontalPodAutoscaler
  PodDisruptionBudget: V1PodDisruptionBudget
  NetworkPolicy: V1NetworkPolicy
  Ingress: V1Ingress
  Issuer: Issuer
  Certificate: Certificate
  Gateway: Gateway
  HTTPRoute: HTTPRoute
  ServiceMonitor: ServiceMonitor
  PrometheusRule: PrometheusRule
}

/** The objects of a kind. Their shape is what the schema test has checked, field by field. */
export function ofKind<Kind extends keyof Kinds>(manifests: readonly Manifest[], kind: Kind): Kinds[Kind][] {
  return manifests.filter((manifest) => manifest.kind === kind) as unknown as Kinds[Kind][]
}

export interface Workload {
  kind: 'Deployment' | 'StatefulSet' | 'Job'
  name: string
  /** Runs our own image. */
  isOurs: boolean
  template: V1PodTemplateSpec
  labels: Record<string, string>
  pod: V1PodSpec
}

/** Everything that makes pods. */
export function workloads(manifests: readonly Manifest[]): Workload[] {
  return (['Deployment', 'StatefulSet', 'Job'] as const).flatMap((kind) =>
    ofKind(manifests, kind).map(({ metadata, spec }) => {
      const template = spec?.template ?? {}
      const pod = template.spec ?? { containers: [] }
      const isOurs = pod.containers.some(({ image }) => /(^|\/)plinth[:@]/.test(image ?? ''))
      return { kind, name: metadata?.name ?? '', isOurs, template, labels: template.metadata?.labels ?? {}, pod }
    }),
  )
}

export const containersOf = ({ pod }: Workload): V1Container[] => [...(pod.initContainers ?? []), ...pod.containers]

/** Does a selector of labels hold here? An empty one holds everywhere. */
export const selects = (selector: Record<string, string> | undefined, labels: Record<string, string>): boolean =>
  Object.entries(selector ?? {}).every(([name, value]) => labels[name] === value)
