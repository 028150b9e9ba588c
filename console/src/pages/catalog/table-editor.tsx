import { useId, useState } from 'preact/hooks'
import { locale, words } from '../../messages/index.ts'
import { Icon } from '../../ui/icon.tsx'
import { visible } from '../../ui/outside-text.ts'
import { type Column, Table } from '../../ui/table.tsx'
import { AddFeature, AddPackage } from './add-entry.tsx'
import {
  type Draft,
  type DraftFeature,
  type DraftPackage,
  givenOf,
  withGiven,
  withoutFeature,
  withoutPackage,
} from './draft.ts'
import { givenIn, isLimit, typedOf } from './limit-text.ts'
import { countingOf, FeatureName, Wide } from './matrix.tsx'

interface TableEditorProps {
  draft: Draft
  onChange: (draft: Draft) => void
}

/** The limits of each package, new features and packages. Everything else of them is in the JSON. */
export function TableEditor({ draft, onChange }: TableEditorProps) {
  const { catalog } = words
  const { features, packages } = draft
  const columns: Column<DraftFeature & { id: string }>[] = [
    { title: catalog.feature, cell: (feature) => <FeatureName feature={feature} /> },
    { title: catalog.counting, cell: countingOf },
    ...packages.map((one) => ({
      title: visible(one.name),
      cell: (feature: DraftFeature) =>
        feature.parent == null && (
          <Cell
            feature={feature}
            one={one}
            onChange={(given) => onChange(withGiven(draft, one.code, feature.code, given))}
          />
        ),
    })),
  ]
  return (
    <>
      <p class="muted">{catalog.limitHint}</p>
      <Wide name={catalog.matrix}>
        <Table
          caption={catalog.matrix}
          columns={columns}
          rows={features.map((feature) => ({ ...feature, id: feature.code }))}
          actions={({ name, code }) => (
            <button
              type="button"
              class="icon"
              aria-label={catalog.remove(visible(name))}
              title={catalog.remove(visible(name))}
              onClick={() => onChange(withoutFeature(draft, code))}
            >
              <Icon name="close" />
            </button>
          )}
        />
      </Wide>
      <div class="buttons removals">
        {packages.map(({ name, code }) => (
          <button key={code} type="button" onClick={() => onChange(withoutPackage(draft, code))}>
            {catalog.remove(visible(name))}
          </button>
        ))}
      </div>
      <div class="additions">
        <AddFeature
          taken={features.map(({ code }) => code)}
          onAdd={(feature) => onChange({ ...draft, features: [...features, feature] })}
        />
        <AddPackage
          taken={packages.map(({ code }) => code)}
          onAdd={(one) => onChange({ ...draft, packages: [...packages, one] })}
        />
      </div>
    </>
  )
}

interface CellProps {
  feature: DraftFeature
  one: DraftPackage
  onChange: (given: ReturnType<typeof givenOf>) => void
}

function Cell({ feature, one, onChange }: CellProps) {
  const id = useId()
  const given = givenOf(one, feature)
  const name = words.catalog.limitOf(visible(feature.name), visible(one.name))
  // The typed text stays as it was typed, until something else changes the limit.
  const [typed, setTyped] = useState(() => typedOf(given, feature.unit))
  const shown = givenIn(typed, feature.unit, locale) === given ? typed : typedOf(given, feature.unit)
  if (feature.type !== 'limit') {
    const whole = feature.type === 'unlimited' ? 'unlimited' : 'on'
    return (
      <input
        type="checkbox"
        aria-label={name}
        checked={given !== undefined}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? whole : undefined)}
      />
    )
  }
  const mistake = isLimit(given) ? undefined : words.catalog.notLimit
  return (
    <>
      <input
        type="text"
        aria-label={name}
        aria-invalid={mistake !== undefined}
        aria-describedby={mistake && id}
        autocomplete="off"
        spellcheck={false}
        value={shown}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value)
          onChange(givenIn(currentTarget.value, feature.unit, locale))
        }}
      />
      {mistake !== undefined && (
        <small id={id} class="danger-text">
          {mistake}
        </small>
      )}
    </>
  )
}
