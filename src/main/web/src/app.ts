import { api, Problem } from './api.ts';
import { Sheet, type PartName } from './agent/sheet.ts';
import { h } from './dom.ts';
import { HubLink, type LinkState } from './link/hub-link.ts';
import { Screens } from './screen/screens.ts';
import { announcer } from './shell/announcer.ts';
import { Attention } from './shell/attention.ts';
import { Banner } from './shell/banner.ts';
import { Header } from './shell/header.ts';
import { report } from './shell/news.ts';
import { formatRoute, opened, parseRoute, type Route } from './shell/route.ts';
import { attempt, showToastsIn, toast } from './shell/toasts.ts';
import { applyEvent, teamOf, type Team } from './team.ts';
import { TeamView } from './team/team-view.ts';
import { TerminalsView } from './terminals/terminals-view.ts';
import type { HubEvent, ServerMessage } from './wire.ts';

/** How often the status is polled, for activity, which no event reports. */
const REFRESH_MS = 15_000;

/** The page after signing in: holds the state of the team and updates the views. */
export class App {
  readonly element: HTMLElement;
  private readonly link = new HubLink({
    opened: () => this.opened(),
    onMessage: (message) => this.onMessage(message),
    output: (agent, bytes) => this.screens.output(agent, bytes),
  });
  private readonly screens = new Screens((message) => this.link.send(message));
  private readonly banner = new Banner(() => this.link.connect());
  private readonly header = new Header(
    (view) => this.go({ ...this.route, view }),
    () => void attempt(() => api.signOut().then(() => location.reload())),
  );
  private readonly attention = new Attention((id) => this.go(opened(this.route, id)));
  private readonly teamView = new TeamView(this.screens, {
    open: (id) => this.go(opened(this.route, id)),
    details: (id, part) => this.details(id, part),
    start: (id) => void attempt(() => api.start(id)),
    stop: (id) => void attempt(() => api.stop(id)),
    restart: (id) => void attempt(() => api.restart(id)),
  });
  private readonly terminals = new TerminalsView(this.screens, {
    go: (route) => this.go(route),
    start: (id) => void attempt(() => api.start(id)),
    details: (id) => this.details(id),
  });
  private team: Team = new Map();
  private started = false;
  private route: Route = parseRoute(location.hash);

  /** @param refused called when the session is no longer valid */
  constructor(private readonly refused: () => void) {
    this.element = h('div', { class: 'app' }, [
      this.header.element, this.banner.element, this.teamView.element, this.terminals.element, announcer(),
    ]);
    showToastsIn(this.element);
    addEventListener('hashchange', () => this.show(parseRoute(location.hash)));
    setInterval(() => document.hidden || this.link.state.value.is !== 'open' || void this.refresh(), REFRESH_MS);
  }

  /** Called once the element is in the page, and again after another sign-in. */
  start(): void {
    this.link.connect();
    if (this.started) return;
    this.started = true;
    this.link.state.watch((state) => this.setLink(state));
    this.show(this.route);
  }

  private setLink(state: LinkState): void {
    this.element.dataset['link'] = state.is;
    this.header.setLink(state);
    this.banner.setLink(state);
    this.terminals.setLink(state.is === 'open');
    if (state.is === 'refused') this.refused();
  }

  private opened(): void {
    this.screens.connected();
    void this.refresh();
  }

  private async refresh(): Promise<void> {
    try {
      const status = await api.status();
      this.header.setStatus(status);
      this.banner.setEngine(status.engine);
      this.setTeam(teamOf(status.agents));
    } catch (e) {
      // The link reports an unreachable hub and an expired session.
      if (e instanceof Problem && e.status !== 401) toast(e.message, 'error');
    }
  }

  private onMessage(message: ServerMessage): void {
    switch (message.type) {
      case 'subscribed':
      case 'resized':
      case 'gap':
      case 'unsubscribed':
        return this.screens.onMessage(message);
      case 'error':
        return toast(message.message, 'error');
      case 'output':
        // Comes as binary frames.
        return;
      default:
        return this.onEvent(message);
    }
  }

  private onEvent(event: HubEvent): void {
    if (event.type === 'missed') void this.refresh();
    if (event.type === 'engine_changed') this.banner.setEngine(event);
    report(event);
    this.setTeam(applyEvent(this.team, event));
  }

  private setTeam(team: Team): void {
    if (team === this.team) return;
    this.team = team;
    this.teamView.setTeam(team);
    this.terminals.setTeam(team);
    this.attention.setTeam(team);
  }

  private details(id: string, part?: PartName): void {
    Sheet.show(id, part, () => showToastsIn(this.element));
  }

  private go(route: Route): void {
    history.pushState(null, '', formatRoute(route));
    this.show(route);
  }

  private show(route: Route): void {
    this.route = route;
    this.header.setRoute(route);
    this.teamView.element.hidden = route.view !== 'team';
    this.terminals.element.hidden = route.view !== 'terminals';
    this.terminals.setRoute(route);
  }
}
