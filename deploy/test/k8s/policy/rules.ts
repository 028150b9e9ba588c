import { availabilityRules } from './availability.ts'
import { credentialRules } from './credentials.ts'
import { networkRules } from './network.ts'
import { podRules } from './pods.ts'
import { probeRules } from './probes.ts'
import { referenceRules } from './references.ts'
import type { Rule } from './rule.ts'

export const rules: readonly Rule[] = [
  ...podRules,
  ...probeRules,
  ...referenceRules,
  ...availabilityRules,
  ...networkRules,
  ...credentialRules,
]
