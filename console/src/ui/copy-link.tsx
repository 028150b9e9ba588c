import { words } from '../messages/index.ts'
import { CopyButton } from './copy-button.tsx'

interface CopyLinkProps {
  /** Parameters of the address that fix what ends now. `nowMs`: in ms since 1970. */
  pin: (nowMs: number) => Readonly<Record<string, string>>
}

/** Copies the address of the page: the link shows the same tomorrow. */
export function CopyLink({ pin }: CopyLinkProps) {
  const address = () => {
    const url = new URL(location.href)
    for (const [name, value] of Object.entries(pin(Date.now()))) if (value !== '') url.searchParams.set(name, value)
    return url.href
  }
  return <CopyButton text={address} name={words.timeRange.link} />
}
