import { button, fill, h } from '../dom.ts';
import { icon } from '../icons.ts';
import type { LinkState } from '../link/hub-link.ts';
import type { Status } from '../wire.ts';
import { requestPermission } from './attention.ts';
import { showHelp } from './help.ts';
import { notify, theme, type Theme } from './preferences.ts';
import type { Route } from './route.ts';
import { toast } from './toasts.ts';

const LINK_WORDS: Record<LinkState['is'], string> = {
  connecting: 'Connecting',
  open: 'Connected',
  down: 'Hub down',
  dropped: 'Reconnecting',
  refused: 'Signed out',
};

const THEMES: Theme[] = ['system', 'light', 'dark'];
const THEME_ICONS = { system: 'system', light: 'sun', dark: 'moon' } as const;

/** The bar at the top: navigation, connection state and preferences. */
export class Header {
  readonly element: HTMLElement;
  private readonly project = h('span', { class: 'project' });
  private readonly servers = h('span', { class: 'servers' });
  private readonly link = h('span', { class: 'link' });
  private readonly team = this.tab('Team', 'team');
  private readonly terminals = this.tab('Terminals', 'terminals');
  private readonly terminalCount = h('span', { class: 'count' });

  constructor(private readonly go: (view: Route['view']) => void, signOut: () => void) {
    this.terminals.append(this.terminalCount);
    this.element = h('header', { class: 'top' }, [
      h('h1', {}, ['Agent Hub', this.project]),
      h('nav', { 'aria-label': 'Views' }, [this.team, this.terminals]),
      h('div', { class: 'tools' }, [
        this.servers, this.link, bell(), themes(),
        button('Help and keyboard shortcuts', icon('help'), showHelp, { class: 'quiet' }),
        button('Sign out', icon('leave'), signOut, { class: 'quiet' }),
      ]),
    ]);
  }

  private tab(name: string, view: Route['view']): HTMLButtonElement {
    return h('button', { type: 'button', class: 'view' }, name, { click: () => this.go(view) });
  }

  setRoute(route: Route): void {
    this.team.setAttribute('aria-current', String(route.view === 'team'));
    this.terminals.setAttribute('aria-current', String(route.view === 'terminals'));
    fill(this.terminalCount, route.open.length > 0 ? String(route.open.length) : '');
  }

  setLink(state: LinkState): void {
    this.link.className = `link ${state.is}`;
    fill(this.link, LINK_WORDS[state.is]);
  }

  setStatus(status: Status): void {
    const name = status.project_root.split('/').filter(Boolean).at(-1) ?? '';
    fill(this.project, name);
    this.project.title = `${status.project_root} · hub ${status.version}`;
    fill(this.servers, ...Object.entries(status.mcp_servers).map(([server, up]) =>
      h('span', {
        class: `server ${up ? 'up' : ''}`, title: `MCP server ${server}: ${up ? 'up' : 'not responding'}`,
      }, server)));
  }
}

function themes(): HTMLElement {
  const toggle = h('button', { type: 'button', class: 'quiet' }, [], {
    click: () => (theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'system'),
  });
  theme.watch((now) => {
    toggle.title = `Theme: ${now}`;
    toggle.setAttribute('aria-label', toggle.title);
    fill(toggle, icon(THEME_ICONS[now]));
  });
  return toggle;
}

function bell(): HTMLElement {
  const toggle = button('Notify me when an agent waits', icon('bell'), () => void change(), { class: 'quiet' });
  const change = async (): Promise<void> => {
    if (notify.value) notify.value = false;
    else if (await requestPermission()) notify.value = true;
    else toast('Notifications are blocked. Allow them in the browser’s site settings.', 'error');
  };
  notify.watch((on) => toggle.setAttribute('aria-pressed', String(on)));
  return toggle;
}
