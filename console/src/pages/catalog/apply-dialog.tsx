import type { Catalog, CatalogDifference, CatalogLostFeature } from '../../api/sdk.ts'
import { locale, words } from '../../messages/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { visible } from '../../ui/outside-text.ts'
import type { Draft } from './draft.ts'
import { type Change, changesOf, type Detail } from './explain-change.ts'
import { givenText } from './matrix.tsx'

interface ApplyDialogProps {
  before: Catalog
  etag: string | undefined
  draft: Draft
  difference: CatalogDifference
  onClose: () => void
  onDone: () => void
}

/** The difference in words, and what customers lose, before anything changes. */
export function ApplyDialog({ before, etag, draft, difference, onClose, onDone }: ApplyDialogProps) {
  const { catalog, common } = words
  const changes = changesOf(before as Draft, draft, difference)
  if (changes.length === 0)
    return (
      <Dialog title={catalog.compare} onClose={onClose}>
        <p>{catalog.same}</p>
        <div class="buttons">
          <button type="button" onClick={onClose}>
            {common.close}
          </button>
        </div>
      </Dialog>
    )
  return (
    <FormDialog
      title={catalog.applyTitle}
      submit={catalog.apply}
      isDanger={difference.lost.length > 0}
      write={(options) => (client) => client.catalog.apply(draft, { ...options, ifMatch: etag })}
      content={[draft, etag]}
      onClose={onClose}
      onDone={onDone}
    >
      {difference.lost.length > 0 && (
        <div class="failure" role="alert">
          <strong>{catalog.lostTitle}</strong>
          <ul>
            {difference.lost.map((feature) => (
              <li key={feature.code}>{lostText(feature, before)}</li>
            ))}
          </ul>
        </div>
      )}
      <ul class="changes">
        {changes.map((change) => (
          <li key={`${change.kind} ${change.code}`}>
            <ChangeText change={change} />
          </li>
        ))}
      </ul>
    </FormDialog>
  )
}

function lostText({ code, packages, owners, owners_is_exact: isExact }: CatalogLostFeature, before: Catalog): string {
  const { catalog } = words
  const name = before.features.find((feature) => feature.code === code)?.name ?? code
  const count = owners.toLocaleString(locale)
  const named = packages.length === 0 ? catalog.boosts : packages.join(', ')
  return catalog.lost(visible(`${name} (${code})`), visible(named), isExact ? count : catalog.atLeast(count))
}

function ChangeText({ change: { how, kind, code, name, details } }: { change: Change }) {
  const { catalog } = words
  const kindText = kind === 'feature' || kind === 'package' ? catalog.kinds[kind] : visible(kind)
  return (
    <>
      {catalog.how[how]}: {kindText} <strong>{visible(name)}</strong> <code>{visible(code)}</code>
      {details.length > 0 && (
        <ul>
          {details.map((detail) => (
            <li key={'field' in detail ? detail.field : detail.feature}>
              <DetailText detail={detail} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function DetailText({ detail }: { detail: Detail }) {
  if ('field' in detail) {
    const { from, to } = detail
    return (
      <>
        {words.catalog.fields[detail.field]}: {valueText(from)} → {valueText(to)}
      </>
    )
  }
  return (
    <>
      <code>{visible(detail.feature)}</code>: {givenText(detail.from, detail.unit)} →{' '}
      {givenText(detail.to, detail.unit)}
    </>
  )
}

function valueText(value: string): string {
  const { yes, no } = words.catalog
  if (value === 'true') return yes
  if (value === 'false') return no
  return value === '' ? '–' : visible(value)
}
