import { useState } from 'preact/hooks'
import type { BoostCreate, CatalogFeature } from '../../api/sdk.ts'
import { useCatalog } from '../../api/use-catalog.ts'
import { words } from '../../messages/index.ts'
import { Input, Select } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'
import { TimeField } from '../../ui/time-field.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import type { Owner } from './owner.ts'
import { addBoost } from './plan-change.ts'

interface AddBoostProps {
  owner: Owner
  ownerName: string
  /** The first values of the fields. */
  boost?: BoostCreate | undefined
  onClose: () => void
}

type Type = BoostCreate['type']
type Duration = BoostCreate['duration']

const durations = ['cycle', 'until', 'permanent'] as const

export function AddBoost({ owner, ownerName, boost, onClose }: AddBoostProps) {
  const { plan } = words
  const { features } = useCatalog()
  const [code, setCode] = useState(boost?.feature ?? '')
  const [chosenType, setType] = useState<Type | undefined>(boost?.type)
  const [limit, setLimit] = useState(boost?.limit === undefined ? '' : String(boost.limit))
  const [duration, setDuration] = useState<Duration>(boost?.duration ?? 'cycle')
  const [starts, setStarts] = useState('')
  const [ends, setEnds] = useState('')
  const feature = features.get(code)
  const types = typesFor(feature)
  const type = types.find((one) => one === chosenType) ?? types[0] ?? 'add_limit'
  const added = Number(limit)
  const isComplete =
    feature !== undefined &&
    (type !== 'add_limit' || (Number.isSafeInteger(added) && added > 0)) &&
    (duration !== 'until' || ends !== '')
  const body: BoostCreate = {
    ...{ feature: code, type, duration },
    ...(type === 'add_limit' ? { limit: added } : {}),
    ...(starts === '' ? {} : { starts_at: starts }),
    ...(duration === 'until' && ends !== '' ? { expires_at: ends } : {}),
  }
  // A boost of a child is one of its pool.
  const pools = [...features.values()].filter(({ parent, is_active }) => parent === null && is_active)
  return (
    <ChangeDialog
      title={plan.boostTitle(ownerName)}
      submit={plan.boost}
      change={isComplete ? addBoost(owner, body) : undefined}
      onClose={onClose}
    >
      <Select
        label={plan.feature}
        name="feature"
        value={code}
        options={[
          { value: '', label: plan.chooseFeature },
          ...pools.map(({ code: value, name }) => ({ value, label: visible(name) })),
        ]}
        onChange={setCode}
        isRequired
      />
      {types.length > 1 && (
        <Select
          label={plan.type}
          value={type}
          options={types.map((value) => ({ value, label: plan.types[value] }))}
          onChange={(value) => setType(types.find((one) => one === value))}
        />
      )}
      {type === 'add_limit' && (
        <Input
          label={plan.limit}
          name="limit"
          hint={feature?.unit === 'bytes' ? plan.bytesHint : undefined}
          type="number"
          min={1}
          value={limit}
          onChange={setLimit}
          isRequired
        />
      )}
      <Select
        label={plan.duration}
        value={duration}
        options={durations.map((value) => ({ value, label: plan.durations[value] }))}
        onChange={(value) => setDuration(durations.find((one) => one === value) ?? 'cycle')}
      />
      {duration === 'until' && (
        <TimeField label={plan.ends} name="expires_at" value={ends} onChange={setEnds} isRequired />
      )}
      <TimeField
        label={plan.starts}
        name="starts_at"
        hint={plan.startsHint}
        value={starts}
        onChange={setStarts}
        isOptional
      />
    </ChangeDialog>
  )
}

function typesFor(feature: CatalogFeature | undefined): Type[] {
  if (feature === undefined || feature.type === 'limit') return ['add_limit', 'unlimited']
  return ['enable']
}
