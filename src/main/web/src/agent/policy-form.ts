import { api } from '../api.ts';
import { fill, h, uniqueId } from '../dom.ts';
import { attempt, toast } from '../shell/toasts.ts';
import type { LaunchPolicy, Policy, ShutdownPolicy } from '../wire.ts';
import { sentence } from './overview.ts';
import type { Part } from './part.ts';

const LAUNCH: [LaunchPolicy, string][] = [
  ['manual', 'only on request'],
  ['auto', 'when a task is in its inbox'],
  ['always', 'when the hub starts, and again whenever it exits'],
];
const SHUTDOWN: [ShutdownPolicy, string][] = [
  ['manual', 'only on request'],
  ['empty', 'once its inbox is empty'],
  ['idle', 'after the idle time without activity'],
];
const SETTLE_MS = 250;

/** A form for the policy, with a preview of what it would do now. */
export async function policyForm(id: string): Promise<Part> {
  const { policy } = await api.agent(id);
  const minutes = h('input', { type: 'number', min: 1, max: 10080, value: policy.idle_timeout_minutes, 'aria-label': 'Idle minutes' });
  const preview = h('p', { class: 'would', 'aria-live': 'polite' });
  const save = h('button', { type: 'submit', class: 'primary' }, 'Save');
  const form = h('form', { class: 'policy' }, [
    choices('Launch', 'launch', LAUNCH, policy.launch),
    choices('Shutdown', 'shutdown', SHUTDOWN, policy.shutdown),
    h('label', { class: 'minutes' }, ['Idle time: ', minutes, ' minutes']),
    h('section', { class: 'explain' }, [h('h3', {}, 'With this policy'), preview]),
    save,
  ]);
  const chosen = (): Policy => {
    const data = new FormData(form);
    return {
      launch: data.get('launch') as LaunchPolicy,
      shutdown: data.get('shutdown') as ShutdownPolicy,
      idle_timeout_minutes: minutes.valueAsNumber,
    };
  };
  let turn = 0;
  const explain = async (): Promise<void> => {
    turn += 1;
    const current = turn;
    const words = minutes.checkValidity()
      ? await api.dryRun(id, chosen()).then(sentence, message)
      : minutes.validationMessage;
    if (current === turn) fill(preview, words);
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
      toast(`Saved the policy of ${id}.`);
      await explain();
    });
  });
  await explain();
  return { element: form, end: () => clearTimeout(timer) };
}

function message(e: unknown): string {
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
