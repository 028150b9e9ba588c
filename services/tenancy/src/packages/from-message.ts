import type { AssignPackageRequest } from '@plinth/proto/tenancy/v1/assignments.ts'
import type { WantedPackage } from './verbs.ts'

export const toWanted = ({
  packageCode,
  startsAt,
  expiresAt,
  billingAnchor,
}: Partial<AssignPackageRequest> & { packageCode: string }): WantedPackage => ({
  ...{ packageCode, startsAt, expiresAt, billingAnchor },
})
