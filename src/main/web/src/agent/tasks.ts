import { api } from '../api.ts';
import { fill, h, uniqueId } from '../dom.ts';
import { attempt, toast } from '../shell/toasts.ts';
import type { Task } from '../wire.ts';
import { longAgo, size } from '../words.ts';
import type { Part } from './part.ts';

/** The inbox: its tasks, and a form for a new one. */
export async function tasksPart(id: string): Promise<Part> {
  const list = h('div', { class: 'list' });
  const refresh = async (): Promise<void> => {
    const tasks = await api.tasks(id);
    fill(list, ...(tasks.length === 0 ? [h('p', { class: 'empty' }, 'The inbox is empty.')] : tasks.map((task) => entry(id, task))));
  };
  await refresh();
  return { element: h('div', {}, [
    h('section', {}, [h('h3', {}, 'Inbox'), list]),
    h('section', {}, [h('h3', {}, 'New task'), dropForm(id, refresh)]),
  ]) };
}

function entry(id: string, task: Task): HTMLElement {
  const text = h('pre', { class: 'document' });
  const details = h('details', { class: 'task' }, [
    h('summary', {}, [
      h('strong', {}, task.heading ?? task.name),
      h('span', { class: 'aside' }, `${task.name} · ${size(task.size)} · ${longAgo(task.modified, Date.now())}`),
    ]),
    text,
  ], { toggle: () => void (details.open && attempt(async () => fill(text, await api.task(id, task.name)))) });
  return details;
}

function dropForm(id: string, dropped: () => Promise<void>): HTMLElement {
  const fieldId = uniqueId();
  const text = h('textarea', {
    id: fieldId, rows: 8, required: true, spellcheck: 'true', placeholder: '# Title\n\nThe task, in Markdown.',
  });
  const name = h('input', {
    type: 'text', id: `${fieldId}-name`, placeholder: 'from the title', spellcheck: 'false',
    pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]{0,120}\\.md',
    title: 'Letters, digits, dots, dashes and underscores, ending in .md',
  });
  const drop = async (): Promise<void> => {
    const task = await api.drop(id, { text: text.value, ...(name.value !== '' && { name: name.value }) });
    toast(`Added ${task.name} to the inbox of ${id}.`);
    text.value = name.value = '';
    await dropped();
  };
  return h('form', { class: 'drop' }, [
    h('label', { for: fieldId, class: 'unseen' }, 'Task text'),
    text,
    h('div', { class: 'row' }, [
      h('label', { for: `${fieldId}-name` }, 'File'), name,
      h('button', { type: 'submit', class: 'primary' }, 'Add to the inbox'),
    ]),
  ], { submit: (event) => { event.preventDefault(); void attempt(drop); } });
}
