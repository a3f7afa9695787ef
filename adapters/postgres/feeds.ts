import type { Feed, FeedOptions } from '../../src/adapter.ts';
import type { Usage } from '../../src/model/usage.ts';
import type { TableView } from '../../src/model/view.ts';
import { attend, STATEMENT_SECONDS } from '../sql/sessions/attend.ts';
import { addUsage } from '../sql/sessions/usage.ts';
import { openAside } from './aside.ts';
import type { ConnectionOptions, Source } from './connections.ts';
import { beginFeed } from './feed/feed.ts';
import { isOneClient } from './one-client.ts';

/** The feeds of a side. */
export interface Feeds {
  /** See `Database.feed`. */
  begin(views: readonly TableView[], options: FeedOptions): Promise<Feed | string>;
  /** What the side was asked, these included. */
  usage(ofTheOthers: Usage): Usage;
}

export function feedsOf(source: Source, options: ConnectionOptions): Feeds {
  const attendance = attend(options.statementSeconds ?? STATEMENT_SECONDS);
  return {
    async begin(views, { signal, publication = null }) {
      if ('pool' in source && isOneClient(source.pool))
        return 'one client is not enough for a feed, which has a session for itself: hand in a URL or a pool';
      if (views.length === 0) return 'there is no table to tell of';
      const either = { ...options, signal: AbortSignal.any([options.signal, signal]) };
      const session = await openAside(source, either, attendance);
      return beginFeed(session, views, { label: options.label, publication });
    },
    usage: (ofTheOthers) => addUsage(ofTheOthers, attendance.usage()),
  };
}
