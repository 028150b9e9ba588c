import { useState } from 'preact/hooks'
import type { PackageAssignment } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Select } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'
import { TimeField } from '../../ui/time-field.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import type { Owner } from './owner.ts'
import { cancelPackage, renewPackage, switchPackage } from './plan-change.ts'

export interface ChangePackageProps {
  owner: Owner
  held: Pick<PackageAssignment, 'id' | 'package' | 'status'>
  onClose: () => void
}

export const SuspendPackage = (props: ChangePackageProps) => <SwitchPackage {...props} verb="suspend" />
export const ReactivatePackage = (props: ChangePackageProps) => <SwitchPackage {...props} verb="reactivate" />

function SwitchPackage({ owner, held, onClose, verb }: ChangePackageProps & { verb: 'suspend' | 'reactivate' }) {
  const { plan } = words
  return (
    <ChangeDialog
      title={plan[`${verb}Title`](visible(held.package.name))}
      submit={plan[verb]}
      isDanger={verb === 'suspend'}
      change={switchPackage(owner, held.id, verb)}
      onClose={onClose}
    >
      <p>{plan[`${verb}Text`]}</p>
    </ChangeDialog>
  )
}

export function RenewPackage({ owner, held, onClose }: ChangePackageProps) {
  const { plan } = words
  const [ends, setEnds] = useState('')
  return (
    <ChangeDialog
      title={plan.renewTitle(visible(held.package.name))}
      submit={plan.renew}
      change={renewPackage(owner, held.id, ends === '' ? {} : { expires_at: ends })}
      onClose={onClose}
    >
      <TimeField label={plan.ends} name="expires_at" hint={plan.renewHint} value={ends} onChange={setEnds} isOptional />
    </ChangeDialog>
  )
}

export function CancelPackage({ owner, held, onClose }: ChangePackageProps) {
  const { plan } = words
  const [when, setWhen] = useState('now')
  const choices = [
    { value: 'now', label: plan.cancelNow },
    { value: 'end', label: plan.cancelAtPeriodEnd },
  ]
  return (
    <ChangeDialog
      title={plan.cancelTitle(visible(held.package.name))}
      submit={plan.cancel}
      isDanger
      done={plan.cancelled(visible(held.package.name))}
      change={cancelPackage(owner, held.id, when === 'end')}
      onClose={onClose}
    >
      {held.status !== 'suspended' && (
        <Select label={plan.cancelWhen} value={when} options={choices} onChange={setWhen} />
      )}
    </ChangeDialog>
  )
}
