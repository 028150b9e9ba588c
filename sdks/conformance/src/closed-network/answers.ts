interface GivenAnswer {
  status: number
  body: object
  headers?: Record<string, string>
}

/** The answer of the closed network's server; `requests` are all so far, this one last. */
export function answerTo(method: string, url: string, requests: readonly string[]): GivenAnswer {
  const { pathname, searchParams } = new URL(url, 'http://inside')
  switch (`${method} ${pathname}`) {
    case 'GET /api/v1/user':
      return { status: 200, body: { data: { id: 'usr_1', name: 'Ada' } } }
    case 'GET /api/v1/workspaces':
      return { status: 200, body: workspaces(Number(searchParams.get('page') ?? 1)) }
    case 'POST /api/v1/namespaces':
      return requests.filter((one) => one === `${method} ${pathname}`).length === 1
        ? { status: 503, body: failure('SERVICE_UNAVAILABLE'), headers: { 'retry-after': '0' } }
        : {
            status: 201,
            body: { data: { id: 'ns_1', name: 'Shop' } },
            headers: { deprecation: '@1790000000', link: '<https://plinth.example/docs>; rel="deprecation"' },
          }
    default:
      return { status: 404, body: failure('RESOURCE_NOT_FOUND') }
  }
}

const workspaces = (page: number) => ({
  data: [{ id: `wks_${page}`, name: 'Acme' }],
  meta: { current_page: page, per_page: 1, total: 2, last_page: 2, from: page, to: page },
  links: { first: null, last: null, prev: null, next: null },
})

const failure = (code: string) => ({
  error: {
    code,
    message: 'No.',
    request_id: 'req_1',
    doc_url: `https://plinth.example/docs/errors/${code}`,
  },
})
