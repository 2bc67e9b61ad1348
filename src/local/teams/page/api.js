// @ts-check
/** @param {string} path @param {Record<string, string>} [query] @returns {Promise<any>} */
export async function get(path, query = {}) {
  return answer(await fetch(`${path}?${new URLSearchParams(query)}`));
}

/** @param {string} path @param {object} body @returns {Promise<any>} */
export async function post(path, body) {
  return answer(await fetch(path, { method: 'POST', body: JSON.stringify(body) }));
}

/** @param {Response} response */
async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? `HTTP ${response.status}`);
  return body;
}
