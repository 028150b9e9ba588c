/** Keys of the service's advisory locks. The numbers are arbitrary and the same in every process; each work has its own. */
export const advisoryLocks = {
  dayPartitions: 4_711_001,
  auditMonths: 4_711_002,
  auditSeals: 4_711_003,
} as const
