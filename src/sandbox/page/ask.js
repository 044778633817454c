/** Talking to the sandbox's server, and saying when that fails. */
const STOPPED = 'The sandbox does not answer. Is it still running?';

/** Resolves with what the server answers, and with `{ error }` where it does not. */
export async function ask(path, options) {
  try {
    const response = await fetch(path, options);
    return await response.json();
  } catch {
    return { error: STOPPED };
  }
}

/** Does something as a member. What goes wrong is said on the page, and is in the answer too. */
export async function actAs(as, what) {
  const answer = await ask('/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as, ...what }),
  });
  trouble(answer.error);
  return answer;
}

/** Shows a sentence that says what went wrong, or takes it away. */
export function trouble(sentence) {
  const place = document.getElementById('trouble');
  place.hidden = !sentence;
  place.textContent = sentence ?? '';
}

/** Calls `look` at first, and whenever something changed in the sandbox. */
export function followChanges(look) {
  const changes = new EventSource('/changes');
  changes.addEventListener('message', look);
  changes.addEventListener('error', () => trouble(STOPPED));
  changes.addEventListener('open', () => trouble());
}
