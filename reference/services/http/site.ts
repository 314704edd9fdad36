/** A page of the small site the HTTP service shows. */
export interface Page {
  type: string;
  body: Buffer;
}

const frame = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title><link rel="stylesheet" href="/style.css"></head>
<body>
<nav><a href="/">Home</a> <a href="/about">About</a> <a href="/hits">Hits</a> <a href="/status">Status</a></nav>
<h1>${title}</h1>
${body}
</body>
</html>
`;

const home = frame(
  'Osiscope reference daemon',
  `<p>This page went through all layers on its way to you. Look for it in the capture:</p>
<ol>
<li>bits on a cable, in the air, or nowhere at all on the loopback interface</li>
<li>a frame</li>
<li>an IP packet, with the addresses</li>
<li>TCP segments, with the ports</li>
<li>one TCP connection: the session</li>
<li>the character set of this text, its compression, and TLS where it is used</li>
<li>this HTTP response</li>
</ol>
<p>Try <a href="/stream?chunks=5&amp;delay=200">a chunked response</a>, <a href="/large?bytes=1000000">a large one</a>,
<a href="/slow?ms=500">a slow one</a>, <a href="/headers">your own request</a> or <a href="/redirect">a redirect</a>.</p>`,
);

const about = frame(
  'About',
  `<p>The daemon serves each connection in its event loop, in a process of its own, or in a thread, as it was told.
The <a href="/hits">hit counters</a> show what these share: a plain variable belongs to one process or thread, shared
memory belongs to all threads of a process, and without a lock it loses counts.</p>`,
);

const style = `body { font-family: sans-serif; margin: 2rem; max-width: 45rem; }
nav a { margin-right: 1rem; }
`;

function html(text: string): Page {
  return { type: 'text/html; charset=utf-8', body: Buffer.from(text) };
}

/** The pages that never change, by path. */
export const pages: ReadonlyMap<string, Page> = new Map([
  ['/', html(home)],
  ['/index.html', html(home)],
  ['/about', html(about)],
  ['/style.css', { type: 'text/css; charset=utf-8', body: Buffer.from(style) }],
]);

export function textPage(text: string): Page {
  return { type: 'text/plain; charset=utf-8', body: Buffer.from(text) };
}
