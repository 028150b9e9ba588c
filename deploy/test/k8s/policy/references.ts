import { containersOf, type Manifest, ofKind, selects, workloads } from '../manifest.ts'
import { type Rule, unless } from './rule.ts'

const partNames = ['gateway', 'identity', 'tenancy', 'webhooks']

/** Secrets that an installation creates itself; deploy/k8s says so where it uses them. */
const fromOutside: Readonly<Record<string, readonly string[]>> = {
  'plinth-secrets': [
    'DATABASE_URL',
    'REDIS_URL',
    'SECRETS_KEY',
    ...partNames.flatMap((part) => [`${part.toUpperCase()}_NATS_URL`, `RPC_${part.toUpperCase()}_TOKEN`]),
  ],
  ...Object.fromEntries(partNames.map((part) => [`plinth-rpc-tls-${part}`, ['ca.crt', 'tls.crt', 'tls.key']])),
  'plinth-public-tls': ['tls.crt', 'tls.key'],
}

export const referenceRules: readonly Rule[] = [
  {
    name: 'services select a pod whose ports exist',
    find: (manifests) =>
      ofKind(manifests, 'Service').flatMap(({ metadata, spec }) => {
        const [workload] = workloads(manifests).filter(({ labels }) => selects(spec?.selector, labels))
        const ports = workload?.pod.containers.flatMap((container) => container.ports ?? []) ?? []
        return (spec?.ports ?? []).flatMap(({ targetPort, port }) =>
          unless(
            ports.some(({ name, containerPort }) => name === targetPort || containerPort === (targetPort ?? port)),
            `${metadata?.name}: no container listens on ${targetPort ?? port}`,
          ),
        )
      }),
  },
  {
    name: 'volumes, ConfigMaps and the keys of Secrets are there',
    find: (manifests) =>
      workloads(manifests).flatMap((workload) => {
        const volumes = workload.pod.volumes ?? []
        const mounts = containersOf(workload).flatMap(({ volumeMounts = [], env = [], envFrom = [] }) => [
          ...volumeMounts.flatMap(({ name }) =>
            unless(
              volumes.some((volume) => volume.name === name),
              `no volume ${name}`,
            ),
          ),
          ...envFrom.flatMap(({ configMapRef, secretRef }) => [
            ...unless(
              !configMapRef || hasConfigMap(manifests, configMapRef.name),
              `no ConfigMap ${configMapRef?.name}`,
            ),
            ...unless(secretRef === undefined, 'all of a Secret as environment'),
          ]),
          ...env.flatMap(({ valueFrom }) =>
            missingKeys(manifests, valueFrom?.secretKeyRef?.name, [valueFrom?.secretKeyRef?.key ?? '']),
          ),
        ])
        const secrets = volumes.flatMap(({ secret, configMap }) => [
          ...missingKeys(manifests, secret?.secretName, secret?.items?.map(({ key }) => key) ?? []),
          ...unless(!configMap || hasConfigMap(manifests, configMap.name), `no ConfigMap ${configMap?.name}`),
          ...unless(!secret || (secret.items ?? []).length > 0, 'all of a Secret is mounted'),
        ])
        return [...mounts, ...secrets].map((line) => `${workload.name}: ${line}`)
      }),
  },
  {
    name: 'a gateway knows where callers reach it, by the name of the way in',
    find: (manifests) => {
      const [settings] = ofKind(manifests, 'ConfigMap').filter(({ metadata }) =>
        metadata?.name?.startsWith('plinth-settings'),
      )
      const url = settings?.data?.['GATEWAY_PUBLIC_URL'] ?? ''
      const hosts = ofKind(manifests, 'Ingress').flatMap(({ spec }) => spec?.rules?.map(({ host }) => host) ?? [])
      return [
        ...unless(URL.canParse(url), `GATEWAY_PUBLIC_URL is ${url || 'not set'}`),
        ...hosts.flatMap((host) => unless(url === `https://${host}`, `${host} is not ${url}`)),
      ]
    },
  },
  {
    name: 'files that settings name are mounted',
    find: (manifests) =>
      workloads(manifests).flatMap((workload) =>
        containersOf(workload).flatMap(({ env = [], volumeMounts = [] }) =>
          env
            .filter(({ name }) => name.endsWith('_FILE'))
            .flatMap(({ name, value = '' }) => {
              const mount = volumeMounts.find(({ mountPath }) => value.startsWith(`${mountPath}/`))
              const volume = workload.pod.volumes?.find((one) => one.name === mount?.name)
              const paths = volume?.secret?.items?.map(({ path }) => `${mount?.mountPath}/${path}`) ?? []
              return unless(paths.includes(value), `${workload.name}: ${name} names ${value}, which is not there`)
            }),
        ),
      ),
  },
  {
    name: 'accounts exist, each without a token, one for each kind of pod',
    find: (manifests) => {
      const accounts = ofKind(manifests, 'ServiceAccount')
      const used = workloads(manifests).map(({ pod }) => pod.serviceAccountName ?? '')
      return [
        ...used.flatMap((name) =>
          unless(
            accounts.some(({ metadata }) => metadata?.name === name),
            `no account ${name}`,
          ),
        ),
        ...accounts.flatMap(({ metadata, automountServiceAccountToken: isMounted }) =>
          unless(isMounted === false, `${metadata?.name} gives its token away`),
        ),
        ...unless(new Set(used).size === used.length, 'two kinds of pods share an account'),
      ]
    },
  },
  {
    name: 'ways in lead to a service',
    find: (manifests) => {
      const backends = [
        ...ofKind(manifests, 'Ingress').flatMap(({ spec }) =>
          (spec?.rules ?? []).flatMap(({ http }) => http?.paths.map(({ backend }) => backend.service) ?? []),
        ),
        ...ofKind(manifests, 'HTTPRoute').flatMap(({ spec }) =>
          spec.rules.flatMap((rule) => rule.backendRefs.map(({ name, port }) => ({ name, port: { number: port } }))),
        ),
      ]
      return backends.flatMap((backend) => {
        const service = ofKind(manifests, 'Service').find(({ metadata }) => metadata?.name === backend?.name)
        const asked: { name?: string; number?: number } | undefined = backend?.port
        return unless(
          service?.spec?.ports?.some(({ name, port }) => name === asked?.name || port === asked?.number) === true,
          `${backend?.name} has no port ${asked?.name ?? asked?.number}`,
        )
      })
    },
  },
  {
    name: 'scrapes find a service with the port',
    find: (manifests) =>
      ofKind(manifests, 'ServiceMonitor').flatMap(({ metadata, spec }) => {
        const found = ofKind(manifests, 'Service').filter((service) =>
          selects(spec.selector.matchLabels, service.metadata?.labels ?? {}),
        )
        return [
          ...unless(found.length === 4, `${metadata.name} finds ${found.length} of 4 parts`),
          // deploy/alerts asks for the job by this name.
          ...found.flatMap(({ metadata: one }) =>
            unless(one?.labels?.[spec.jobLabel] === 'plinth', `${one?.name} is scraped as another job`),
          ),
          ...spec.endpoints.flatMap(({ port }) =>
            found.flatMap(({ spec: one, metadata: { name } = {} }) =>
              unless(one?.ports?.some((open) => open.name === port) === true, `${name} has no port ${port}`),
            ),
          ),
        ]
      }),
  },
  {
    name: 'the gateway dials headless services at ports they have',
    find: (manifests) =>
      ofKind(manifests, 'ConfigMap')
        .flatMap(({ data }) => Object.entries(data ?? {}))
        .filter(([name]) => /^RPC_\w+_URL$/.test(name))
        .flatMap(([name, value]) => {
          const [, host, port] = /^dns:\/\/\/([\w-]+):(\d+)$/.exec(value) ?? []
          const service = ofKind(manifests, 'Service').find(({ metadata }) => metadata?.name === host)
          const isOpen = service?.spec?.ports?.some((open) => open.port === Number(port)) === true
          return unless(service?.spec?.clusterIP === 'None' && isOpen, `${name} is ${value}`)
        }),
  },
]

const hasConfigMap = (manifests: readonly Manifest[], name: string | undefined) =>
  ofKind(manifests, 'ConfigMap').some(({ metadata }) => metadata?.name === name)

function missingKeys(manifests: readonly Manifest[], name: string | undefined, keys: readonly string[]): string[] {
  if (name === undefined) return []
  const made = ofKind(manifests, 'Secret').find(({ metadata }) => metadata?.name === name)
  const has = made === undefined ? (fromOutside[name] ?? []) : Object.keys({ ...made.data, ...made.stringData })
  return keys.flatMap((key) => unless(has.includes(key), `the Secret ${name} has no ${key}`))
}
