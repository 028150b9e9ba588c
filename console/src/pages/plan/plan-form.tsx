import type { Boost, BoostCreate, PackageAssignment } from '../../api/sdk.ts'
import { useCatalog } from '../../api/use-catalog.ts'
import { visible } from '../../ui/outside-text.ts'
import { AddBoost } from './add-boost.tsx'
import { AssignPackage } from './assign-package.tsx'
import { CancelPackage, ReactivatePackage, RenewPackage, SuspendPackage } from './change-package.tsx'
import { EndBoost } from './end-boost.tsx'
import type { Owner } from './owner.ts'

type Held = Pick<PackageAssignment, 'id' | 'package' | 'status'>

/** A form, and what it says at first. */
export type OpenedForm =
  | { form: 'assign'; package?: string }
  | { form: 'boost'; boost?: BoostCreate }
  | { form: 'suspend' | 'reactivate' | 'renew' | 'cancel'; held: Held }
  | { form: 'endBoost'; boost: Boost }

const ofPackages = {
  suspend: SuspendPackage,
  reactivate: ReactivatePackage,
  renew: RenewPackage,
  cancel: CancelPackage,
}

interface PlanFormProps {
  opened: OpenedForm
  owner: Owner
  ownerName: string
  onClose: () => void
}

/** The form for one change of a plan. */
export function PlanForm({ opened, owner, ownerName, onClose }: PlanFormProps) {
  const { features } = useCatalog()
  const common = { owner, onClose }
  switch (opened.form) {
    case 'assign':
      return <AssignPackage {...common} ownerName={ownerName} package={opened.package} />
    case 'boost':
      return <AddBoost {...common} ownerName={ownerName} boost={opened.boost} />
    case 'endBoost': {
      const { feature } = opened.boost
      return <EndBoost {...common} boost={opened.boost} featureName={visible(features.get(feature)?.name ?? feature)} />
    }
    default: {
      const Form = ofPackages[opened.form]
      return <Form {...common} held={opened.held} />
    }
  }
}
