/** Colours, in light and in dark, and fonts: those that the reader's system has. */
export const TOKENS = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f5f6f8, #0e1319);
  --surface: light-dark(#ffffff, #161c25);
  --sunken: light-dark(#f0f2f5, #10161d);
  --text: light-dark(#18202c, #e4e9f0);
  --muted: light-dark(#566070, #9ba7b7);
  --line: light-dark(#dde1e8, #29323e);
  --control: light-dark(#858f9e, #647183);
  --accent: light-dark(#0a5fc2, #74b3ff);
  --bad: light-dark(#b3261e, #ff9086);
  --bad-soft: light-dark(#fcebe9, #34191a);
  --doubt: light-dark(#855000, #efb955);
  --doubt-soft: light-dark(#fcf2dd, #30250f);
  --good: light-dark(#0d6b3c, #62d29b);
  --good-soft: light-dark(#e4f4eb, #10291d);
  --leak-band: light-dark(#b3261e26, #ff90863b);
  --hover-band: light-dark(#0a5fc21f, #74b3ff2e);
  --boundary: light-dark(#18202c1f, #e4e9f022);
  --lane-0: light-dark(#0a5fc2, #74b3ff);
  --lane-1: light-dark(#a34a00, #ffa862);
  --lane-2: light-dark(#00756b, #4fd1c1);
  --lane-3: light-dark(#8a2be2, #c79bff);
  --lane-4: light-dark(#b0186f, #ff8cc6);
  --lane-5: light-dark(#5c6a00, #c7d14d);
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace;
}
:root[data-theme='light'] { color-scheme: light }
:root[data-theme='dark'] { color-scheme: dark }
`
