import { apiUrl } from '../api/address.ts'

/** An error code of the API, with a link to what it means. */
export function ErrorCode({ code }: { code: string }) {
  return (
    <a class="whole" href={`${apiUrl}/docs/errors/${code}`}>
      {code}
    </a>
  )
}
