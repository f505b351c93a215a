import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './design/tokens.css';
import './design/base.css';
import './design/controls.css';
import './design/menu.css';
import './design/form.css';
import './design/pieces.css';
import './design/table.css';
import './design/facts.css';
import './design/rows.css';
import './shell/frame.css';
import './design/page.css';
import './shell/palette.css';
import './shell/narrow.css';
import './design/alone.css';
import './design/side-list.css';
import { loadConfig } from './config.ts';
import { sessionQuery } from './data/session.ts';
import { pageAt } from './pages/routes.ts';
import { applyPreferences } from './preferences.ts';
import { App } from './shell/app.tsx';
import { BrokenPage } from './shell/broken.tsx';
import { makeQueries } from './shell/cache.ts';
import { speak } from './words/words.ts';

applyPreferences();
const place = document.getElementById('root');
if (!place) throw new Error('The page has no place for the console');
const root = createRoot(place);
const queries = makeQueries();
askAhead(location.pathname);
try {
  const config = await loadConfig();
  await speak(
    config.pseudoLocale === true && new URLSearchParams(location.search).get('locale') === 'pseudo',
  );
  root.render(
    <StrictMode>
      <App queries={queries} />
    </StrictMode>,
  );
} catch {
  await speak(false);
  root.render(<BrokenPage />);
}

/** Asks side by side for what the first view needs; whoever draws it waits for the same answer. */
function askAhead(address: string): void {
  const page = pageAt(address);
  page?.load().catch(() => undefined);
  if (page?.audience !== 'everybody') void queries.prefetchQuery(sessionQuery);
}
