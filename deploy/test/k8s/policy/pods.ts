import { containersOf, ofKind, selects, type Workload, workloads } from '../manifest.ts'
import { type Rule, unless } from './rule.ts'

const each = (name: string, find: (workload: Workload) => string[]): Rule => ({
  name,
  find: (manifests) =>
    workloads(manifests).flatMap((workload) => find(workload).map((line) => `${workload.name}: ${line}`)),
})
const uidMin = 100

export const podRules: readonly Rule[] = [
  {
    name: 'selectors match the pods they are to select',
    find: (manifests) =>
      [...ofKind(manifests, 'Deployment'), ...ofKind(manifests, 'StatefulSet')].flatMap(({ metadata, spec }) =>
        unless(
          spec?.selector.matchLabels !== undefined &&
            selects(spec.selector.matchLabels, spec.template.metadata?.labels ?? {}),
          `${metadata?.name}: its selector does not match its own pods`,
        ),
      ),
  },
  each('images are pinned', (workload) =>
    containersOf(workload).flatMap(({ image = '' }) =>
      unless(/@sha256:[0-9a-f]{64}$|:(?!latest$)[\w][\w.-]*$/.test(image), `${image} is any version`),
    ),
  ),
  each('pods are restricted', (workload) => {
    const { pod } = workload
    const context = pod.securityContext
    return [
      ...unless(context?.runAsNonRoot === true && (context.runAsUser ?? 0) >= uidMin, 'may run as root'),
      ...unless(context?.seccompProfile?.type === 'RuntimeDefault', 'has no seccomp profile'),
      ...unless(!(pod.hostNetwork || pod.hostPID || pod.hostIPC), 'shares a namespace with its host'),
      ...unless(
        (pod.volumes ?? []).every(({ hostPath }) => hostPath === undefined),
        'mounts a path of its host',
      ),
      ...containersOf(workload).flatMap(({ name, securityContext: own }) => [
        ...unless(own?.allowPrivilegeEscalation === false && own.privileged !== true, `${name} may gain privileges`),
        ...unless(
          own?.capabilities?.drop?.includes('ALL') === true && !own.capabilities.add,
          `${name} has capabilities`,
        ),
        ...unless(own?.readOnlyRootFilesystem === true, `${name} may write to its image`),
      ]),
    ]
  }),
  each('pods hold no token of the cluster', ({ pod }) => [
    ...unless(pod.automountServiceAccountToken === false, 'mounts a token'),
    ...unless(
      pod.serviceAccountName !== undefined && pod.serviceAccountName !== 'default',
      'runs as the default account',
    ),
    ...unless(pod.enableServiceLinks === false, 'gets every service in its environment'),
  ]),
  each('resources are asked for, and memory is bounded', (workload) =>
    containersOf(workload).flatMap(({ name, resources }) => [
      ...['cpu', 'memory', 'ephemeral-storage'].flatMap((what) =>
        unless(resources?.requests?.[what] !== undefined, `${name} asks for no ${what}`),
      ),
      ...['memory', 'ephemeral-storage'].flatMap((what) =>
        unless(resources?.limits?.[what] !== undefined, `${name} has no limit of ${what}`),
      ),
    ]),
  ),
  each("Node.js' heap follows the limit of memory", (workload) =>
    !workload.isOurs
      ? []
      : containersOf(workload).flatMap(({ name, env, resources }) => {
          const options = env?.find((one) => one.name === 'NODE_OPTIONS')?.value ?? ''
          const heap = Number(/^--max-old-space-size=(\d+)$/.exec(options)?.[1])
          const share = heap / mebibytes(resources?.limits?.['memory'])
          return unless(share >= 0.7 && share <= 0.8, `${name}'s heap is ${share} of its memory`)
        }),
  ),
  each('temporary files have a place and a bound', ({ pod }) =>
    (pod.volumes ?? []).flatMap(({ name, emptyDir }) =>
      unless(emptyDir === undefined || emptyDir.sizeLimit !== undefined, `the volume ${name} may fill the node`),
    ),
  ),
  each('secrets are references', (workload) =>
    containersOf(workload).flatMap(({ name, env }) =>
      (env ?? []).flatMap((one) =>
        unless(
          one.valueFrom !== undefined ||
            isReference(one.value ?? '') ||
            !(isSecretName(one.name) || hasCredentials(one.value ?? '')),
          `${name} gets ${one.name} by value`,
        ),
      ),
    ),
  ),
  {
    name: 'settings hold no secret',
    find: (manifests) =>
      ofKind(manifests, 'ConfigMap').flatMap(({ metadata, data }) =>
        Object.entries(data ?? {}).flatMap(([name, value]) =>
          unless(!isSecretName(name) && !hasCredentials(value), `${metadata?.name} holds ${name}`),
        ),
      ),
  },
]

/** Names that hold a secret themselves; with _FILE behind them they say where it is. */
const isSecretName = (name: string) =>
  /(KEY|TOKEN|PASSWORD|SECRET|CERT)$|^(DATABASE|NATS|REDIS)_URL$|_DATABASE_URL$/.test(name)
/** Another variable, quoted or not. */
const isReference = (value: string) => /^"?\$\(\w+\)"?$/.test(value)
const hasCredentials = (value: string) => /:\/\/[^/\s]*:[^/\s]*@|-----BEGIN/.test(value)

function mebibytes(text = ''): number {
  const [, count, unit] = /^(\d+)(Mi|Gi)$/.exec(text) ?? []
  return Number(count) * (unit === 'Gi' ? 1024 : 1)
}
