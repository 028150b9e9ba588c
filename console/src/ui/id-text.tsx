import { CopyButton } from './copy-button.tsx'

/** An ID with its button to copy it. */
export function IdText({ id, name }: { id: string; name: string }) {
  return (
    <span class="id">
      <code>{id}</code>
      <CopyButton text={id} name={name} />
    </span>
  )
}
