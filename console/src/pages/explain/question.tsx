import type { CatalogIndex } from '../../api/use-catalog.ts'
import { words } from '../../messages/index.ts'
import { Select } from '../../ui/field.tsx'
import { visible } from '../../ui/outside-text.ts'

interface FeatureFieldProps {
  value: string
  onChange: (code: string) => void
  catalog: CatalogIndex
}

/** A feature of the catalogue; the code in a link may be one that the catalogue does not have. */
export function FeatureField({ value, onChange, catalog }: FeatureFieldProps) {
  const { explain, plan } = words
  const features = [...catalog.features.values()]
  const isUnknown = value !== '' && !catalog.features.has(value)
  return (
    <Select
      label={explain.feature}
      value={value}
      options={[
        { value: '', label: plan.chooseFeature },
        ...(isUnknown ? [{ value, label: visible(value) }] : []),
        ...features.map(({ code, name }) => ({ value: code, label: visible(name) })),
      ]}
      onChange={onChange}
      isRequired
    />
  )
}
