import { api } from '../api.ts';
import { fill, h, uniqueId } from '../dom.ts';
import { attempt, toast } from '../shell/toasts.ts';
import type { Launch, Policy, Shutdown } from '../wire.ts';
import { sentence } from './overview.ts';
import type { Part } from './sheet.ts';

const LAUNCH: [Launch, string][] = [
  ['manual', 'only when asked'],
  ['auto', 'when its inbox holds a task'],
  ['always', 'with the hub, and again whenever it ends'],
];
const SHUTDOWN: [Shutdown, string][] = [
  ['manual', 'only when asked'],
  ['empty', 'when its inbox has become empty'],
  ['idle', 'after so long without activity'],
];
const SETTLE_MS = 250;

/** When an agent is launched and stopped, with what that would do now, before it is saved. */
export async function policyForm(id: string): Promise<Part> {
  const { policy } = await api.agent(id);
  const minutes = h('input', { type: 'number', min: 1, max: 10080, value: policy.idle_timeout_minutes, 'aria-label': 'Idle minutes' });
  const would = h('p', { class: 'would', 'aria-live': 'polite' });
  const save = h('button', { type: 'submit', class: 'primary' }, 'Save');
  const form = h('form', { class: 'policy' }, [
    choices('Launch', 'launch', LAUNCH, policy.launch),
    choices('Shutdown', 'shutdown', SHUTDOWN, policy.shutdown),
    h('label', { class: 'minutes' }, ['Idle for ', minutes, ' minutes']),
    h('section', { class: 'explain' }, [h('h3', {}, 'With this policy'), would]),
    save,
  ]);
  const chosen = (): Policy => {
    const data = new FormData(form);
    return {
      launch: data.get('launch') as Launch,
      shutdown: data.get('shutdown') as Shutdown,
      idle_timeout_minutes: minutes.valueAsNumber,
    };
  };
  let turn = 0;
  const explain = async (): Promise<void> => {
    turn += 1;
    const asked = turn;
    const words = minutes.checkValidity() ? await api.dryRun(id, chosen()).then(sentence, said) : minutes.validationMessage;
    if (asked === turn) fill(would, words);
  };
  let timer = 0;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void explain(), SETTLE_MS);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(async () => {
      await api.policy(id, chosen());
      toast(`The policy of ${id} is saved.`);
      await explain();
    });
  });
  await explain();
  return { element: form, end: () => clearTimeout(timer) };
}

function said(e: unknown): string {
  return e instanceof Error ? e.message : String(e);
}

function choices<T extends string>(title: string, name: string, all: [T, string][], now: T): HTMLElement {
  return h('fieldset', {}, [h('legend', {}, title), ...all.map(([word, meaning]) => {
    const id = uniqueId();
    return h('div', { class: 'choice' }, [
      h('input', { type: 'radio', id, name, value: word, checked: word === now }),
      h('label', { for: id }, [h('strong', {}, word), ` ${meaning}`]),
    ]);
  })]);
}
