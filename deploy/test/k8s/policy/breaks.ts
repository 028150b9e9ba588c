// For each rule, copies of good manifests with one thing wrong that the rule must find.
import type { V1Container, V1PodSpec, V1Probe } from '@kubernetes/client-node'
import { type Manifest, ofKind, workloads } from '../manifest.ts'

type Break = (copy: Manifest[]) => void

function one<T extends { metadata?: { name?: string } }>(list: readonly T[], name: string): T {
  const found = list.find(({ metadata }) => metadata?.name?.startsWith(name))
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}

const inPod =
  (name: string, change: (pod: V1PodSpec) => void): Break =>
  (copy) => {
    const found = workloads(copy).find((workload) => workload.name === name)
    if (found === undefined) throw new Error(`there is no ${name}`)
    change(found.pod)
  }
const inContainer = (name: string, change: (container: V1Container) => void) =>
  inPod(name, ({ containers: [container] }) => {
    if (container === undefined) throw new Error(`${name} has no container`)
    change(container)
  })
const secretOf = (pod: V1PodSpec, name: string) => pod.volumes?.find((volume) => volume.name === name)?.secret ?? {}
const probe = (value: V1Probe | undefined): V1Probe => value ?? {}
const without =
  (kind: string, name: string): Break =>
  (copy) => {
    const at = copy.findIndex((manifest) => manifest.kind === kind && manifest.metadata.name === name)
    if (at < 0) throw new Error(`there is no ${kind} ${name}`)
    copy.splice(at, 1)
  }
const inSpec =
  <Kind extends Parameters<typeof ofKind>[1]>(kind: Kind, name: string, change: (spec: object) => void): Break =>
  (copy) => {
    const { spec } = one(ofKind(copy, kind), name) as { spec?: object }
    if (spec === undefined) throw new Error(`${kind} ${name} has no spec`)
    change(spec)
  }
const set = (values: object) => (target: object) => void Object.assign(target, values)
const data =
  (values: object): Break =>
  (copy) =>
    void Object.assign(one(ofKind(copy, 'ConfigMap'), 'plinth-settings').data ?? {}, values)

const impatientRoute = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'gateway' },
  spec: { rules: [{ timeouts: { request: '60s' } }] },
}

