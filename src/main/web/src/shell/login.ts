import { api, Problem } from '../api.ts';
import { button, fill, h, uniqueId } from '../dom.ts';

/** Takes the one-time code of `agent-hub open` out of the URL, so that it stays in no history or bookmark. */
export function takeCode(): string | null {
  const code = /^#code=([\w.~-]+)$/.exec(location.hash)?.[1] ?? null;
  if (code !== null) history.replaceState(null, '', location.pathname);
  return code;
}

/** Whether the code was accepted. An invalid one does not matter if the browser has a valid cookie. */
export function enterByCode(code: string): Promise<boolean> {
  return api.enterByCode(code).then(() => true, () => false);
}

/** Asks for the token. It is sent in one request and not stored. */
export function loginView(message: string, entered: () => void): HTMLElement {
  const id = uniqueId();
  const field = h('input', {
    id, type: 'password', autocomplete: 'off', spellcheck: 'false', required: true, placeholder: 'Token',
    'aria-describedby': `${id}-message`,
  });
  const problem = h('p', { class: 'problem', role: 'alert' });
  const enter = async (): Promise<void> => {
    try {
      await api.enterByToken(field.value.trim());
      field.value = '';
      entered();
    } catch (e) {
      fill(problem, e instanceof Problem && e.status === 401 ? 'Wrong token.' : e instanceof Error ? e.message : '');
      field.select();
    }
  };
  const form = h('form', {}, [
    h('label', { for: id }, 'Token'),
    h('div', { class: 'row' }, [field, h('button', { type: 'submit', class: 'primary' }, 'Sign in')]),
    problem,
  ], { submit: (event) => { event.preventDefault(); void enter(); } });
  return h('main', { class: 'login' }, h('section', { class: 'panel' }, [
    h('h1', {}, 'Agent Hub'),
    h('p', { id: `${id}-message` }, message),
    h('ol', {}, [
      h('li', {}, ['Run ', command('agent-hub open'), ' to open this page signed in.']),
      h('li', {}, ['Or paste the output of ', command('agent-hub token'), ':']),
    ]),
    form,
  ]));
}

function command(text: string): HTMLElement {
  return button(`Copy ${text}`, h('code', {}, text), () => void navigator.clipboard.writeText(text), { class: 'command' });
}
