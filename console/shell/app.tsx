import { type QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { sessionQuery } from '../data/session.ts';
import { Skeleton } from '../design/loaded.tsx';
import { LostPage } from '../design/lost.tsx';
import { Failure } from '../design/notice.tsx';
import { Toasts } from '../design/toasts.tsx';
import type { Page } from '../pages/page.ts';
import { offeredPages } from '../pages/routes.ts';
import { Boundary } from './broken.tsx';
import { Frame } from './frame.tsx';
import { home } from './places.ts';

const routesFor = (audience: Page['audience']) =>
  offeredPages()
    .filter((page) => page.audience === audience)
    .map(({ path, view: View }) => (
      <Route key={path} path={path}>
        <Boundary>
          <Suspense fallback={<Waiting />}>
            <View />
          </Suspense>
        </Boundary>
      </Route>
    ));

const Waiting = () => (
  <div className="page">
    <Skeleton lines={6} />
  </div>
);

export function App({ queries }: { readonly queries: QueryClient }) {
  return (
    <QueryClientProvider client={queries}>
      <Switch>
        {routesFor('everybody')}
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
  const routes = routesFor(session.data.stage);
  if (session.data.stage !== 'ready') return <Switch>{routes}</Switch>;
  return (
    <Frame>
      <Switch>
        {routes}
        <Route path="/">
          <Redirect to={home()} replace />
        </Route>
        <Route>
          <LostPage />
        </Route>
      </Switch>
    </Frame>
  );
}