export const breaks: Readonly<Record<string, readonly Break[]>> = {
  'an entrance cuts no answer that is still coming': [(copy) => void copy.push(impatientRoute)],
  'selectors match the pods they are to select': [
    inSpec('Deployment', 'gateway', set({ selector: { matchLabels: { app: 'gateway' } } })),
  ],
  'images are pinned': [
    inContainer('gateway', set({ image: 'plinth' })),
    inContainer('identity', set({ image: 'plinth:latest' })),
  ],
  'pods are restricted': [
    inPod('gateway', (pod) => set({ runAsUser: 0 })(pod.securityContext ?? {})),
    inPod('gateway', set({ hostNetwork: true })),
    inPod('webhooks', (pod) => pod.volumes?.push({ name: 'host', hostPath: { path: '/' } })),
    inContainer('tenancy', (container) => set({ readOnlyRootFilesystem: false })(container.securityContext ?? {})),
    inContainer('tenancy', (container) => set({ capabilities: { drop: [] } })(container.securityContext ?? {})),
    inContainer('tenancy', (container) => set({ allowPrivilegeEscalation: true })(container.securityContext ?? {})),
    inPod('identity', (pod) => set({ seccompProfile: undefined })(pod.securityContext ?? {})),
  ],
  'pods hold no token of the cluster': [
    inPod('gateway', set({ automountServiceAccountToken: true })),
    inPod('gateway', set({ serviceAccountName: 'default' })),
    inPod('gateway', set({ enableServiceLinks: undefined })),
  ],
  'resources are asked for, and memory is bounded': [
    inContainer('gateway', (container) => set({ limits: {} })(container.resources ?? {})),
    inContainer('migrate-0-1-0', (container) => set({ requests: { memory: '1Gi' } })(container.resources ?? {})),
  ],
  "Node.js' heap follows the limit of memory": [
    inContainer('gateway', (container) => set({ limits: { memory: '1Gi' } })(container.resources ?? {})),
    inContainer('identity', (container) => container.env?.splice(0)),
  ],
  'temporary files have a place and a bound': [
    inPod('gateway', (pod) => pod.volumes?.push({ name: 'more', emptyDir: {} })),
  ],
  'secrets are references': [
    inContainer('identity', (container) => container.env?.push({ name: 'SECRETS_KEY', value: 'AAAA' })),
    inContainer('identity', (container) => container.env?.push({ name: 'PROXY', value: 'http://a:b@proxy' })),
  ],
  'settings hold no secret': [data({ RPC_TOKEN: 'hunter2' }), data({ NATS_URL: 'nats://a:b@nats' })],
  'everything that serves is probed, and the probes differ': [
    inContainer('gateway', set({ readinessProbe: undefined })),
    inContainer('gateway', set({ startupProbe: undefined })),
    inContainer('gateway', (container) => set({ readinessProbe: container.livenessProbe })(container)),
  ],
  'liveness looks at nothing outside the process': [
    inContainer('gateway', (container) =>
      set({ httpGet: { path: '/readyz', port: 'management' } })(probe(container.livenessProbe)),
    ),
  ],
  'probes ask ports that are open, and wait for the slowest answer': [
    inContainer('gateway', (container) =>
      set({ httpGet: { path: '/healthz', port: 'admin' } })(probe(container.startupProbe)),
    ),
    inContainer('gateway', (container) => set({ timeoutSeconds: 1 })(probe(container.readinessProbe))),
  ],
  'a pod has the time to drain before it is killed': [
    inPod('webhooks', set({ terminationGracePeriodSeconds: 30 })),
    data({ STOP_TIMEOUT_MS: '60000' }),
  ],
  'services select a pod whose ports exist': [
    inSpec('Service', 'gateway', set({ selector: { app: 'gateway' } })),
    inContainer('identity', set({ ports: [] })),
  ],
  'a gateway knows where callers reach it, by the name of the way in': [
    data({ GATEWAY_PUBLIC_URL: '' }),
    data({ GATEWAY_PUBLIC_URL: 'https://elsewhere.example.com' }),
  ],
  'volumes, ConfigMaps and the keys of Secrets are there': [
    inPod('gateway', (pod) => pod.volumes?.splice(0)),
    inContainer('gateway', set({ envFrom: [{ configMapRef: { name: 'nowhere' } }] })),
    inContainer('gateway', set({ envFrom: [{ secretRef: { name: 'plinth-secrets' } }] })),
    inPod('gateway', (pod) =>
      pod.volumes?.push({ name: 'x', secret: { secretName: 'plinth-secrets', items: [{ key: 'OTHER', path: 'x' }] } }),
    ),
    inPod('gateway', (pod) => pod.volumes?.push({ name: 'x', secret: { secretName: 'plinth-secrets' } })),
  ],
  'files that settings name are mounted': [
    inContainer('gateway', (container) =>
      container.env?.push({ name: 'SECRETS_KEY_FILE', value: '/etc/plinth/secrets/SECRETS_KEY' }),
    ),
  ],
  'accounts exist, each without a token, one for each kind of pod': [
    without('ServiceAccount', 'gateway'),
    inPod('gateway', set({ serviceAccountName: 'identity' })),
    (copy) => set({ automountServiceAccountToken: undefined })(one(ofKind(copy, 'ServiceAccount'), 'gateway')),
  ],
  'ways in lead to a service': [
    (copy) =>
      set({ ports: [{ name: 'web', port: 81, targetPort: 'http' }] })(
        one(ofKind(copy, 'Service'), 'gateway').spec ?? {},
      ),
  ],
  'scrapes find a service with the port': [
    inSpec('ServiceMonitor', 'plinth', set({ selector: { matchLabels: { app: 'plinth' } } })),
    inSpec('ServiceMonitor', 'plinth', set({ jobLabel: 'app.kubernetes.io/component' })),
    (copy) => set({ ports: [] })(one(ofKind(copy, 'Service'), 'tenancy-headless').spec ?? {}),
  ],
  'the gateway dials headless services at ports they have': [
    data({ RPC_IDENTITY_URL: 'dns:///identity:50051' }),
    data({ RPC_IDENTITY_URL: 'dns:///identity-headless:50052' }),
  ],
  'every part is scaled by its HPA alone': [
    without('HorizontalPodAutoscaler', 'tenancy'),
    inSpec('Deployment', 'tenancy', set({ replicas: 3 })),
    inSpec('HorizontalPodAutoscaler', 'tenancy', set({ minReplicas: 60 })),
  ],
  'a node can be drained, and never takes all of a part with it': [
    without('PodDisruptionBudget', 'gateway'),
    inSpec('PodDisruptionBudget', 'gateway', set({ maxUnavailable: 0 })),
    inSpec('PodDisruptionBudget', 'gateway', set({ maxUnavailable: undefined, minAvailable: 2 })),
    inSpec('PodDisruptionBudget', 'gateway', set({ unhealthyPodEvictionPolicy: undefined })),
  ],
  'shares of a limit are for as many gateways as there may be': [
    inSpec('HorizontalPodAutoscaler', 'gateway', set({ maxReplicas: 40 })),
  ],
  'max_connections of the page on sizing is enough for all pods of a roll-out': [
    inSpec('HorizontalPodAutoscaler', 'identity', set({ maxReplicas: 10 })),
  ],
  'pods of a part are spread over zones and hosts': [inPod('gateway', (pod) => pod.topologySpreadConstraints?.pop())],
  'a new version comes before the old one goes': [
    inSpec('Deployment', 'gateway', set({ strategy: { type: 'Recreate' } })),
    inSpec('Deployment', 'identity', set({ minReadySeconds: 5 })),
  ],
  'the migration carries the version of the image, and is cleared away': [
    (copy) => set({ name: 'migrate' })(one(ofKind(copy, 'Job'), 'migrate').metadata ?? {}),
    inContainer('gateway', set({ image: 'plinth:0.0.9' })),
    inSpec('Job', 'migrate', set({ ttlSecondsAfterFinished: undefined })),
  ],
  'a service waits for its migrations': [
    inPod('tenancy', set({ initContainers: [] })),
    inPod('tenancy', (pod) => set({ args: ['migrate'] })(pod.initContainers?.[0] ?? {})),
  ],
  'what no policy names is closed, both ways': [
    without('NetworkPolicy', 'deny-all'),
    inSpec('NetworkPolicy', 'deny-all', set({ policyTypes: ['Ingress'] })),
  ],
  'every pod resolves names over UDP and TCP': [without('NetworkPolicy', 'resolve-names')],
  'names are resolved on a node with a DNS cache of its own': [
    inSpec('NetworkPolicy', 'resolve-names', set({ egress: [{ to: [{ namespaceSelector: {} }] }] })),
  ],
  'only webhooks reach public addresses, and no private one': [
    without('NetworkPolicy', 'webhooks-to-the-world'),
    inSpec('NetworkPolicy', 'to-nats', set({ egress: [{}] })),
    inSpec('NetworkPolicy', 'webhooks-to-the-world', set({ egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] })),
    inSpec('NetworkPolicy', 'webhooks-to-the-world', set({ egress: [{ to: [{ ipBlock: { cidr: '2000::/3' } }] }] })),
  ],
  'policies name pods and ports that exist': [
    inSpec('NetworkPolicy', 'services', set({ podSelector: { matchLabels: { app: 'plinth' } } })),
    inSpec('NetworkPolicy', 'services', set({ ingress: [{ from: [{ podSelector: { matchLabels: { app: 'x' } } }] }] })),
    inSpec('NetworkPolicy', 'services', set({ ingress: [{ ports: [{ port: 'grpc' }] }] })),
  ],
  'a part may go where its settings send it': [inSpec('NetworkPolicy', 'to-postgresql', set({ egress: [] }))],
  "no pod holds another's credentials": [
    inPod('webhooks', (pod) => set({ secretName: 'plinth-rpc-tls-gateway' })(secretOf(pod, 'rpc-tls'))),
    inPod('webhooks', (pod) => secretOf(pod, 'secrets').items?.push({ key: 'IDENTITY_NATS_URL', path: 'x' })),
    inPod('identity', (pod) => secretOf(pod, 'secrets').items?.push({ key: 'RPC_TENANCY_TOKEN', path: 'x' })),
    inContainer('tenancy', (container) =>
      container.env?.push({
        name: 'X',
        valueFrom: { secretKeyRef: { name: 'plinth-secrets', key: 'NATS_GATEWAY_PASSWORD' } },
      }),
    ),
  ],
  'each part calls NATS as its own user': [
    inPod('tenancy', (pod) => set({ items: [{ key: 'NATS_URL', path: 'NATS_URL' }] })(secretOf(pod, 'secrets'))),
  ],
  'certificates say which part, and whether it calls or is called': [
    inSpec('Certificate', 'plinth-rpc-webhooks', set({ usages: ['server auth', 'client auth'] })),
    inSpec('Certificate', 'plinth-rpc-webhooks', set({ dnsNames: ['gateway'] })),
    inSpec('Certificate', 'plinth-rpc-gateway', set({ dnsNames: ['plinth'] })),
    without('Certificate', 'plinth-rpc-tenancy'),
  ],
  'the namespace admits restricted pods alone, and holds everything': [
    (copy) => set({ labels: {} })(one(ofKind(copy, 'Namespace'), 'plinth').metadata ?? {}),
    (copy) => set({ namespace: 'default' })(one(ofKind(copy, 'Service'), 'gateway').metadata ?? {}),
  ],
}
