// The fields that we use of custom resources, as strictly as those of Kubernetes' own kinds: an unknown field fails.
import { z } from 'zod'

const meta = z.strictObject({
  name: z.string(),
  namespace: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
})
const shape = <Spec extends z.ZodType>(apiVersion: string, kind: string, spec: Spec) =>
  z.strictObject({ apiVersion: z.literal(apiVersion), kind: z.literal(kind), metadata: meta, spec })

const issuer = shape(
  'cert-manager.io/v1',
  'Issuer',
  z.union([
    z.strictObject({ selfSigned: z.strictObject({}) }),
    z.strictObject({ ca: z.strictObject({ secretName: z.string() }) }),
  ]),
)
const certificate = shape(
  'cert-manager.io/v1',
  'Certificate',
  z.strictObject({
    secretName: z.string(),
    isCA: z.boolean().optional(),
    commonName: z.string().optional(),
    duration: z.string(),
    renewBefore: z.string().optional(),
    usages: z.array(z.enum(['server auth', 'client auth'])).optional(),
    dnsNames: z.array(z.string()).optional(),
    privateKey: z.strictObject({
      algorithm: z.enum(['RSA', 'ECDSA', 'Ed25519']),
      size: z.int().optional(),
      rotationPolicy: z.enum(['Never', 'Always']).optional(),
    }),
    issuerRef: z.strictObject({ name: z.string(), kind: z.enum(['Issuer', 'ClusterIssuer']) }),
  }),
)
const gateway = shape(
  'gateway.networking.k8s.io/v1',
  'Gateway',
  z.strictObject({
    gatewayClassName: z.string(),
    listeners: z.array(
      z.strictObject({
        name: z.string(),
        port: z.int(),
        protocol: z.enum(['HTTP', 'HTTPS']),
        hostname: z.string(),
        tls: z.strictObject({
          mode: z.enum(['Terminate', 'Passthrough']),
          certificateRefs: z.array(z.strictObject({ kind: z.literal('Secret'), name: z.string() })),
        }),
      }),
    ),
  }),
)
const httpRoute = shape(
  'gateway.networking.k8s.io/v1',
  'HTTPRoute',
  z.strictObject({
    parentRefs: z.array(z.strictObject({ name: z.string() })),
    hostnames: z.array(z.string()),
    rules: z.array(
      z.strictObject({
        matches: z.array(
          z.strictObject({ path: z.strictObject({ type: z.enum(['PathPrefix', 'Exact']), value: z.string() }) }),
        ),
        backendRefs: z.array(z.strictObject({ name: z.string(), port: z.int() })),
        timeouts: z.strictObject({ request: z.string() }),
      }),
    ),
  }),
)
const serviceMonitor = shape(
  'monitoring.coreos.com/v1',
  'ServiceMonitor',
  z.strictObject({
    selector: z.strictObject({ matchLabels: z.record(z.string(), z.string()) }),
    jobLabel: z.string(),
    targetLabels: z.array(z.string()),
    endpoints: z.array(z.strictObject({ port: z.string(), path: z.string(), interval: z.string() })),
  }),
)
const prometheusRule = shape(
  'monitoring.coreos.com/v1',
  'PrometheusRule',
  z.strictObject({
    groups: z.array(
      z.strictObject({
        name: z.string(),
        interval: z.string().optional(),
        rules: z.array(
          z.strictObject({
            alert: z.string().optional(),
            record: z.string().optional(),
            expr: z.union([z.string(), z.number()]),
            for: z.string().optional(),
            keep_firing_for: z.string().optional(),
            labels: z.record(z.string(), z.string()).optional(),
            annotations: z.record(z.string(), z.string()).optional(),
          }),
        ),
      }),
    ),
  }),
)

export type Issuer = z.infer<typeof issuer>
export type Certificate = z.infer<typeof certificate>
export type Gateway = z.infer<typeof gateway>
export type HTTPRoute = z.infer<typeof httpRoute>
export type ServiceMonitor = z.infer<typeof serviceMonitor>
export type PrometheusRule = z.infer<typeof prometheusRule>

export const customShapes: Readonly<Record<string, z.ZodType>> = {
  Issuer: issuer,
  Certificate: certificate,
  Gateway: gateway,
  HTTPRoute: httpRoute,
  ServiceMonitor: serviceMonitor,
  PrometheusRule: prometheusRule,
}
