import { render } from 'preact';
import { App } from './shell/app.tsx';
import { applyTheme, chosenTheme } from './shell/theme-choice.ts';

applyTheme(chosenTheme());
const root = document.getElementById('app');
if (root !== null) render(<App />, root);
