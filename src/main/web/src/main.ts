import '@xterm/xterm/css/xterm.css';
import './style/base.css';
import './style/shell.css';
import './style/team.css';
import './style/terminals.css';
import './style/sheet.css';
import { api, Problem } from './api.ts';
import { App } from './app.ts';
import { enterByCode, loginView, takeCode } from './shell/login.ts';
import { followTheme } from './shell/preferences.ts';

const WELCOME = 'This hub shows its team to those who have its token.';
const GONE = 'Your session has expired. Sign in again.';
const CODE_USED = 'That link was used already, or is too old: it lets one browser in, within a minute.';

let app: App | null = null;

function enter(): void {
  app ??= new App(() => ask(GONE));
  document.body.replaceChildren(app.element);
  app.start();
}

function ask(why: string): void {
  document.body.replaceChildren(loginView(why, enter));
  document.querySelector('input')?.focus();
}

async function begin(): Promise<void> {
  followTheme();
  const code = takeCode();
  const known = code === null || (await enterByCode(code));
  try {
    await api.status();
  } catch (e) {
    if (e instanceof Problem && (e.status === 401 || e.status === 429)) return ask(known ? WELCOME : CODE_USED);
    // The page itself will say that the hub does not answer, and try again.
  }
  enter();
}

void begin();
