import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './design/tokens.css';
import './design/base.css';
import './design/controls.css';
import './design/pieces.css';
import './shell/shell.css';
import { loadConfig } from './config.ts';
import { App } from './shell/app.tsx';
import { Broken } from './shell/broken.tsx';
import { applyPreferences } from './shell/preferences.ts';
import { speak } from './words/words.ts';

applyPreferences();
const place = document.getElementById('root');
if (!place) throw new Error('The page has no place for the console');
const root = createRoot(place);
try {
  const config = await loadConfig();
  await speak(
    config.pseudoLocale === true && new URLSearchParams(location.search).get('locale') === 'pseudo',
  );
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
} catch {
  await speak(false);
  root.render(<Broken />);
}
