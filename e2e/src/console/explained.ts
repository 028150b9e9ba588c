import type { PlanCustomer } from './plans.ts'

/** A check, explained: `POST …/entitlements/check?explain=true`. */
export interface Explained {
  allowed: boolean
  limit: number | null
  unlimited?: boolean
  available: number | null
  chain?: {
    level: string
    passed_over_because: string | null
    sources: { name: string; kind: string; grants: number | string; is_counted: boolean }[]
  }[]
  counted: { used: number; reserved: number } | null
}

/** Asks why; it counts nothing. */
export const explained = async ({ operator, namespaceId }: PlanCustomer, feature: string, quantity: number) =>
  (await operator.post(`/namespaces/${namespaceId}/entitlements/check?explain=true`, { feature, quantity }))
    .json as Explained
