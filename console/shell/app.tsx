import { type QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { offers } from '../config.ts';
import { sessionQuery } from '../data/session.ts';
import { Skeleton } from '../design/loaded.tsx';
import { Lost } from '../design/lost.tsx';
import { Failure } from '../design/notice.tsx';
import { Toasts } from '../design/toasts.tsx';
import { pages, publicPages } from '../pages/routes.ts';
import { Boundary } from './broken.tsx';
import { Frame } from './frame.tsx';
import { home } from './places.ts';

const Onboarding = lazy(async () => ({ default: (await import('../pages/onboarding/view.tsx')).Onboarding }));
const Restore = lazy(async () => ({ default: (await import('../pages/restore/view.tsx')).Restore }));

const drawn = (View: LazyExoticComponent<ComponentType>): ReactNode => (
  <Boundary>
    <Suspense fallback={<Waiting />}>
      <View />
    </Suspense>
  </Boundary>
);

const Waiting = () => (
  <div className="page">
    <Skeleton lines={6} />
  </div>
);

/** The whole console. */
export function App({ queries }: { readonly queries: QueryClient }) {
  return (
    <QueryClientProvider client={queries}>
      <Switch>
        {publicPages.map(({ path, view }) => (
          <Route key={path} path={path}>
            {drawn(view)}
          </Route>
        ))}
        <Route>
          <SignedIn />
        </Route>
      </Switch>
      <Toasts />
    </QueryClientProvider>
  );
}

/** What a person sees who is signed in, by how far the account is. */
function SignedIn() {
  const session = useQuery(sessionQuery);
  const [location] = useLocation();
  if (session.data === undefined) {
    return session.isError ? (
      <main className="page">
        <Failure error={session.error} onRetry={() => void session.refetch()} />
      </main>
    ) : (
      <Waiting />
    );
  }
  if (session.data === null)
    return <Redirect to="/welcome" replace state={location === '/' ? undefined : { from: location }} />;
  if (session.data.stage === 'onboarding') return drawn(Onboarding);
  if (session.data.stage === 'closing') return drawn(Restore);
  return (
    <Frame>
      <Switch>
        {pages
          .filter((page) => page.needs === undefined || offers(page.needs))
          .map(({ path, view }) => (
            <Route key={path} path={path}>
              {drawn(view)}
            </Route>
          ))}
        <Route path="/">
          <Redirect to={home()} replace />
        </Route>
        <Route>
          <Lost />
        </Route>
      </Switch>
    </Frame>
  );
}
