import { useMemo } from 'preact/hooks'
import { client } from './client.ts'
import type { CatalogFeature, CatalogPackage } from './sdk.ts'
import { useQuery } from './use-query.ts'

export interface CatalogIndex {
  /** By code. Empty until the catalogue is loaded. */
  features: ReadonlyMap<string, CatalogFeature>
  packages: ReadonlyMap<string, CatalogPackage>
  error: unknown
}

/** The catalogue, to look up what codes mean. */
export function useCatalog(): CatalogIndex {
  const { data, error } = useQuery({
    queryKey: ['catalog', 'index'],
    queryFn: ({ signal }) => client.catalog.get(undefined, { signal }),
    staleTime: 60_000,
  })
  return useMemo(() => {
    const { features = [], packages = [] } = data ?? {}
    return {
      features: new Map(features.map((feature) => [feature.code, feature])),
      packages: new Map(packages.map((offered) => [offered.code, offered])),
      error,
    }
  }, [data, error])
}

/** The feature whose pool a feature uses: its parent, or itself. */
export function poolOf({ features }: CatalogIndex, code: string): CatalogFeature | undefined {
  const feature = features.get(code)
  return feature?.parent == null ? feature : features.get(feature.parent)
}
