import { useState } from 'preact/hooks'
import { useCatalog } from '../../api/use-catalog.ts'
import { words } from '../../messages/index.ts'
import { Select } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'
import { TimeField } from '../../ui/time-field.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import type { Owner } from './owner.ts'
import { assignPackage } from './plan-change.ts'

interface AssignPackageProps {
  owner: Owner
  ownerName: string
  /** Code of the package that is chosen at first. */
  package?: string | undefined
  onClose: () => void
}

export function AssignPackage({ owner, ownerName, package: first = '', onClose }: AssignPackageProps) {
  const { plan } = words
  const { packages } = useCatalog()
  const [code, setCode] = useState(first)
  const [starts, setStarts] = useState('')
  const [ends, setEnds] = useState('')
  const offered = [...packages.values()].filter(({ is_active }) => is_active)
  const options = offered.map(({ code: value, name, is_base }) => ({
    value,
    label: visible(is_base ? `${name} (${plan.base})` : name),
  }))
  const body = {
    package: code,
    ...(starts === '' ? {} : { starts_at: starts }),
    ...(ends === '' ? {} : { expires_at: ends }),
  }
  return (
    <ChangeDialog
      title={plan.assignTitle(ownerName)}
      submit={plan.assign}
      change={code === '' ? undefined : assignPackage(owner, body)}
      onClose={onClose}
    >
      <p>{plan.assignText}</p>
      <Select
        label={plan.package}
        name="package"
        value={code}
        options={[{ value: '', label: plan.choosePackage }, ...options]}
        onChange={setCode}
        isRequired
      />
      <TimeField
        label={plan.starts}
        name="starts_at"
        hint={plan.startsHint}
        value={starts}
        onChange={setStarts}
        isOptional
      />
      <TimeField label={plan.ends} name="expires_at" hint={plan.endsHint} value={ends} onChange={setEnds} isOptional />
    </ChangeDialog>
  )
}
