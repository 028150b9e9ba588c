// Runs in a page of another origin: everything that such a page can send to a gateway whose cookie the browser holds.

/** Answers that a page of another origin could read, as far as its browser shows them. */
export interface Attacked {
  /** Calls, forms and elements; the browser may refuse to send one. */
  tried: number
  /** Answers whose body it could read. */
  readable: { what: string; status: number; text: string }[]
}

/** Where an attack goes: a JSON body that would have an effect, or a read. */
export interface Target {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  url: string
  body?: string
}

/** The source of a function of targets, for `page.evaluate`: fetch and XMLHttpRequest in every mode. Returns `Attacked`. */
export const sendInEveryMode = `async (targets) => {
  const attacked = { tried: 0, readable: [] }
  const pageHeaders = [{}, { 'X-Plinth-Page': 'console' }]
  const fetched = async (url, options) => {
    attacked.tried++
    try {
      const answer = await fetch(url, options)
      if (answer.type === 'opaque' || answer.type === 'opaqueredirect') return
      const what = 'fetch ' + url + ' ' + JSON.stringify(options)
      attacked.readable.push({ what, status: answer.status, text: await answer.text() })
    } catch {}
  }
  const called = ({ method, url, body }, withCredentials, headers) => new Promise((resolve) => {
    attacked.tried++
    const call = new XMLHttpRequest()
    call.open(method, url)
    call.withCredentials = withCredentials
    for (const [name, value] of Object.entries(headers)) call.setRequestHeader(name, value)
    call.onloadend = () => {
      const what = 'XMLHttpRequest ' + method + ' ' + url
      if (call.status !== 0) attacked.readable.push({ what, status: call.status, text: call.responseText })
      resolve()
    }
    call.send(body)
  })
  for (const target of targets) {
    const { method, url, body } = target
    const calls = []
    for (const headers of pageHeaders) {
      for (const mode of ['cors', 'no-cors', 'same-origin'])
        for (const credentials of ['omit', 'same-origin', 'include'])
          for (const type of body === undefined ? [{}] : [{ 'Content-Type': 'text/plain' }, { 'Content-Type': 'application/json' }])
            calls.push(fetched(url, { method, mode, credentials, headers: { ...headers, ...type }, body }))
      for (const withCredentials of [true, false]) calls.push(called(target, withCredentials, headers))
    }
    await Promise.all(calls)
  }
  return attacked
}`

/** The source of a function of targets: forms, images and all else that sends without a script's headers. Returns `Attacked`. */
export const sendWithoutFetch = `async (targets) => {
  const attacked = { tried: 0, readable: [] }
  const loaded = (element) => new Promise((resolve) => {
    attacked.tried++
    element.addEventListener('load', () => resolve('load'))
    element.addEventListener('error', () => resolve('error'))
    // A frame may say nothing of a page that it does not show.
    setTimeout(() => resolve('late'), 10_000)
  })
  const element = (name, fields) => Object.assign(document.createElement(name), fields)
  const shown = async (made, what) => {
    const end = loaded(made)
    document.body.append(made)
    const result = await end
    if (result === 'load' && made.localName !== 'iframe') attacked.readable.push({ what, status: 200, text: made.localName + ' loaded' })
  }
  const framed = async (url) => {
    const frame = element('iframe', { src: url })
    await shown(frame, 'iframe ' + url)
    let text = null
    try { text = frame.contentDocument?.body?.textContent } catch {}
    if (text) attacked.readable.push({ what: 'iframe ' + url, status: 200, text })
  }
  const submitted = (url, method, enctype, body) => {
    const frame = element('iframe', { name: 'frame' + attacked.tried })
    document.body.append(frame)
    const form = element('form', { action: url, method, enctype, target: frame.name })
    // As text/plain the field is sent as JSON: {"name":"Mallory", "a":"="}
    form.append(element('input', { name: body.slice(0, -1) + ', "a":"', value: '"}' }))
    document.body.append(form)
    const end = loaded(frame)
    form.submit()
    return end
  }
  for (const { method, url, body } of targets) {
    const all = []
    if (method === 'GET') {
      all.push(framed(url))
      for (const crossOrigin of [null, 'anonymous', 'use-credentials'])
        for (const [name, fields] of [['img', { src: url }], ['script', { src: url }], ['link', { href: url, rel: 'stylesheet' }]])
          all.push(shown(element(name, { ...fields, crossOrigin }), name + ' ' + url))
    }
    for (const enctype of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])
      for (const by of ['get', 'post']) all.push(submitted(url, by, enctype, body ?? '{}'))
    for (const type of body === undefined ? [] : ['text/plain', 'application/x-www-form-urlencoded']) {
      attacked.tried++
      navigator.sendBeacon(url, new Blob([body], { type }))
    }
    await Promise.all(all)
  }
  return attacked
}`
