import type { Boost } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { ChangeDialog } from './change-dialog.tsx'
import type { Owner } from './owner.ts'
import { endBoost } from './plan-change.ts'

interface EndBoostProps {
  owner: Owner
  boost: Boost
  /** The name of its feature. */
  featureName: string
  onClose: () => void
}

export function EndBoost({ owner, boost, featureName, onClose }: EndBoostProps) {
  const { plan } = words
  return (
    <ChangeDialog
      title={plan.endTitle(featureName)}
      submit={plan.end}
      isDanger
      done={plan.ended(featureName)}
      change={endBoost(owner, boost.id)}
      onClose={onClose}
    />
  )
}
