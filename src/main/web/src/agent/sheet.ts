import { button, fill, h, set } from '../dom.ts';
import { icon } from '../icons.ts';
import { overview } from './overview.ts';
import type { Part } from './part.ts';
import { policyForm } from './policy-form.ts';
import { recordingsPart } from './recordings.ts';
import { tasksPart } from './tasks.ts';

export type PartName = 'overview' | 'policy' | 'tasks' | 'recordings';

const PARTS: [PartName, string, (id: string) => Promise<Part>][] = [
  ['overview', 'Overview', overview],
  ['policy', 'Policy', policyForm],
  ['tasks', 'Tasks', tasksPart],
  ['recordings', 'Recordings', recordingsPart],
];

/** A modal dialog with the details of one agent. */
export class Sheet {
  private readonly body = h('div', { class: 'body', role: 'tabpanel', tabindex: 0 });
  private readonly tabs = h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'About this agent' });
  private readonly dialog: HTMLDialogElement;
  private part: Part | null = null;
  private turn = 0;

  private constructor(private readonly id: string, private readonly closed: () => void) {
    this.dialog = h('dialog', { class: 'sheet', 'aria-label': `Agent ${id}` }, [
      h('header', {}, [h('h2', {}, id), button('Close', icon('close'), () => this.dialog.close(), { class: 'quiet' })]),
      this.tabs,
      this.body,
    ], { close: () => this.ended(), click: (event) => event.target === this.dialog && this.dialog.close() });
    this.tabs.addEventListener('keydown', (event) => this.tabKey(event));
  }

  /** @param closed called when the dialog is closed, before it is removed from the page */
  static show(id: string, part: PartName | undefined, closed: () => void): void {
    const sheet = new Sheet(id, closed);
    document.body.append(sheet.dialog);
    sheet.dialog.showModal();
    void sheet.showPart(part ?? 'overview');
  }

  private async showPart(name: PartName): Promise<void> {
    this.turn += 1;
    const turn = this.turn;
    fill(this.tabs, ...PARTS.map(([part, title]) => h('button', {
      type: 'button', role: 'tab', 'data-part': part, 'aria-selected': String(part === name), tabindex: part === name ? 0 : -1,
    }, title, { click: () => void this.showPart(part) })));
    set(this.body, { 'aria-label': name, 'aria-busy': 'true' });
    try {
      const part = await PARTS.find(([known]) => known === name)?.[2](this.id);
      // Another part was selected meanwhile.
      if (part === undefined || turn !== this.turn) return part?.end?.();
      this.part?.end?.();
      this.part = part;
      fill(this.body, part.element);
    } catch (e) {
      fill(this.body, h('p', { class: 'problem', role: 'alert' }, e instanceof Error ? e.message : String(e)));
    }
    set(this.body, { 'aria-busy': 'false' });
  }

  private tabKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const now = PARTS.findIndex(([part]) => this.tabs.querySelector('[aria-selected=true]')?.getAttribute('data-part') === part);
    const next = PARTS[(now + step + PARTS.length) % PARTS.length]?.[0] ?? 'overview';
    void this.showPart(next);
    this.tabs.querySelector<HTMLElement>(`[data-part="${next}"]`)?.focus();
  }

  private ended(): void {
    this.turn += 1;
    this.part?.end?.();
    this.closed();
    this.dialog.remove();
  }
}
