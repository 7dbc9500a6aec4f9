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

const WELCOME = 'Sign in with the hub’s token.';
const EXPIRED = 'Your session has expired. Sign in again.';
const CODE_USED = 'This link has expired or was already used. It works once, within a minute.';

let app: App | null = null;

function enter(): void {
  app ??= new App(() => showLogin(EXPIRED));
  document.body.replaceChildren(app.element);
  app.start();
}

function showLogin(message: string): void {
  document.body.replaceChildren(loginView(message, enter));
  document.querySelector('input')?.focus();
}

async function start(): Promise<void> {
  followTheme();
  const code = takeCode();
  const accepted = code === null || (await enterByCode(code));
  try {
    await api.status();
  } catch (e) {
    if (e instanceof Problem && (e.status === 401 || e.status === 429)) {
      return showLogin(accepted ? WELCOME : CODE_USED);
    }
    // The page itself reports an unreachable hub and retries.
  }
  enter();
}

void start();
