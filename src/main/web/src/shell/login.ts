import { api, Problem } from '../api.ts';
import { button, fill, h, uniqueId } from '../dom.ts';

/** A one-time code that `agent-hub open` put into the address; it is taken out of it, so that it is in no history and no bookmark. */
export function takeCode(): string | null {
  const code = /^#code=([\w.~-]+)$/.exec(location.hash)?.[1] ?? null;
  if (code !== null) history.replaceState(null, '', location.pathname);
  return code;
}

/** Whether the code let this browser in. One that is used or old does not matter where the browser has a cookie already. */
export function enterByCode(code: string): Promise<boolean> {
  return api.enterByCode(code).then(() => true, () => false);
}

/** Asks for the token. It goes into one header of one request, and is kept nowhere. */
export function loginView(why: string, entered: () => void): HTMLElement {
  const id = uniqueId();
  const field = h('input', {
    id, type: 'password', autocomplete: 'off', spellcheck: 'false', required: true, placeholder: 'Token', 'aria-describedby': `${id}-why`,
  });
  const answer = h('p', { class: 'problem', role: 'alert' });
  const enter = async (): Promise<void> => {
    try {
      await api.enterByToken(field.value.trim());
      field.value = '';
      entered();
    } catch (e) {
      fill(answer, e instanceof Problem && e.status === 401 ? 'That is not this hub’s token.' : e instanceof Error ? e.message : '');
      field.select();
    }
  };
  const form = h('form', {}, [
    h('label', { for: id }, 'Token'),
    h('div', { class: 'row' }, [field, h('button', { type: 'submit', class: 'primary' }, 'Log in')]),
    answer,
  ], { submit: (event) => { event.preventDefault(); void enter(); } });
  return h('main', { class: 'login' }, h('section', { class: 'panel' }, [
    h('h1', {}, 'Agent Hub'),
    h('p', { id: `${id}-why` }, why),
    h('ol', {}, [
      h('li', {}, ['Run ', command('agent-hub open'), ': it opens this page and lets you in.']),
      h('li', {}, ['Or paste what ', command('agent-hub token'), ' prints:']),
    ]),
    form,
  ]));
}

function command(text: string): HTMLElement {
  return button(`Copy ${text}`, h('code', {}, text), () => void navigator.clipboard.writeText(text), { class: 'command' });
}
