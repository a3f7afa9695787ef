/** Pages that are open, and what of the page has changed for each of them: at most once a look, and only what did. */
import type { ServerResponse } from 'node:http';
import type { WatchStatus } from '../../model/watch.ts';
import { HEADERS } from './headers.ts';
import { BUILD, partsOf } from './page/page.ts';
import type { Part } from './page/page.ts';

export interface Live {
  /** Goes on with an answer for as long as the page is open. */
  join(response: ServerResponse): void;
  end(): void;
}

interface Viewer {
  readonly response: ServerResponse;
  /** What it was sent last, by part. */
  readonly sent: Map<string, string>;
  quiet: number;
}

/** More pages than anybody has open at once. */
const MOST_VIEWERS = 64;
/** Looks without news after which a page is told that the watch still goes on. */
const BEAT = 5;

export function newLive(status: () => WatchStatus | null, every: number): Live {
  const viewers = new Set<Viewer>();
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const parts = partsNow(status);
    for (const viewer of viewers) tell(viewer, parts);
  };
  const leave = (viewer: Viewer): void => {
    viewers.delete(viewer);
    if (viewers.size === 0) clearInterval(timer);
  };
  return {
    join(response) {
      if (viewers.size >= MOST_VIEWERS) {
        response.writeHead(503, { ...HEADERS, 'Retry-After': '30' }).end();
        return;
      }
      const viewer: Viewer = { response, sent: new Map(), quiet: 0 };
      response.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
      response.on('close', () => {
        leave(viewer);
      });
      response.write(`retry: 2000\nevent: build\ndata: ${BUILD}\n\n`);
      tell(viewer, partsNow(status));
      if (viewers.size === 0) timer = setInterval(look, every);
      viewers.add(viewer);
    },
    end() {
      clearInterval(timer);
      for (const { response } of viewers) response.end();
    },
  };
}

/** Null when they cannot be told: pages then hear nothing, and say after a while that they do not. */
function partsNow(status: () => WatchStatus | null): readonly Part[] | null {
  try {
    return partsOf(status());
  } catch {
    return null;
  }
}

function tell(viewer: Viewer, parts: readonly Part[] | null): void {
  const { response, sent } = viewer;
  // One that reads slowly is told later, of what is then.
  if (parts === null || response.writableNeedDrain) return;
  const news = parts.filter(({ id, html }) => sent.get(id) !== html);
  for (const { id, html } of news) sent.set(id, html);
  if (news.length > 0) write(viewer, 'parts', { at: new Date().toISOString(), parts: news });
  else if (++viewer.quiet >= BEAT) write(viewer, 'beat', { at: new Date().toISOString() });
}

function write(viewer: Viewer, event: string, data: unknown): void {
  viewer.quiet = 0;
  // JSON holds no line end.
  viewer.response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
