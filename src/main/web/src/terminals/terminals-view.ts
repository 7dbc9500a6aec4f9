import { button, fill, h, set } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Screens } from '../screen/screens.ts';
import { adjacent, closed, opened, type Route } from '../shell/route.ts';
import type { Team } from '../team.ts';
import { Pane } from './pane.ts';

/** Actions outside this view. */
export interface TerminalsActions {
  go(route: Route): void;
  start(id: string): void;
  details(id: string): void;
}

/** The open terminals, one in front or all side by side. */
export class TerminalsView {
  readonly element: HTMLElement;
  private readonly tabs = h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Open terminals' });
  private readonly add = h('select', { 'aria-label': 'Open a terminal' });
  private readonly layout: HTMLButtonElement;
  private readonly stage = h('div', { class: 'panes' });
  private readonly keys = h('div');
  private readonly empty = h('p', { class: 'empty' }, 'No terminal is open. Choose an agent above, or click its screen in the team view.');
  private readonly panes = new Map<string, Pane>();
  private team: Team = new Map();
  private route: Route = { view: 'team', open: [], at: null, layout: 'tabs' };
  private connected = false;

  constructor(private readonly screens: Screens, private readonly actions: TerminalsActions) {
    this.layout = button('Grid', icon('grid'), () => this.toggleLayout(), { class: 'quiet' });
    this.add.addEventListener('change', () => this.actions.go(opened(this.route, this.add.value)));
    this.tabs.addEventListener('keydown', (event) => this.tabKey(event));
    this.element = h('main', { class: 'terminals', 'aria-label': 'Terminals' }, [
      h('div', { class: 'bar' }, [this.tabs, this.add, this.layout]),
      this.empty,
      this.stage,
      this.keys,
    ]);
  }

  setTeam(team: Team): void {
    this.team = team;
    this.panes.forEach((pane, id) => pane.setMember(team.get(id) ?? null));
    this.showTabs();
  }

  setLink(open: boolean): void {
    this.connected = open;
    this.panes.forEach((pane) => pane.setLink(open));
  }

  setRoute(route: Route): void {
    const moved = route.at !== this.route.at || route.view !== this.route.view;
    this.route = route;
    for (const [id, pane] of this.panes) {
      if (!route.open.includes(id) || route.view !== 'terminals') this.remove(id, pane);
    }
    if (route.view !== 'terminals') return;
    for (const id of this.shown()) this.pane(id);
    this.stage.className = `panes ${route.layout === 'grid' ? 'grid' : 'single'}`;
    this.stage.style.setProperty('--columns', String(Math.ceil(Math.sqrt(route.open.length))));
    this.empty.hidden = route.open.length > 0;
    this.panes.forEach((pane, id) => this.place(pane, id));
    fill(this.keys, route.at === null ? null : this.panes.get(route.at)?.keys);
    set(this.layout, { title: route.layout === 'grid' ? 'One at a time' : 'Side by side', 'aria-pressed': String(route.layout === 'grid') });
    fill(this.layout, icon(route.layout === 'grid' ? 'tabs' : 'grid'));
    this.showTabs();
    if (moved && route.at !== null) this.panes.get(route.at)?.focus();
  }

  private shown(): string[] {
    return this.route.layout === 'grid' ? this.route.open : this.route.at === null ? [] : [this.route.at];
  }

  private place(pane: Pane, id: string): void {
    const front = id === this.route.at;
    pane.element.hidden = this.route.layout === 'tabs' && !front;
    pane.element.classList.toggle('front', front);
    pane.element.style.order = String(this.route.open.indexOf(id));
  }

  private pane(id: string): void {
    if (this.panes.has(id)) return;
    const pane = new Pane(id, this.screens, {
      start: (agent) => this.actions.start(agent),
      details: (agent) => this.actions.details(agent),
      close: (agent) => this.actions.go(closed(this.route, agent)),
      adjacent: (step) => this.actions.go(adjacent(this.route, step)),
      front: (agent) => agent !== this.route.at && this.actions.go({ ...this.route, at: agent }),
      leave: (agent) => this.tabs.querySelector<HTMLElement>(`[data-agent="${agent}"]`)?.focus(),
    });
    this.panes.set(id, pane);
    this.stage.append(pane.element);
    pane.attach();
    pane.setLink(this.connected);
    pane.setMember(this.team.get(id) ?? null);
  }

  private remove(id: string, pane: Pane): void {
    pane.close();
    pane.element.remove();
    this.panes.delete(id);
  }

  private toggleLayout(): void {
    this.actions.go({ ...this.route, layout: this.route.layout === 'grid' ? 'tabs' : 'grid' });
  }

  private showTabs(): void {
    const focused = document.activeElement?.getAttribute('role') === 'tab';
    const tabs = this.route.open.map((id) => this.tab(id));
    fill(this.tabs, ...tabs);
    if (focused) tabs.find((tab) => tab.getAttribute('aria-selected') === 'true')?.focus();
    const closedOnes = [...this.team.keys()].filter((id) => !this.route.open.includes(id));
    fill(this.add, h('option', { value: '', disabled: true, selected: true }, 'Open…'), ...closedOnes.map((id) => h('option', { value: id }, id)));
    this.add.disabled = closedOnes.length === 0;
  }

  private tab(id: string): HTMLElement {
    const member = this.team.get(id);
    const front = id === this.route.at;
    return h('button', {
      type: 'button', role: 'tab', 'aria-selected': String(front), tabindex: front ? 0 : -1, 'data-agent': id,
      'data-state': member?.state, 'data-waiting': member?.waiting != null,
    }, [h('span', { class: 'dot' }), id], { click: () => this.actions.go({ ...this.route, at: id }) });
  }

  private tabKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowRight') this.actions.go(adjacent(this.route, 1));
    else if (event.key === 'ArrowLeft') this.actions.go(adjacent(this.route, -1));
    else if (event.key === 'Delete' && this.route.at !== null) this.actions.go(closed(this.route, this.route.at));
    else return;
    event.preventDefault();
    this.tabs.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  }
}
