import { useState } from 'preact/hooks'
import { apiUrl } from '../../api/address.ts'
import { client } from '../../api/client.ts'
import { save } from '../../api/download.ts'
import { reload } from '../../api/query-cache.ts'
import { allows } from '../../api/scopes.ts'
import { type Catalog, responseOf } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useView } from '../../ui/use-view.ts'
import { choiceField } from '../../ui/view.ts'
import { textOf } from './draft.ts'
import { Editor } from './editor.tsx'
import { Matrix } from './matrix.tsx'
import { PackageList } from './package-list.tsx'

const fields = { edit: choiceField(['', 'table', 'json'], '') }

/** The catalogue of the product. Every signed-in user reads it; operators change it. */
export function Page() {
  const { catalog: text } = words
  const session = useSigned()
  const [view, change] = useView(fields)
  const [isApplied, setApplied] = useState(false)
  const { data, error, refetch } = useQuery({ queryKey: ['catalog', 'whole'], queryFn: loadCatalog })
  const mayWrite = session.isOperator && allows(session, 'write:catalog')
  const edit = (how: 'table' | 'json') => {
    setApplied(false)
    change({ edit: how })
  }
  const head = data !== undefined && view.edit === '' && (
    <div class="buttons">
      <button type="button" onClick={() => save(fileOf(data.catalog), 'catalog.json')}>
        {text.export}
      </button>
      {mayWrite && (
        <>
          <button type="button" onClick={() => edit('table')}>
            {text.editTable}
          </button>
          <button type="button" onClick={() => edit('json')}>
            {text.editJson}
          </button>
        </>
      )}
    </div>
  )
  return (
    <>
      <PageHead title={text.title}>{head}</PageHead>
      <p class="muted">{text.text}</p>
      {isApplied && (
        <p class="notice" role="status">
          {text.applied}
        </p>
      )}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && mayWrite && view.edit !== '' ? (
        <Editor
          opened={data}
          load={loadCatalog}
          how={view.edit}
          onHow={edit}
          onClose={() => change({ edit: '' })}
          onApplied={async () => {
            // The old limits are not shown once more.
            await reload('catalog')
            setApplied(true)
            change({ edit: '' })
          }}
        />
      ) : (
        data !== undefined && <Shown catalog={data.catalog} />
      )}
    </>
  )
}

function Shown({ catalog }: { catalog: Catalog }) {
  const { nothing, nothingHelp } = words.catalog
  if (catalog.features.length + catalog.packages.length === 0) return <Empty title={nothing} text={nothingHelp} />
  return (
    <>
      <Matrix catalog={catalog} />
      <PackageList packages={catalog.packages} />
    </>
  )
}

/** The present catalogue with its version, which a change of it names. */
async function loadCatalog({ signal }: { signal?: AbortSignal } = {}) {
  const catalog = await client.catalog.get(undefined, { signal })
  return { catalog, etag: responseOf(catalog)?.etag }
}

function fileOf(catalog: Catalog): Blob {
  const text = textOf({ $schema: `${apiUrl}/docs/catalog.schema.json`, ...catalog })
  return new Blob([`${text}\n`], { type: 'application/json' })
}
