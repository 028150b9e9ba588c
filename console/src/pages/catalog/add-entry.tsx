import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { choicesOf, Input, Select } from '../../ui/field.tsx'
import type { DraftFeature, DraftPackage } from './draft.ts'

interface AddProps<T> {
  /** Codes that there are. */
  taken: readonly string[]
  onAdd: (entry: T) => void
}

export function AddFeature({ taken, onAdd }: AddProps<DraftFeature>) {
  const { catalog } = words
  const [type, setType] = useState<DraftFeature['type']>('limit')
  const [reset, setReset] = useState<NonNullable<DraftFeature['reset']>>('monthly')
  const [unit, setUnit] = useState('')
  const add = (code: string, name: string) => {
    const counted = type === 'boolean' ? {} : { reset, ...(unit === '' ? {} : { unit }) }
    onAdd({ code, name, type, ...counted })
    setUnit('')
  }
  return (
    <AddEntry title={catalog.addFeature} taken={taken} onAdd={add}>
      <Select
        label={catalog.type}
        value={type}
        options={choicesOf(catalog.types)}
        onChange={(chosen) => setType(chosen as typeof type)}
      />
      {type !== 'boolean' && (
        <>
          <Select
            label={catalog.reset}
            value={reset}
            options={choicesOf(catalog.resets)}
            onChange={(chosen) => setReset(chosen as typeof reset)}
          />
          <Input label={catalog.unit} value={unit} onChange={setUnit} isOptional />
        </>
      )}
    </AddEntry>
  )
}

export function AddPackage({ taken, onAdd }: AddProps<DraftPackage>) {
  const { catalog } = words
  const [isBase, setBase] = useState(true)
  return (
    <AddEntry
      title={catalog.addPackage}
      taken={taken}
      onAdd={(code, name) => onAdd({ code, name, is_base: isBase, is_stackable: !isBase, features: [] })}
    >
      <label class="tick">
        <input type="checkbox" checked={isBase} onChange={({ currentTarget }) => setBase(currentTarget.checked)} />
        {catalog.base}
      </label>
    </AddEntry>
  )
}

interface AddEntryProps {
  title: string
  taken: readonly string[]
  onAdd: (code: string, name: string) => void
  children: ComponentChildren
}

/** A form that is folded until it is needed. */
function AddEntry({ title, taken, onAdd, children }: AddEntryProps) {
  const { catalog } = words
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const isTaken = taken.includes(code)
  const onSubmit = (event: Event) => {
    event.preventDefault()
    if (isTaken) return
    onAdd(code, name)
    setCode('')
    setName('')
  }
  return (
    <details>
      <summary>{title}</summary>
      <form onSubmit={onSubmit}>
        <Input
          label={catalog.code}
          hint={isTaken ? catalog.taken : undefined}
          value={code}
          onChange={(typed) => setCode(typed.trim())}
          isRequired
        />
        <Input label={catalog.name} value={name} onChange={setName} isRequired />
        {children}
        <div class="buttons">
          <button type="submit" disabled={isTaken}>
            {title}
          </button>
        </div>
      </form>
    </details>
  )
}
