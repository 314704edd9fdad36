import { useEffect } from 'react';
import { PageHeader } from '../pages/PageHeader.tsx';
import { useApp } from '../state/app-state.ts';
import { followAnything } from './follow-commands.ts';
import { StreamChoices } from './StreamChoices.tsx';
import { StreamNotes } from './StreamNotes.tsx';
import { StreamTools } from './StreamTools.tsx';
import { StreamView } from './StreamView.tsx';
import './streams.css';
import { protocolTitles, useStreams, type WantedStream } from './streams-state.ts';
import { useStream } from './use-stream.ts';

/** What both sides of a conversation sent, in order. */
export default function StreamsPage() {
  const capture = useApp((s) => s.active);
  const frame = useApp((s) => s.frame);
  const wanted = useStreams((s) => (s.wanted?.capture === capture ? s.wanted : null));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a packet that is chosen while nothing is followed
  useEffect(() => {
    if (wanted === null) void followAnything();
  }, [wanted === null, capture, frame]);
  if (capture === null) return <p className="panes-empty">Open a capture to follow its streams.</p>;
  if (wanted !== null) return <Followed wanted={wanted} />;
  return (
    <div className="streams">
      <PageHeader title="Streams" />
      <p className="panes-empty">
        The selected packet belongs to no TCP or UDP stream. Select one that does, or right-click it and choose Follow.
      </p>
    </div>
  );
}

function Followed({ wanted }: { readonly wanted: WantedStream }) {
  const { capture, protocol, number } = wanted;
  const { state, problem } = useStream(capture, protocol, number);
  return (
    <div className="streams">
      <PageHeader title={`${protocolTitles[protocol]} stream`}>
        <StreamChoices wanted={wanted} state={state} />
      </PageHeader>
      {state && <StreamTools state={state} />}
      {state && <StreamNotes state={state} />}
      {state && <StreamView key={state.id} state={state} wanted={wanted} />}
      {problem !== '' && <p className="panes-empty">{problem}</p>}
      {state === null && problem === '' && <p className="panes-empty">Following the stream…</p>}
    </div>
  );
}
