export type Theme = 'system' | 'light' | 'dark';

const KEY = 'billhook-theme';

/** What the reader chose on this machine; a browser that keeps nothing follows the system. */
export function chosenTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function chooseTheme(theme: Theme): void {
  applyTheme(theme);
  dispatchEvent(new Event(THEME_CHANGED));
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // It holds for this visit.
  }
}

/** Canvases are painted once and look their colours up again. */
export const THEME_CHANGED = 'billhook:theme';
